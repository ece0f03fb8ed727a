import type { Principal } from '../access/principal.ts';
import type { PersonalVault } from '../access/personal.ts';
import type { RefusalData } from '../contract/answer.ts';
import type { Command, PayloadType } from '../contract/command.ts';
import type { EventType } from '../contract/event.ts';
import type { Model } from '../contract/model.ts';
import type { Database, Transaction } from '../data/database.ts';
import { attempt } from './attempt.ts';
import { authorizeCommand } from './authorize-command.ts';
import { type BodyDigest, plain } from './canonical.ts';
import { earlierAnswer, type IdempotencyKey } from './idempotency.ts';
import { writeLogRows, type NewEvent } from './log-rows.ts';
import { Store } from './store.ts';
import { beginLoads, type Loading, versionOf } from './loads.ts';
import { taken } from './taken.ts';
import { toldPayload } from './told-payload.ts';
import { originOf } from './upsert.ts';
import { refusedBy, userError, UserErrors, type UserError } from './user-error.ts';
import { validate } from './validate.ts';

export interface Pipeline {
  readonly model: Model;
  readonly database: Database;
  readonly vault: PersonalVault;
  readonly digest: BodyDigest;
  readonly now: () => Date;
  /** Wakes readers of the log, after the commit and only then. */
  readonly wake: () => void;
  /** Told after the commit of principals whose grants a command moved: what is known of them is of before. */
  readonly regranted: (principals: readonly string[]) => void;
}
export interface Call {
  readonly principal: Principal;
  readonly requestId: string;
}
/** What a command gave: the keys of its payload's rows and its plain data, or what its user can put right. */
export interface Outcome {
  readonly payload: Readonly<Record<string, { readonly key: string } | { readonly data: unknown } | Preview | null>>;
  readonly userErrors: readonly UserError[];
  /** Clear personal values, on their way to the caller and nowhere else: never remembered, logged or told. */
  readonly disclosed?: Readonly<Record<string, unknown>> | undefined;
  /** Principals whose grants were moved; not part of what is remembered. */
  readonly regranted?: readonly string[] | undefined;
}
/** A row as a dry run would leave it, by the way on which it was selected; no other row of the database can be asked of it later. */
export interface Preview {
  readonly preview: ReadonlyMap<string, unknown>;
}
/** Reads payloads inside the transaction that made them, before it is rolled back. */
export type PreviewReader = (transaction: Transaction, outcomes: readonly Outcome[]) => Promise<readonly Outcome[]>;
/** Asks for a payload's rows with the commit, and gives the outcome with their promises in it. */
export type PayloadReader = (transaction: Transaction, outcome: Outcome) => Outcome;
/** Thrown inside the transaction to leave it with a result: nothing it did may stay. */
export class RolledBack<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super('rolled back on purpose');
    this.result = result;
  }
}

/**
 * Everything around a command's `run`, for every plugin alike: authorize → validate → idempotency → load in scope at the
 * versions given → run → change rows → audit row → event rows → commit. All of it or nothing.
 */
export async function runCommand(
  pipeline: Pipeline,
  command: Command,
  rawInput: Readonly<Record<string, unknown>>,
  call: Call,
  { dryRun, preview = unkept, payload = unread }: Answering = {},
): Promise<Outcome> {
  authorizeCommand(command, call.principal);
  const prepared = await prepare(pipeline, command, rawInput, call);
  if (!prepared.ok) return failed(command, prepared.userErrors);
  try {
    const outcome = await attempt({ ...prepared.call, taken: (error) => taken(pipeline.model, error, prepared.call.given) }, () =>
      pipeline.database.write(async (transaction) => {
        const done = await perform(pipeline, transaction, prepared.call, call);
        if (dryRun === true) throw new RolledBack((await preview(transaction, [done]))[0]);
        return payload(transaction, done);
      }, call.principal.scope(command.permission)),
    );
    pipeline.wake();
    if (outcome.regranted !== undefined) pipeline.regranted(outcome.regranted);
    return outcome;
  } catch (error) {
    // as: thrown inside by the line above, and by `perform` with an earlier answer
    if (error instanceof RolledBack) return error.result as Outcome;
    if (error instanceof UserErrors) return failed(command, error.userErrors);
    throw error;
  }
}

