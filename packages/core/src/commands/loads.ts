import type { Principal } from '../access/principal.ts';
import type { Command, Load } from '../contract/command.ts';
import type { Model, TypeModel } from '../contract/model.ts';
import { unheard } from '../data/failures.ts';
import { liesIn } from './row-area.ts';
import type { AnyRow } from './row-values.ts';
import type { Store } from './store.ts';
import { openUpsert, type Upsert } from './upsert.ts';
import { notFound, versionConflict } from './user-error.ts';

type Input = Readonly<Record<string, unknown>>;
/** What a command loads, on its way. */
export interface Loading {
  /** Errors: NOT_FOUND for what is outside the scope, VERSION_CONFLICT for what is no longer at the version given. */
  rows(): Promise<{ readonly loaded: Readonly<Record<string, unknown>>; readonly upsert: Upsert }>;
  /** Waits until nothing is on its way any more, however it went. */
  settled(): Promise<void>;
}

/** Asks for all rows that a command declares, in the order in which it does, and for the one that it may be about; none waits for another. */
export function beginLoads(
  model: Model,
  store: Store,
  { command, input: checked, given }: { readonly command: Command; readonly input: unknown; readonly given: Input },
  principal: Principal,
): Loading {
  // as: a command's input is an object
  const input = checked as Input;
  const asked = Object.entries(command.load).flatMap(([name, load]): Asked[] => {
    const value = input[load.id];
    if (load.optional === true && (value === undefined || value === null)) return [];
    const type = model.types.get(load.type.name) as TypeModel;
    const key = String(value).startsWith(`${load.type.prefix}_`) ? String(value).slice(load.type.prefix.length + 1) : undefined;
    const row = key === undefined ? Promise.resolve(undefined) : store.load(type.entity, key, { deleted: load.deleted ?? false });
    return [{ name, load, type, row: unheard(row) }];
  });
  const upsert = unheard(openUpsert(store, command, given));
  return {
    settled: async () => void (await Promise.allSettled([...asked.map(({ row }) => row), upsert])),
    rows: async () => {
      const loaded: Record<string, unknown> = {};
      for (const { name, load, type, row } of asked) {
        const found = await row;
        const { id, readable } = load;
        if (found === undefined || (readable === true && !liesIn(type.entity, found, principal.scope(load.type.permission))))
          throw notFound([id]);
        const version = given[versionOf(id)];
        if (version !== undefined && version !== null && version !== found['version'])
          throw versionConflict([id], Number(found['version']));
        loaded[name] = found;
      }
      return { loaded, upsert: await upsert };
    },
  };
}
interface Asked {
  readonly name: string;
  readonly load: Load;
  readonly type: TypeModel;
  readonly row: Promise<AnyRow | undefined>;
}
/** `shelterId` → `shelterVersion`. */
export const versionOf = (id: string): string => `${id.replace(/Id$/, '')}Version`;
