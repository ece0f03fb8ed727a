import type { AreaMove } from '../rules/area-recode.ts';
import type { Entity, NewRow, Numbers, Row } from './entity.ts';
import type { AboutOf, EventType, PayloadOf } from './event.ts';
import type { FieldContext } from './types.ts';
import type { AnyInput, OutputOf } from './scalars.ts';
import type { RefusalData } from './answer.ts';
import type { EntityType, ObjectType } from './types.ts';

export interface UserErrorText {
  readonly zh: string;
  readonly en: string;
  readonly retryable?: boolean;
}
export interface Load {
  readonly type: EntityType;
  /** The input that holds the id; `<id without Id>Version` beside it is the version the caller read. */
  readonly id: string;
  /** The caller must say the version it read. */
  readonly versioned?: boolean;
  /** The input may leave it out; then nothing is loaded. */
  readonly optional?: boolean;
  /** The caller must read the type there as well, beside the command's own permission. */
  readonly readable?: boolean;
  /** A row that is marked deleted is loaded too. */
  readonly deleted?: boolean;
}
/** A member of the answer with clear personal values: read anew at each call, and kept nowhere. */
export interface Disclosure {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  /** The names of the values for an input that asks for some of them. */
  readonly fieldsEnum: string;
  /** Each value with its description. */
  readonly fields: Readonly<Record<string, string>>;
}
/** What a payload gives: a row, which a dry run leaves out since it is gone again, or plain data, which a dry run answers as well. */
export type PayloadType = EntityType | { readonly part: 'object'; readonly name: string; readonly description: string };
export interface Command {
  readonly part: 'command';
  readonly name: string;
  readonly description: string;
  readonly permission: string;
  readonly input: AnyInput;
  readonly load: Readonly<Record<string, Load>>;
  readonly errors: Readonly<Record<string, UserErrorText>>;
  readonly payload: Readonly<Record<string, PayloadType>>;
  readonly emits: readonly EventType[];
  readonly upsert?: Entity | undefined;
  readonly bulk?: string | false | undefined;
  readonly internal?: boolean | undefined;
  /** Only of the commands that core makes for personal data. */
  readonly discloses?: Disclosure | undefined;
  readonly run: (call: never) => unknown;
}

/** What a command may do to rows: its own entities and those of what its plugin requires, always in the caller's scope. */
export interface CommandStore {
  create<T>(entity: Entity<T>, data: NewRow<T>): Row<T>;
  find<T>(entity: Entity<T>, where: Partial<Row<T>>, options?: { readonly limit?: number }): Promise<readonly Row<T>[]>;
  get<T>(entity: Entity<T>, id: string): Promise<Row<T> | undefined>;
  remove<T>(entity: Entity<T>, row: Row<T>): void;
  /**
   * The area of any row by its global id, as far as the caller may read it and give this command there: null for a row that has
   * none, undefined for one that the caller does not see or that is not there.
   */
  areaOf(globalId: string): Promise<string | null | undefined>;
  /**
   * Adds up a column over all rows with a place in the box that counts, whoever may see them: a rule that looks 500 m round a plant
   * must not stop at the border of a district. It gives one number and never a row.
   */
  sumOver<T>(entity: Entity<T>, column: keyof Numbers<T> & string, box: BoundingBox, counts: PlaceTest): Promise<number>;
  /**
   * Gives areas other codes: the areas themselves, the rows of every entity in them, grants over them and the log's place of
   * what happened there. All inside the caller's scope. Only for a command of core's own modules.
   * Errors: the refusals of `planRecode`, OUTSIDE_SCOPE.
   */
  recodeAreas(moves: readonly AreaMove[], on: string): Promise<Recoded>;
}
/** What a change of codes moved. */
export interface Recoded {
  readonly areasCreated: number;
  readonly areasExpired: number;
  readonly areasRenamed: number;
  /** By entity and property; those of which nothing moved are left out. */
  readonly rows: readonly { readonly entity: string; readonly property: string; readonly rows: number }[];
  readonly events: number;
  readonly grants: number;
  readonly principals: number;
  readonly keys: number;
}
/** Degrees; both borders belong to it. */
export interface BoundingBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}
export type PlaceTest = (place: readonly [lon: number, lat: number]) => boolean;
type Loaded<L> = {
  readonly [K in keyof L]: L[K] extends { readonly type: EntityType<infer E> }
    ? Row<E['~entity']> | (L[K] extends { readonly optional: true } ? undefined : never)
    : never;
};
type Payload<P> = {
  readonly [K in keyof P]: P[K] extends EntityType<infer E> ? Row<E['~entity']> : P[K] extends ObjectType<infer S> ? S : never;
};

export interface CommandCall<I, L, X extends string, E extends EventType = EventType> extends FieldContext {
  readonly input: I;
  /** The rows named under `load`, already in scope and at the expected version; what is assigned to them is written. */
  readonly loaded: L;
  readonly store: CommandStore;
  /** With `upsert`: the row that came from the same source under the same external id, which `store.create` will update. */
  readonly existing: { readonly id: string } | undefined;
  /** Ends the command with something the user can put right. */
  readonly fail: (code: X, path?: readonly (keyof I & string)[]) => never;
  /** Ends the command with a rule's refusals: their own codes, paths and messages become the user's errors. */
  readonly refuse: (refusals: readonly RefusalData[]) => never;
  /** Writes an event about a row. The payload is what the event's type declares: anything else is refused and fails the command. */
  readonly emit: <V extends E>(type: V, about: AboutOf<V>, ...payload: PayloadOf<V>) => void;
}
export interface CommandOptions<I extends AnyInput, L, P, X extends string, E extends readonly EventType[]> {
  readonly name: string;
  /** `中文。English.` */
  readonly description: string;
  readonly permission: string;
  readonly input: I;
  readonly load?: L;
  readonly errors?: Readonly<Record<X, UserErrorText>>;
  readonly payload: P;
  /** A change without an event is refused. */
  readonly emits: E;
  /**
   * The entity that `run` creates one of. The input then also takes `source` and `externalId`: where a row came from the same
   * source under the same id, `store.create` updates it instead of making another.
   */
  readonly upsert?: Entity;
  /** The name of the form that takes many inputs, where adding an s is wrong; false when there is none. */
  readonly bulk?: string | false;
  /** Given by the host alone, which knows what no caller can prove; it is no mutation. */
  readonly internal?: boolean;
  readonly run: (call: CommandCall<OutputOf<I>, Loaded<L>, X, E[number]>) => Payload<P> | Promise<Payload<P>>;
}
type Loads<I extends AnyInput> = Readonly<
  Record<
    string,
    { readonly type: EntityType; readonly id: keyof OutputOf<I> & string; readonly versioned?: boolean; readonly optional?: boolean }
  >
>;
/** Declares a use case: everything that changes data. Around `run`, the pipeline does the rest. */
export function defineCommand<
  I extends AnyInput,
  const L extends Loads<I>,
  P extends Readonly<Record<string, PayloadType>>,
  X extends string = never,
  const E extends readonly EventType[] = readonly EventType[],
>(options: CommandOptions<I, L, P, X, E>): Command {
  return { part: 'command', load: {}, errors: {}, ...options };
}
