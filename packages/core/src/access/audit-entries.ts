import { zoneHost } from '../rules/zone-code.ts';
import type { Change } from '../commands/row-values.ts';
import { entityOf, type EntityModel, type Model } from '../contract/model.ts';
import { statement, type Database, type DialectName, type RawRow, type Transaction } from '../data/database.ts';
import { keepCodes } from '../data/codes-lock.ts';
import { writeRows } from '../data/write-rows.ts';
import { placeholder, placeholders } from '../data/placeholders.ts';
import { auditColumns } from './audit-chain.ts';
import { isAreaCode } from './principal.ts';
import { sealerTurn } from './audit-seal.ts';

type Values = Readonly<Record<string, unknown>>;
/** Sealed rows made readable in one transaction. */
const batch = 200;
export const sealedColumns: string = `${auditColumns}, position`;
export const entryEntity = (model: Model): EntityModel => entityOf(model, 'AuditEntry');

/**
 * Writes an entry for each row that a sealed command touched: what is filtered, paged and scoped like any type, off the commands' own
 * path. Entries are made from the sealed rows alone, so what is missing is simply made anew.
 */
export async function showAudit(database: Database, model: Model): Promise<void> {
  const { dialect } = database;
  const entity = entryEntity(model);
  const page = statement(
    `SELECT ${sealedColumns} FROM fengsui_audit WHERE position > ${placeholder(dialect, 1)} ORDER BY position LIMIT ${batch}`,
  );
  const step = async (transaction: Transaction): Promise<number> => {
    if (!(await sealerTurn(dialect, transaction))) return 0;
    // An entry is put where its area is now, and stays there.
    await keepCodes(dialect, transaction);
    const rows = await transaction.rows(page, [await shownUpTo(transaction)]);
    const entries = await placed(
      dialect,
      transaction,
      rows.flatMap((row) => entriesOf(model, row)),
    );
    await writeRows(dialect, transaction, entity, entries);
    return rows.length;
  };
  // Most seconds bring nothing: then nothing is written either.
  while ((await pending(database)) && (await database.write(step)) === batch);
}

/** Where the areas of old rows are now: codes change, and an entry is found where its district's other rows are. */
export async function placed(
  dialect: DialectName,
  { rows: read }: Pick<Database, 'rows'>,
  entries: readonly Values[],
): Promise<readonly Values[]> {
  const successors = new Map<string, string>();
  for (let codes = new Set(entries.map(({ area }) => area)); codes.size > 0;) {
    const asked = [...codes].filter((code): code is string => typeof code === 'string' && !successors.has(code));
    const found = asked.length === 0 ? [] : await read(statement(successorText(dialect, asked.length)), asked);
    for (const row of found) successors.set(String(row['code']), String(row['successor']));
    codes = new Set(found.map((row) => String(row['successor'])));
  }
  const now = (code: unknown): unknown => {
    let at = code;
    // A code may come back to an old one: each step is taken once.
    for (const seen = new Set<unknown>(); typeof at === 'string' && !seen.has(at) && successors.has(at); at = successors.get(at))
      seen.add(at);
    return at;
  };
  return entries.map((entry) => ({ ...entry, area: now(entry['area']) }));
}
const successorText = (dialect: DialectName, count: number): string =>
  `SELECT code, successor FROM area WHERE successor IS NOT NULL AND code IN (${placeholders(dialect, count)})`;

async function shownUpTo(database: Pick<Database, 'rows'>): Promise<number> {
  const [last] = await database.rows(statement('SELECT max(position) AS position FROM audit_entry'), []);
  return Number(last?.['position'] ?? 0);
}
async function pending(database: Database): Promise<boolean> {
  const found = await database.rows(
    statement(`SELECT 1 AS one FROM fengsui_audit WHERE position > ${placeholder(database.dialect, 1)} ORDER BY position LIMIT 1`),
    [await shownUpTo(database)],
  );
  return found.length > 0;
}

/** The entries of one sealed row: at least one, and two for a row that moved from one area to another. */
export function entriesOf(model: Model, row: RawRow): readonly Values[] {
  const changes = changesOf(row);
  const at = new Date(row['at'] as number | Date);
  const common = {
    position: Number(row['position']),
    actor: row['principal'],
    command: row['command'],
    requestId: row['request'],
    version: 1,
    createdAt: at,
    updatedAt: at,
    source: null,
    externalId: null,
  };
  const parts = changes.flatMap((change) => {
    const entry = entryOf(model, change);
    return areasOf(model, change).map((area) => ({ ...entry, area }));
  });
  return (parts.length === 0 ? [nothing] : parts).map((part, index) => ({
    id: entryId(at, common.position, index),
    ...common,
    ...part,
  }));
}
/** What the pipeline wrote. Text that is none of its is the chain's to tell: what people read must not stop there. */
function changesOf(row: RawRow): readonly Change[] {
  try {
    const changes: unknown = JSON.parse(String(row['changes']));
    return Array.isArray(changes) ? (changes as readonly Change[]) : [];
  } catch {
    return [];
  }
}
const nothing = { operation: 'NONE', subjectType: null, subjectId: null, fields: [], reason: null, before: null, after: null, area: null };

function entryOf(model: Model, { entity: name, key, op, before, after }: Change): Values {
  const entity = model.entities.get(name);
  const prefix = model.typeOfEntity.get(name)?.type.prefix ?? name;
  const personal = op === 'reveal' || op === 'erase';
  const named = personal
    ? after?.['fields']
    : op === 'import' || op === 'recode'
      ? []
      : [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return {
    operation: op.toUpperCase(),
    subjectType: name,
    subjectId: key === '*' ? null : `${prefix}_${key}`,
    fields: named ?? [],
    reason: personal ? (after?.['reason'] ?? null) : null,
    before: personal ? null : shownOf(entity, before),
    after: personal ? null : shownOf(entity, after),
  };
}

/** Without the digests that stand for personal values: that one was changed is told by its name. */
function shownOf(entity: EntityModel | undefined, values: Values | undefined): Values | null {
  if (values === undefined) return null;
  return Object.fromEntries(Object.entries(values).filter(([property]) => entity?.columns.get(property)?.personal === undefined));
}

/** Where it is seen: the row's area, and the one that it left. */
function areasOf(model: Model, { entity: name, key, area, before }: Change): readonly (string | null)[] {
  if (name === 'Area') return [isAreaCode(key) ? key : (zoneHost(key) ?? null)];
  const left = model.entities.get(name)?.columns.get('area')?.target === 'Area' ? before?.['area'] : undefined;
  return typeof left === 'string' && left !== area ? [area, left] : [area];
}

const letters = '0123456789abcdefghjkmnpqrstvwxyz';
const base32 = (value: number, width: number): string => {
  let text = '';
  for (let rest = value; text.length < width; rest = Math.floor(rest / 32)) text = letters.charAt(rest % 32) + text;
  return text;
};
/** In the order of time, like every id, and the same whenever it is made. */
const entryId = (at: Date, position: number, index: number): string => base32(at.getTime(), 10) + base32(position, 10) + base32(index, 6);
