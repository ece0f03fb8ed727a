import type { DialectName } from '../../src/data/database.ts';

/** SQL that gives `done` after about so many milliseconds, or more. */
export const slow = (dialect: DialectName, milliseconds: number): string =>
  dialect === 'postgresql'
    ? `SELECT substr('done' || pg_sleep(${milliseconds / 1_000})::text, 1, 4)`
    : `SELECT substr('done' || (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${milliseconds * 4_000}) SELECT max(i) FROM n), 1, 4)`;
