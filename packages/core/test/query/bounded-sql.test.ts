import { expect, it } from 'vitest';
import { isBounded } from '../../src/query/bounded-sql.ts';

it.each([
  ['"t"."capacity" - "t"."used"'],
  ['"t"."name" || coalesce("t"."note", \'?\')'],
  ['"t"."used" * 1.0 / nullif("t"."capacity", 0)'],
  ['CASE WHEN "t"."a" IN (1, 2) THEN round("t"."b", 2) ELSE CAST("t"."c" AS numeric(10, 2)) END'],
  ['"t"."note" LIKE \'select (%\''],
  ['"t"."select" + "t"."randomblob"'],
])('%s is bounded by its row', (text) => expect(isBounded(text)).toBe(true));

it.each([
  ['(SELECT count(*) FROM "x")'],
  ['(select count(*) from "x")'],
  ['EXISTS (SELECT 1 FROM "x")'],
  ['(WITH RECURSIVE n(i) AS (SELECT 1) SELECT i FROM n)'],
  ['length(randomblob(1000000000))'],
  ["printf('%.*c', 1000000000, 'x')"],
  ['pg_sleep(5)'],
  ['pg_catalog.pg_sleep (5)'],
  ["'it''s' || zeroblob(9)"],
  ['(VALUES (1))'],
])('%s may take any time', (text) => expect(isBounded(text)).toBe(false));
