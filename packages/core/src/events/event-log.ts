import type { Area } from '../access/principal.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { SqlValue } from '../contract/sql.ts';
import { statement, type Database } from '../data/database.ts';
import { instant, placeholder } from '../data/placeholders.ts';
import { maySeeSessions, settledInDatabase, settledOnServer } from './settled-below.ts';
import { eventScopeSql, seesEvent, type EventScope } from './event-scope.ts';
import { eventOf, type LoggedEvent } from './logged-event.ts';
import { comparePositions, type Position } from './position.ts';

/** How far the log reaches back, in days; it stands in the schema's description, so it is a promise. */
export const logReachesDays = 90;

export interface EventFilter {
  readonly types?: readonly string[] | undefined;
  /** Only events about rows of this entity. */
  readonly entity?: string | undefined;
  /** An area and all below it, or a zone. */
  readonly area?: Pick<Area, 'from' | 'to' | 'zone'> | undefined;
  /** Who asks; core's own readers see everything. */
  readonly scope?: EventScope | undefined;
}
/** Encrypts what a cursor holds. */
export interface PositionCodec {
  encode(fingerprint: string, keys: readonly unknown[]): string;
  decode(fingerprint: string, cursor: string): readonly unknown[];
}
const fingerprint = 'fengsui event log';

/** The one append-only log, read in an order that never skips a row which commits late. */
export class EventLog {
  readonly #database: Database;
  readonly #codec: PositionCodec;
  #epoch = '';
  #settledBelow = settledInDatabase;
  constructor(database: Database, codec: PositionCodec) {
    this.#database = database;
    this.#codec = codec;
  }

