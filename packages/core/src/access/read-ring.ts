import { createHash } from 'node:crypto';
import type { EntityModel, Model, TypeModel } from '../contract/model.ts';
import { statement, type Database } from '../data/database.ts';
import { readerRole, roleStatement } from '../data/ring.ts';
import type { Principal } from './principal.ts';

/** Any number that nothing else of ours locks by. */
const lockNumber = 7_301_963;

/**
 * Where a principal sees the rows of each type, as a read's transaction says it: permission → area and zone codes, `*` for
 * everywhere. A permission that is held nowhere still opens what everyone sees, so it stands with a code that no row has.
 */
export function readScopes(model: Model): (principal: Principal) => string {
  const permissions = new Set([...model.typeOfEntity.values()].map(({ permission }) => permission));
  const known = new WeakMap<Principal, string>();
  return (principal) => {
    const text = known.get(principal) ?? JSON.stringify(Object.fromEntries([...permissions].flatMap(entryOf(principal))));
    known.set(principal, text);
    return text;
  };
}
const entryOf =
  (principal: Principal) =>
  (permission: string): readonly (readonly [string, readonly string[]])[] => {
    if (!principal.has(permission)) return [];
    const scope = principal.scope(permission);
    return [[permission, scope === 'everywhere' ? ['*'] : ['-', ...scope.map(({ code }) => code)]]];
  };

/** Brings role, rights and policies to what the model declares; asks the catalogue first, so that a start costs one look. */
export async function installReadRing(database: Database, model: Model): Promise<void> {
  if (database.dialect === 'sqlite')
    throw new Error(
      'readRing asks for row-level security, which SQLite does not have: take the option out, or use PostgreSQL. Writes are ringed on both.',
    );
  const statements = ringStatements(model);
  const mark = createHash('sha256').update(statements.join(';\n')).digest('hex').slice(0, 32);
  const said = `SELECT obj_description(to_regprocedure('fengsui_reads(text)')) AS mark`;
  const [found] = await database.rows(statement(said), []);
  if (found?.['mark'] === mark) return;
  await database.script([
    `SELECT pg_advisory_xact_lock(${lockNumber})`,
    ...statements,
    `COMMENT ON FUNCTION fengsui_reads(text) IS '${mark}'`,
  ]);
}

const ringStatements = (model: Model): readonly string[] => [
  ...basis,
  ...[...model.typeOfEntity.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(policy),
];

function policy({ entity, permission }: TypeModel): readonly string[] {
  return [
    `GRANT SELECT ON "${entity.table}" TO ${readerRole}`,
    `DROP POLICY IF EXISTS fengsui_see ON "${entity.table}"`,
    `CREATE POLICY fengsui_see ON "${entity.table}" FOR SELECT TO ${readerRole} USING (${seen(entity, permission)})`,
  ];
}

/** The rule of `query/scope.ts` once more, said by the database. The codes are asked for once a statement, not once a row. */
function seen({ areaColumn, zoneColumn, covering }: EntityModel, permission: string): string {
  const codes = `(SELECT fengsui_reads('${permission.replaceAll("'", "''")}'))`;
  if (areaColumn === undefined) return `cardinality(${codes}) > 0`;
  const ways = [
    `starts_with("${areaColumn}", own)`,
    ...(zoneColumn === undefined ? [] : [`(strpos(own, 'Z') > 0 AND "${zoneColumn}" = own)`]),
    // What covers the division that runs a zone covers the zone.
    ...(covering ? [`starts_with(split_part(own, 'Z', 1), "${areaColumn}")`] : []),
  ];
  // Most callers have one code: it is compared before the others are gone through.
  return `'*' = ANY (${codes}::text[]) OR starts_with("${areaColumn}", ${codes}[2]) OR EXISTS (SELECT 1 FROM unnest(${codes}) AS own WHERE ${ways.join(' OR ')})`;
}

const basis: readonly string[] = [
  roleStatement(readerRole),
  // A transaction that says nothing sees nothing.
  `CREATE OR REPLACE FUNCTION fengsui_reads(permission text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT ARRAY(SELECT jsonb_array_elements_text(nullif(current_setting('fengsui.reads', true), '')::jsonb -> permission)) $$`,
  // What was granted for types that are gone.
  `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${readerRole}`,
];
