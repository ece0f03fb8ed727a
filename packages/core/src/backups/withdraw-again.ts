import { keyRows } from '../access/key-rows.ts';
import { personalVault } from '../access/personal.ts';
import type { Withdrawal } from '../access/withdrawals.ts';
import { writeAudit } from '../commands/audit-row.ts';
import { writeLogRows } from '../commands/log-rows.ts';
import { PersonalErased } from '../commands/personal-commands.ts';
import type { Change } from '../commands/row-values.ts';
import type { EntityModel, Model } from '../contract/model.ts';
import type { SqlValue } from '../contract/sql.ts';
import { statement, type DialectName, type RawRow, type Statement, type Transaction } from '../data/database.ts';
import { instant, placeholder } from '../data/placeholders.ts';
import type { Told } from './withdrawn-since.ts';

/** What was withdrawn after the backup and is withdrawn again. */
export interface WithdrawnAgain {
  /** Ids of keys that are revoked again. */
  readonly keys: readonly string[];
  /** Principals whose grants are again those that they were given last. */
  readonly principals: readonly string[];
  /** Rows whose personal data is erased again. */
  readonly erased: readonly { readonly entity: string; readonly key: string }[];
  /** Up to when all withdrawals are known: `now`, the time of the last checkpoint, or undefined when nothing tells of all of them. */
  readonly knownUntil: 'now' | Date | undefined;
}
export interface Restoring {
  readonly dialect: DialectName;
  readonly model: Model;
  readonly secret: string;
  readonly transaction: Pick<Transaction, 'rows' | 'run'>;
}
/** Rows are told in the order in which they commit, and instances' clocks agree within seconds: this is plenty. */
const slackMilliseconds = 3_600_000;
const by = { principal: 'cli', request: 'restore' } as const;

/** Inside the transaction that restores: withdraws again what the backup does not know of, each with its audit row and event. */
export async function withdrawAgain(restoring: Restoring, { withdrawn, until }: Told): Promise<WithdrawnAgain> {
  const keys: string[] = [];
  const principals: string[] = [];
  const erased: { readonly entity: string; readonly key: string }[] = [];
  for (const each of lastOfEach(await unknownTo(restoring, withdrawn))) {
    if ('key' in each && (await revoke(restoring, each.key))) keys.push(each.key);
    if ('grants' in each && (await regrant(restoring, each))) principals.push(each.principal);
    if ('entity' in each && (await erase(restoring, each.entity, each.row))) erased.push({ entity: each.entity, key: each.row });
  }
  return { keys, principals, erased, knownUntil: until };
}

/** One key, principal or row may be told of more than once, as by a restore before this one: the last says how it stands. */
const lastOfEach = (withdrawn: readonly Withdrawal[]): readonly Withdrawal[] => [
  ...new Map(withdrawn.map((each) => [whatOf(each), each] as const)).values(),
];
const whatOf = (each: Withdrawal): string =>
  'key' in each ? `key ${each.key}` : 'grants' in each ? `grants ${each.principal}` : `row ${each.entity} ${each.row}`;

/** Those that happened after the state that was restored: older ones may have been followed by what makes them moot, such as consent given anew. */
async function unknownTo({ dialect, transaction }: Restoring, withdrawn: readonly Withdrawal[]): Promise<readonly Withdrawal[]> {
  const [newest] = await transaction.rows(statement('SELECT max(at) AS at FROM fengsui_audit'), []);
  const [done] = await transaction.rows(
    statement("SELECT max(at) AS at FROM fengsui_audit WHERE command IN ('restore', 'withdrawAgain')"),
    [],
  );
  // What was withdrawn before that was looked at then.
  const since = Math.max(time(newest) - slackMilliseconds, time(done));
  const known = statement(`SELECT at FROM fengsui_audit WHERE seq = ${placeholder(dialect, 1)}`);
  const found: Withdrawal[] = [];
  for (const each of withdrawn.filter(({ at }) => at >= since)) {
    const [row] = await transaction.rows(known, [each.seq]);
    if (row === undefined || moment(row).getTime() !== each.at) found.push(each);
  }
  return found;
}
const moment = (row: RawRow): Date => new Date(row['at'] as number | Date);
const time = (row: RawRow | undefined): number => (row?.['at'] == null ? 0 : moment(row).getTime());

async function revoke(restoring: Restoring, id: string): Promise<boolean> {
  const { dialect, transaction } = restoring;
  const rows = keyRows({ dialect, rows: transaction.rows });
  const at = new Date();
  const key = await rows.find(transaction, id);
  if (key === undefined || !(await rows.revoke(asTransaction(transaction), id, at))) return false;
  await audited(restoring, 'revokeKey', {
    entity: 'ApiKey',
    key: id,
    area: null,
    op: 'update',
    after: { key: id, principal: key.principal },
  });
  return true;
}

