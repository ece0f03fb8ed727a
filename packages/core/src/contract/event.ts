import type { Entity, Row } from './entity.ts';
import type { AnyInput, InputOf } from './scalars.ts';

/** A kind of event in the log: the rows that it is about and what it says of one. A command names the ones it may emit. */
export interface EventType<out N extends string = string, out T = unknown, out S extends AnyInput = AnyInput> {
  readonly part: 'event';
  readonly name: N;
  readonly description: string;
  /** Rows of any entity are core's own to tell of. */
  readonly about: Entity<T> | 'any row';
  readonly payload: S;
}
export interface EventOptions<T, S extends AnyInput> {
  /** `中文。English.` */
  readonly description: string;
  readonly about: Entity<T>;
  /**
   * What it says, as JSON: an object schema, each member described as `中文。English.`; `z.object({})` for one that says no more than
   * that it happened. Clients get a type of these members, so nothing in it may be turned into something else on its way.
   */
  readonly payload: S;
}
/** Declares a kind of event: `shelter.opened`. A payload that does not fit fails the command that tells it. */
export function eventType<const N extends string, T, S extends AnyInput>(name: N, options: EventOptions<T, S>): EventType<N, T, S> {
  return { part: 'event', name, ...options };
}

/** The row that an event of this type is about. */
export type AboutOf<V extends EventType> = V extends EventType<string, infer T> ? Row<T> : never;
/** What is given beside the row: nothing where every member may be left out. */
export type PayloadOf<V extends EventType> =
  V extends EventType<string, unknown, infer S> ? ({} extends InputOf<S> ? [payload?: InputOf<S>] : [payload: InputOf<S>]) : never;