export const failed = (command: Command, userErrors: readonly UserError[]): Outcome => ({
  payload: Object.fromEntries(Object.keys(command.payload).map((name) => [name, null])),
  userErrors,
});
export interface DryRun {
  /** Checks and runs as always, and keeps nothing. */
  readonly dryRun?: boolean;
  /** Without it rows are null in the answer of a dry run: they are gone again, and only what was counted is left. */
  readonly preview?: PreviewReader;
}
export interface Answering extends DryRun {
  /** Without it the payload has keys, and its rows are read after the commit. */
  readonly payload?: PayloadReader;
}
const unread: PayloadReader = (_transaction, outcome) => outcome;
export const unkept: PreviewReader = async (_transaction, outcomes) =>
  outcomes.map(({ payload, userErrors }) => ({
    payload: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, value !== null && 'data' in value ? value : null])),
    userErrors,
  }));

/** A call whose input was checked. */
export interface PreparedCall {
  readonly command: Command;
  readonly input: unknown;
  /** As the caller gave it, core's own members included. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly key: IdempotencyKey | undefined;
}
type Prepared = { readonly ok: true; readonly call: PreparedCall } | { readonly ok: false; readonly userErrors: readonly UserError[] };
export async function prepare(
  { digest }: Pick<Pipeline, 'digest'>,
  command: Command,
  rawInput: Readonly<Record<string, unknown>>,
  { principal }: Call,
): Promise<Prepared> {
  const { idempotencyKey, ...given } = rawInput;
  const own = membersOfCore(command);
  const input = await validate(command, plain(Object.fromEntries(Object.entries(given).filter(([name]) => !own.has(name)))));
  if (!input.ok) return input;
  const origin = originOf(command, given);
  if (!origin.ok) return origin;
  const owner = { principal: principal.id, command: command.name };
  const key = typeof idempotencyKey === 'string' ? { ...owner, key: idempotencyKey, body: digest(owner, given) } : undefined;
  return { ok: true, call: { command, input: input.value, given, key } };
}

const coreMembers = new WeakMap<Command, ReadonlySet<string>>();
/** What core added to the author's input is core's to read. */
function membersOfCore(command: Command): ReadonlySet<string> {
  const versions = (): string[] => Object.values(command.load).map(({ id }) => versionOf(id));
  const own = coreMembers.get(command) ?? new Set([...versions(), ...(command.upsert === undefined ? [] : ['source', 'externalId'])]);
  coreMembers.set(command, own);
  return own;
}

/** The part inside a transaction. A failure leaves it to its caller to roll back. */
export async function perform(pipeline: Pipeline, transaction: Transaction, prepared: PreparedCall, call: Call): Promise<Outcome> {
  const { command } = prepared;
  const asked = rememberedAnswer(pipeline, transaction, prepared);
  // Asked for in the same breath: on PostgreSQL the rows travel with the answer under the key.
  const store = storeOf(pipeline, transaction, command, call);
  const loading = beginLoads(pipeline.model, store, prepared, call.principal);
  const earlier = await asked;
  // Clear values are not remembered: who asks again with the same key looks again, inside their scope of now, and is audited again.
  if (earlier !== undefined && command.discloses !== undefined)
    return change(pipeline, transaction, { ...prepared, key: undefined }, call, store, loading);
  if (earlier !== undefined) {
    await loading.settled();
    return earlier;
  }
  try {
    return await change(pipeline, transaction, prepared, call, store, loading);
  } catch (error) {
    // What this call met may be what the same one did a moment ago: then that answer is the answer, and nothing of this one stays.
    const meanwhile = error instanceof UserErrors ? await rememberedAnswer(pipeline, transaction, prepared) : undefined;
    throw meanwhile === undefined ? error : new RolledBack(meanwhile);
  }
}
/** What was answered under the call's key, by now. Errors: IDEMPOTENCY_KEY_REUSED for another body. */
export async function rememberedAnswer(
  { database }: Pick<Pipeline, 'database'>,
  transaction: Transaction,
  { key }: PreparedCall,
): Promise<Outcome | undefined> {
  // as: what `perform` remembered
  return key === undefined ? undefined : ((await earlierAnswer(database.dialect, transaction, key)) as Outcome | undefined);
}

const storeOf = ({ model, database, vault, now }: Pipeline, transaction: Transaction, command: Command, { principal }: Call): Store =>
  new Store({
    model,
    dialect: database.dialect,
    transaction,
    principal,
    permission: command.permission,
    now,
    vault,
    own: () => isOwn(model, command),
  });

async function change(
  { database, now }: Pipeline,
  transaction: Transaction,
  { command, input, key }: PreparedCall,
  call: Call,
  store: Store,
  loading: Loading,
): Promise<Outcome> {
  const { loaded, upsert } = await loading.rows();
  const told: { readonly type: EventType; readonly about: object; readonly payload: Readonly<Record<string, unknown>> }[] = [];
  const emit = (type: EventType, about: object, payload: Readonly<Record<string, unknown>> = {}): void => {
    if (!command.emits.includes(type)) throw new Error(`${command.name} emits ${type.name} without declaring it`);
    const { entity } = store.keyOf(about);
    if (type.about !== 'any row' && type.about.name !== entity)
      throw new Error(`${command.name} tells ${type.name} of a row of ${entity}; it is about rows of ${type.about.name}`);
    told.push({ type, about, payload: toldPayload(type, payload, command.name) });
  };
  const fail = (code: string, path: readonly string[] | null = null): never => {
    const text = command.errors[code];
    throw userError(code, text?.zh ?? code, text?.en ?? code, path, text?.retryable ?? false);
  };
  const refuse = (refusals: readonly RefusalData[]): never => {
    throw refusedBy(refusals);
  };
  const result = (await command.run({
    input,
    loaded,
    store: upsert.store,
    existing: upsert.existing,
    fail,
    refuse,
    emit,
    now,
    principal: { id: call.principal.id },
  } as never)) as Readonly<Record<string, object | null>>;
  const changes = await store.flush();
  // Only now: a row's area may have been copied from its parent, and what is personal is known.
  const events = told.map(({ type, about, payload }): NewEvent => ({
    type: type.name,
    ...store.keyOf(about),
    zone: store.zoneOf(about),
    payload: store.personal.scrubbed(payload),
  }));
  if (changes.some(({ op }) => op !== 'reveal') && events.length === 0)
    throw new Error(
      `${command.name} changed ${changes.map(({ entity }) => entity).join(', ')} without an event; emit one of those it declares`,
    );
  const answered = ([name, type]: readonly [string, PayloadType]): readonly [string, Outcome['payload'][string]] => {
    const value = result[name] ?? null;
    if (value === null) return [name, null];
    return [name, type.part === 'object' ? { data: value } : { key: store.keyOf(value).key }];
  };
  const outcome: Outcome = { payload: Object.fromEntries(Object.entries(command.payload).map(answered)), userErrors: [] };
  writeLogRows(database.dialect, transaction, {
    at: now(),
    command: command.name,
    principal: call.principal.id,
    request: call.requestId,
    changes,
    // A row that came again just as it was is no event.
    events: upsert.existing !== undefined && changes.length === 0 ? [] : events,
    remember: key === undefined ? undefined : { key, answer: outcome },
  });
  const { discloses } = command;
  const regranted = store.regranted === undefined ? {} : { regranted: store.regranted };
  return discloses === undefined ? { ...outcome, ...regranted } : { ...outcome, disclosed: { [discloses.name]: store.personal.disclosed } };
}

/** Whether a command is one of core's own modules. */
const isOwn = (model: Model, { name }: Command): boolean => {
  const plugin = model.commands.get(name)?.plugin;
  return model.plugins.find(({ id }) => id === plugin)?.core === 'self';
};