async function regrant(restoring: Restoring, { principal, grants }: Extract<Withdrawal, { grants: unknown }>): Promise<boolean> {
  const { dialect, transaction } = restoring;
  const rows = keyRows({ dialect, rows: transaction.rows });
  const at = new Date();
  const said = (of: typeof grants): string =>
    JSON.stringify(of.map(({ role, area, expiresAt }) => `${role} ${area} ${expiresAt?.getTime() ?? ''}`).sort());
  if (said([...(await rows.grants(principal))]) === said(grants)) return false;
  if (!(await rows.replaceGrants(asTransaction(transaction), principal, at))) return false;
  for (const grant of grants) await rows.addGrant(asTransaction(transaction), principal, grant, at);
  await audited(restoring, 'setGrants', { entity: 'ApiKey', key: principal, area: null, op: 'update', after: { key: principal, grants } });
  return true;
}

async function erase(restoring: Restoring, name: string, key: string): Promise<boolean> {
  const { dialect, model, secret, transaction } = restoring;
  const entity = model.entities.get(name);
  const there = entity === undefined ? undefined : await columnsOf(restoring, entity.table);
  // A table that a later version or another plugin brought has no row in this state.
  if (entity === undefined || there === undefined || there.size === 0) return false;
  const opened = await personalVault(dialect, secret).erase(asTransaction(transaction), entity, key);
  const blanked = [...entity.columns.values()].filter(({ personal, column }) => personal !== undefined && there.has(column));
  const params: SqlValue[] = [];
  const mark = (value: SqlValue): string => placeholder(dialect, params.push(value));
  const sets = [
    ...blanked.map(({ column, nullable }) => `"${column}" = ${nullable ? 'NULL' : "''"}`),
    '"version" = "version" + 1',
    `"updated_at" = ${mark(instant(dialect, new Date()))}`,
  ];
  // A row that has nothing left to erase stays as it is.
  const left = blanked.map(({ column }) => `coalesce("${column}", '') <> ''`).join(' OR ');
  const text = `UPDATE "${entity.table}" SET ${sets.join(', ')} WHERE "${entity.key.column}" = ${mark(key)} AND (${opened > 0 ? '1 = 1' : left || '1 = 0'})`;
  if ((await transaction.run(statement(text), params)) === 0) return false;
  const fields = blanked.map(({ property }) => property);
  const type = model.typeOfEntity.get(name);
  const command = `erase${type?.name ?? name}PersonalData`;
  const { area, zone } = await placeOf(restoring, entity, there, key);
  const asked: [Statement, readonly SqlValue[]][] = [];
  writeLogRows(
    dialect,
    { ...asTransaction(transaction), last: (...each) => void asked.push(each) },
    {
      ...by,
      at: new Date(),
      command,
      changes: [{ entity: name, key, area, op: 'erase', after: { fields, reason: '恢复备份后再次删除。Erased again after a restore.' } }],
      events: [{ type: PersonalErased.name, entity: name, key, area, zone, payload: { fields } }],
      remember: undefined,
    },
  );
  for (const [what, values] of asked) await transaction.run(what, values);
  return true;
}

/** The columns of a table as it stands: a backup may be older than the plugins. */
async function columnsOf({ dialect, transaction }: Restoring, table: string): Promise<ReadonlySet<string>> {
  const text =
    dialect === 'sqlite'
      ? 'SELECT name FROM pragma_table_info(?)'
      : 'SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass(quote_ident($1)) AND attnum > 0 AND NOT attisdropped';
  return new Set((await transaction.rows(statement(text), [table])).map((row) => String(row['name'])));
}

async function placeOf(
  { dialect, transaction }: Restoring,
  { table, key, areaColumn, zoneColumn }: EntityModel,
  there: ReadonlySet<string>,
  id: string,
): Promise<{ readonly area: string | null; readonly zone: string | null }> {
  const read = (column: string | undefined): string => (column === undefined || !there.has(column) ? 'NULL' : `"${column}"`);
  const text = `SELECT ${read(areaColumn)} AS area, ${read(zoneColumn)} AS zone FROM "${table}" WHERE "${key.column}" = ${placeholder(dialect, 1)}`;
  const [row] = await transaction.rows(statement(text), [id]);
  const code = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return { area: code(row?.['area']), zone: code(row?.['zone']) };
}

async function audited({ dialect, transaction }: Restoring, command: string, change: Change): Promise<void> {
  await writeAudit(dialect, asTransaction(transaction), { ...by, at: new Date(), command, changes: [change] });
}
// as: none of what is called here leaves anything for the commit
const asTransaction = (transaction: Restoring['transaction']): Transaction => transaction as Transaction;
