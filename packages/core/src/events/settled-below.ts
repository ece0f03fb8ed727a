const now = 'pg_current_snapshot()';

/** Every transaction of the server before it has ended. */
export const settledOnServer: string = `pg_snapshot_xmin(${now})`;

/**
 * SQL of the transaction number below which every transaction of this database has ended.
 *
 * A snapshot names what runs on the whole server, and a transaction of another database writes nothing here. One is left out only
 * where the server itself says that it is another database's: the snapshot was taken before the list of sessions is read, and a
 * session keeps its database and its place in that list for as long as its transaction runs. What is not found in the list (it has
 * just ended, it is prepared, its session is hidden) counts as ours and holds the log for a moment longer. The sessions are asked
 * for only when something runs at all. Not in a transaction that asked for them before: it would be told what it was told then.
 */
const elsewhere = `SELECT FROM pg_stat_get_activity(NULL) AS session WHERE session.backend_xid = running::xid
  AND session.datid <> (SELECT oid FROM pg_database WHERE datname = current_database())`;
export const settledInDatabase: string = `(SELECT CASE WHEN pg_snapshot_xmin(${now}) = pg_snapshot_xmax(${now}) THEN pg_snapshot_xmax(${now}) ELSE coalesce(
  (SELECT running FROM pg_snapshot_xip(${now}) AS running WHERE NOT EXISTS (${elsewhere}) ORDER BY running LIMIT 1), pg_snapshot_xmax(${now})) END)`;

/** Whether everyone may see the sessions, as PostgreSQL has it unless somebody took that away: the roles of ours ask as well. */
export const maySeeSessions = `SELECT has_function_privilege('public', 'pg_stat_get_activity(integer)', 'EXECUTE') AS may`;
