import type { EntityModel } from '../contract/model.ts';
import { codesChangeFunction } from './codes-lock.ts';
import type { DialectName, WriteScope } from './database.ts';

/** The role that commands write as on PostgreSQL: not the owner, and bound by row-level security. */
export const writerRole = 'fengsui_writer';
/** The role that reads where a deployment asked for it: it owns nothing, writes nothing, and sees what its transaction says. */
export const readerRole = 'fengsui_reader';
/** From here on a transaction sees as its reader does: what its one parameter says, and nothing else. */
export const becomeReader: string = `SELECT set_config('role', '${readerRole}', true), set_config('fengsui.reads', $1, true)`;
/** Said by both databases when a row lies outside the writer's scope. */
export const outsideScope = 'outside the scope of the writer';

/** A scope as the databases keep it for the length of a transaction: `*`, or codes between commas. */
export const scopeText = (scope: WriteScope): string => (scope === 'everywhere' ? '*' : scope.map(({ code }) => code).join(','));
/** What SQLite's triggers ask; the same rule as PostgreSQL's `fengsui_in_scope`. */
export const inScope = (scope: string, code: unknown): boolean =>
  scope === '*' || (typeof code === 'string' && scope.split(',').some((own) => own !== '' && code.startsWith(own)));
/** A zone is one code and nothing below it; the same rule as PostgreSQL's `fengsui_in_zone`. */
export const inZone = (scope: string, zone: unknown): boolean =>
  scope === '*' || (typeof zone === 'string' && zone.includes('Z') && scope.split(',').includes(zone));

/**
 * The last ring: rows outside the writer's scope are refused by the database itself, whatever reached it.
 * Rows that everyone sees are written by who may everywhere; areas by who may in that area. May run again at any time.
 */
export function ringStatements(dialect: DialectName, entities: readonly EntityModel[]): readonly string[] {
  return dialect === 'sqlite' ? entities.flatMap(triggers) : [...postgresqlBasis, ...entities.flatMap(policies)];
}
const codeOf = ({ areaColumn, name, key }: EntityModel, row: string): string => {
  if (areaColumn !== undefined) return `${row}"${areaColumn}"`;
  return name === 'Area' ? `${row}"${key.column}"` : `''`;
};

const within = (entity: EntityModel, row: string): string => {
  const own = `fengsui_in_scope(${codeOf(entity, row)})`;
  return entity.zoneColumn === undefined ? own : `(${own} OR fengsui_in_zone(${row}"${entity.zoneColumn}"))`;
};

function triggers(entity: EntityModel): readonly string[] {
  const { table } = entity;
  const one = (event: string, rows: readonly string[]): readonly string[] => [
    `DROP TRIGGER IF EXISTS "${table}_scope_${event.toLowerCase()}"`,
    `CREATE TRIGGER "${table}_scope_${event.toLowerCase()}" BEFORE ${event} ON "${table}" WHEN NOT (${rows.map((row) => within(entity, row)).join(' AND ')}) BEGIN SELECT RAISE(ABORT, '${outsideScope}'); END`,
  ];
  return [...one('INSERT', ['new.']), ...one('UPDATE', ['old.', 'new.']), ...one('DELETE', ['old.'])];
}

function policies(entity: EntityModel): readonly string[] {
  const { table, record } = entity;
  const inside = within(entity, '');
  const policy = (name: string, rest: string): readonly string[] => [
    `DROP POLICY IF EXISTS fengsui_${name} ON "${table}"`,
    `CREATE POLICY fengsui_${name} ON "${table}" FOR ${rest}`,
  ];
  return [
    `ALTER TABLE "${table}" ENABLE ROW LEVEL SECURITY`,
    // The ring is about writing, as on SQLite: what a command reads is scoped by its store, and a sum over a circle may reach across a border.
    ...policy('read', `SELECT TO ${writerRole} USING (true)`),
    // With no policy for it nothing is written: a record is core's own, and core writes as the owner.
    ...(record
      ? []
      : [
          ...policy('insert', `INSERT TO ${writerRole} WITH CHECK (${inside})`),
          ...policy('update', `UPDATE TO ${writerRole} USING (${inside}) WITH CHECK (${inside})`),
          ...policy('delete', `DELETE TO ${writerRole} USING (${inside})`),
        ]),
  ];
}

/** A role that reads or writes as told, and is nobody's own. It belongs to the whole server, so another database of it may be making it just now. */
export const roleStatement = (role: string): string => `DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${role}') THEN
      BEGIN
        CREATE ROLE ${role} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
      EXCEPTION
        WHEN duplicate_object OR unique_violation THEN NULL;
        WHEN insufficient_privilege THEN
          RAISE EXCEPTION 'The role ${role} is missing and % may not create it; let an administrator run: CREATE ROLE ${role} NOLOGIN NOBYPASSRLS; GRANT ${role} TO %;', current_user, current_user;
      END;
    END IF;
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${role}' AND (rolsuper OR rolbypassrls)) THEN
      RAISE EXCEPTION 'The role ${role} may pass by row-level security; let an administrator run: ALTER ROLE ${role} NOSUPERUSER NOBYPASSRLS;';
    END IF;
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND NOT pg_has_role(current_user, '${role}', 'USAGE') THEN
      EXECUTE format('GRANT ${role} TO %I', current_user);
    END IF;
  END $$`;

const scopeSetting = `current_setting('fengsui.scope', true)`;
const postgresqlBasis: readonly string[] = [
  roleStatement(writerRole),
  // A transaction that set no scope may write nothing. One expression each, without a FROM: PostgreSQL writes such a body into the
  // statement's plan, which is kept; any other it begins and ends like a statement of its own for each row.
  `CREATE OR REPLACE FUNCTION fengsui_in_scope(code text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(${scopeSetting} = '*' OR code ^@ ANY (array_remove(string_to_array(${scopeSetting}, ','), '')), false) $$`,
  `CREATE OR REPLACE FUNCTION fengsui_in_zone(zone text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(${scopeSetting} = '*' OR (strpos(zone, 'Z') > 0 AND zone = ANY (string_to_array(${scopeSetting}, ','))), false) $$`,
  codesChangeFunction,
  `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${writerRole}`,
  `GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${writerRole}`,
  // Commands add to the audit and to the log, and change neither; who may ask is not theirs at all.
  `REVOKE UPDATE, DELETE, TRUNCATE ON fengsui_audit, fengsui_event FROM ${writerRole}`,
  `REVOKE ALL ON fengsui_principal, fengsui_grant, fengsui_api_key, fengsui_migration FROM ${writerRole}`,
];