  /**
   * Takes up the log. Rows whose transaction number lies in the future came from another PostgreSQL server with a restore:
   * they are numbered anew, and cursors of before no longer fit.
   */
  async open(): Promise<void> {
    if (this.#database.dialect === 'postgresql') {
      const [sessions] = await this.#database.rows(statement(maySeeSessions), []);
      if (sessions?.['may'] !== true) this.#settledBelow = settledOnServer;
      const foreign = 'txid >= pg_snapshot_xmax(pg_current_snapshot())';
      const [found] = await this.#database.rows(statement(`SELECT seq FROM fengsui_event WHERE ${foreign} LIMIT 1`), []);
      if (found !== undefined) {
        await this.#database.write(async (transaction) => {
          // All of them, or those of the past would stand after those of the future.
          await transaction.run(statement(`UPDATE fengsui_event SET txid = '0'`), []);
          await transaction.run(statement(`UPDATE fengsui_worker SET txid = '0', seq = greatest(seq - 1000, 0)`), []);
          await transaction.run(statement(`UPDATE fengsui_log SET epoch = md5(random()::text), txid = '0', seq = 0`), []);
        });
      }
    }
    await this.#state();
  }

  /** Where whoever starts now begins: after everything that can be read. */
  async head(): Promise<Position> {
    if (this.#database.dialect === 'postgresql') {
      const [row] = await this.#database.rows(statement(`SELECT ${this.#settledBelow}::text AS txid`), []);
      return { txid: String(row?.['txid']), seq: 0 };
    }
    const [row] = await this.#database.rows(statement('SELECT coalesce(max(seq), 0) AS seq FROM fengsui_event'), []);
    return { txid: '0', seq: Number(row?.['seq']) };
  }

  /** Events after a place, in order, at most `limit`. */
  async read(after: Position, limit: number, filter: EventFilter = {}, upTo?: Position): Promise<readonly LoggedEvent[]> {
    const { dialect } = this.#database;
    const params: SqlValue[] = [];
    const mark = (value: SqlValue): string => placeholder(dialect, params.push(value));
    const place = (position: Position): string =>
      dialect === 'sqlite' ? mark(position.seq) : `(${mark(position.txid)}::xid8, ${mark(position.seq)}::bigint)`;
    const key = dialect === 'sqlite' ? 'seq' : '(txid, seq)';
    const conditions = [`${key} > ${place(after)}`];
    if (dialect === 'postgresql') conditions.push(`txid < ${this.#settledBelow}`);
    if (upTo !== undefined) conditions.push(`${key} <= ${place(upTo)}`);
    if (filter.types !== undefined) conditions.push(filter.types.length === 0 ? '1 = 0' : `type IN (${filter.types.map(mark).join(', ')})`);
    if (filter.entity !== undefined) conditions.push(`entity = ${mark(filter.entity)}`);
    const where = filter.area?.zone === true ? 'zone' : 'area';
    if (filter.area !== undefined) conditions.push(`${where} >= ${mark(filter.area.from)} AND ${where} < ${mark(filter.area.to)}`);
    if (filter.scope !== undefined) conditions.push(eventScopeSql(filter.scope, dialect, params));
    const [txid, order] = dialect === 'sqlite' ? ["'0'", 'seq'] : ['txid::text', 'fengsui_event.txid, seq'];
    const text = `SELECT seq, ${txid} AS txid, at, type, entity, key, area, zone, principal, request, payload FROM fengsui_event WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${limit}`;
    const events = (await this.#database.rows(statement(text), params)).map(eventOf);
    const { scope } = filter;
    // The log has no ring in the database: the rule is asked once more, in the other form in which streams ask it.
    if (scope !== undefined && !events.every((event) => seesEvent(scope, event)))
      throw new Error('The log gave an event that its reader may not see: the condition of the statement and the rule of streams disagree');
    return events;
  }

  /** Events are committed that nobody may read yet, since an older transaction still runs. */
  async held(): Promise<boolean> {
    if (this.#database.dialect === 'sqlite') return false;
    const [row] = await this.#database.rows(
      statement(`SELECT EXISTS (SELECT FROM fengsui_event WHERE txid >= ${this.#settledBelow}) AS held`),
      [],
    );
    return row?.['held'] === true;
  }

  cursorOf(position: Position): string {
    return this.#codec.encode(fingerprint, [this.#epoch, position.txid, position.seq]);
  }
  /** Errors: CURSOR_INVALID for what was not made here, CURSOR_EXPIRED for what the log no longer reaches. */
  async positionOf(cursor: string): Promise<Position> {
    const [epoch, txid, seq] = this.#codec.decode(fingerprint, cursor);
    const position = { txid: String(txid), seq: Number(seq) };
    const { epoch: current, horizon } = await this.#state();
    if (epoch !== current || comparePositions(position, horizon) < 0) throw expired();
    return position;
  }
  /** The oldest place from which nothing is missing. */
  async horizon(): Promise<Position> {
    return (await this.#state()).horizon;
  }

  /** Removes events that happened before; whoever stands before the last of them is told. Gives how many. */
  async forget(before: Date, batch = 5_000): Promise<number> {
    const { dialect } = this.#database;
    const last = dialect === 'sqlite' ? "SELECT '0' AS txid, seq" : 'SELECT txid::text AS txid, seq';
    const order = dialect === 'sqlite' ? 'seq' : 'fengsui_event.txid, seq';
    let removed = 0;
    for (;;) {
      const rows = await this.#database.rows(
        statement(`${last} FROM fengsui_event WHERE at < ${placeholder(dialect, 1)} ORDER BY ${order} LIMIT ${batch}`),
        [instant(dialect, before)],
      );
      const end = rows.at(-1);
      if (end === undefined) return removed;
      removed += await this.#database.write(async (transaction) => {
        const [a, b] = [placeholder(dialect, 1), placeholder(dialect, 2)];
        const cast = dialect === 'sqlite' ? '' : '::xid8';
        const place: SqlValue[] = [String(end['txid']), Number(end['seq'])];
        await transaction.run(statement(`UPDATE fengsui_log SET txid = ${a}${cast}, seq = ${b}`), place);
        // Up to that place whatever its time, so that the log stays without holes behind the horizon.
        return dialect === 'sqlite'
          ? transaction.run(statement('DELETE FROM fengsui_event WHERE seq <= ?'), place.slice(1))
          : transaction.run(statement(`DELETE FROM fengsui_event WHERE (txid, seq) <= (${a}::xid8, ${b}::bigint)`), place);
      });
    }
  }

  async #state(): Promise<{ readonly epoch: string; readonly horizon: Position }> {
    const cast = this.#database.dialect === 'sqlite' ? '' : '::text';
    const [row] = await this.#database.rows(statement(`SELECT epoch, txid${cast} AS txid, seq FROM fengsui_log`), []);
    this.#epoch = String(row?.['epoch']);
    return { epoch: this.#epoch, horizon: { txid: String(row?.['txid']), seq: Number(row?.['seq']) } };
  }
}

const expired = (): FengsuiError =>
  new FengsuiError(
    'CURSOR_EXPIRED',
    `游标已过期：事件日志只保留 ${logReachesDays} 天；请重新读取全部数据，再从当前位置继续。`,
    `The cursor has expired: the log reaches back ${logReachesDays} days; read your data anew, then go on from now.`,
  );
