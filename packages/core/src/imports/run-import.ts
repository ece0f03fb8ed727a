import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { liesWithin, type Principal } from '../access/principal.ts';
import { writeAudit } from '../commands/audit-row.ts';
import { writeEvents } from '../commands/event-rows.ts';
import { toldPayload } from '../commands/told-payload.ts';
import type { Pipeline } from '../commands/pipeline.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { Importer } from '../contract/importer.ts';
import { entityOf, type EntityModel } from '../contract/model.ts';
import { keepCodes } from '../data/codes-lock.ts';
import { statement, type DialectName, type Transaction } from '../data/database.ts';
import { faultsOfRow } from '../data/validate-row.ts';
import type { Refusal, Text } from '../rules/kit/result.ts';
import { csvRows, type CsvOptions } from './csv-rows.ts';
import { cellsOf, readHeader, type Header } from './header.ts';
import { Stage, type StageFault } from './stage.ts';

export interface BadRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly code: string;
  /** The column or property. */
  readonly path: readonly (string | number)[];
  readonly message: Text;
}
export interface ImportReport {
  readonly importer: string;
  /** Rows below the header. */
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Faults found; `bad` lists the first of them in the order of lines. */
  readonly faults: number;
  readonly bad: readonly BadRow[];
  /** Columns of the file that the importer does not know. */
  readonly ignoredColumns: readonly string[];
  /** False when a row was bad, or on a dry run: then the database is as it was. */
  readonly committed: boolean;
}
export interface ImportProgress {
  readonly phase: 'reading' | 'checking' | 'writing';
  readonly rows: number;
}
export interface ImportOptions extends CsvOptions {
  readonly principal: Principal;
  readonly requestId?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly dryRun?: boolean;
  /** How many bad rows are listed; all are counted. */
  readonly badRowsAtMost?: number;
}
/** Leaves the transaction with a report: nothing of it may stay. */
class RolledBack extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('rolled back on purpose');
    this.report = report;
  }
}

/**
 * Imports a table: one pass over the file, one transaction, all rows or none. A second run of the same file changes nothing.
 * Writes one audit row with the digest of what was read, and one event. Errors: FORBIDDEN, BAD_USER_INPUT (encoding, header, CSV syntax).
 */
export async function runImport(pipeline: Pipeline, importer: Importer, source: Readable, options: ImportOptions): Promise<ImportReport> {
  const entity = entityOf(pipeline.model, importer.entity.name);
  authorize(importer, entity, options.principal);
  try {
    const report = await pipeline.database.write((transaction) =>
      unmapped(pipeline.database.dialect, transaction, async () => {
        await keepCodes(pipeline.database.dialect, transaction);
        return within(pipeline, importer, entity, source, options, transaction);
      }),
    );
    if (report.created + report.updated > 0) {
      await pipeline.database.optimize();
      pipeline.wake();
    }
    return report;
  } catch (error) {
    if (error instanceof RolledBack) return error.report;
    throw error;
  } finally {
    source.destroy();
  }
}

/** Pages that SQLite maps count as this process's memory; a long import would map the whole file. */
async function unmapped<T>(dialect: DialectName, transaction: Transaction, work: () => Promise<T>): Promise<T> {
  if (dialect !== 'sqlite') return work();
  const [before] = await transaction.rows(statement('PRAGMA mmap_size'), []);
  await transaction.rows(statement('PRAGMA mmap_size = 0'), []);
  try {
    return await work();
  } finally {
    await transaction.rows(statement(`PRAGMA mmap_size = ${Number(before?.['mmap_size'] ?? 0)}`), []);
  }
}

function authorize(importer: Importer, entity: EntityModel, principal: Principal): void {
  const scope = principal.scope(importer.permission);
  const everywhere = entity.areaColumn === undefined;
  if (principal.has(importer.permission) && (scope === 'everywhere' || (!everywhere && scope.length > 0))) return;
  throw new FengsuiError(
    'FORBIDDEN',
    `导入 ${importer.id} 需要${everywhere ? '全域的' : ''}权限 ${importer.permission}；请向管理员申请。`,
    `Importing ${importer.id} needs the permission ${importer.permission}${everywhere ? ' everywhere' : ''}; ask an administrator for it.`,
  );
}

async function within(
  pipeline: Pipeline,
  importer: Importer,
  entity: EntityModel,
  source: Readable,
  options: ImportOptions,
  transaction: Transaction,
): Promise<ImportReport> {
  const { model, database, now } = pipeline;
  const { principal, onProgress, badRowsAtMost = 1_000, dryRun = false, requestId = randomUUID() } = options;
  const scope = entity.areaColumn === undefined ? 'everywhere' : principal.scope(importer.permission);
  const bad: BadRow[] = [];
  let faults = 0;
  let read = 0;
  let staged = 0;
  const refuse = (line: number, refusals: readonly Refusal[]): void => {
    faults += refusals.length;
    for (const refusal of refusals) if (bad.length < badRowsAtMost) bad.push({ line, ...refusal });
  };
  const digest = createHash('sha256');
  let header: Header | undefined;
  let stage: Stage | undefined;
  for await (const { line, cells } of csvRows(source, options)) {
    if (header === undefined || stage === undefined) {
      header = readHeader(importer, cells);
      stage = new Stage(model, database.dialect, transaction, entity, header.writes);
      await stage.open();
      continue;
    }
    read += 1;
    digest.update(JSON.stringify(cells));
    if (read % 10_000 === 0) onProgress?.({ phase: 'reading', rows: read });
    const result =
      cells.length === header.places.length ? importer.read(cellsOf(header, cells)) : wrongWidth(cells.length, header.places.length);
    const found = result.ok ? [...faultsOfRow(entity, result.row), ...outside(result.row, scope)] : result.refusals;
    if (found.length > 0) refuse(line, found);
    if (!result.ok || found.length > 0) continue;
    await stage.add(line, result.row);
    staged += 1;
  }
  if (header === undefined || stage === undefined)
    throw new FengsuiError('BAD_USER_INPUT', '文件为空；首行应为表头。', 'The file is empty; its first line names the columns.');
  onProgress?.({ phase: 'checking', rows: read });
  const whole = await stage.faults(badRowsAtMost, scope);
  faults += whole.count;
  const listed = [...bad, ...whole.faults.map(described)].sort((a, b) => a.line - b.line).slice(0, badRowsAtMost);
  const report = { importer: importer.id, read, faults, bad: listed, ignoredColumns: header.ignored };
  if (faults > 0) throw new RolledBack({ ...report, created: 0, updated: 0, unchanged: 0, committed: false });
  onProgress?.({ phase: 'writing', rows: read });
  const counts = await stage.apply(now());
  const done = { ...report, ...counts, unchanged: staged - counts.created - counts.updated, committed: !dryRun };
  if (dryRun) throw new RolledBack(done);
  await stage.close();
  if (counts.created + counts.updated > 0) {
    const by = { at: now(), principal: principal.id, request: requestId };
    const summary = { ...counts, read, sha256: digest.digest('hex') };
    await writeAudit(database.dialect, transaction, {
      ...by,
      command: `import:${importer.id}`,
      changes: [{ entity: entity.name, key: '*', area: null, op: 'import', after: summary }],
    });
    await writeEvents(
      database.dialect,
      transaction,
      [
        {
          type: importer.emits.name,
          entity: entity.name,
          key: '*',
          area: null,
          payload: toldPayload(importer.emits, summary, importer.id),
        },
      ],
      by,
    );
  }
  onProgress?.({ phase: 'writing', rows: counts.created + counts.updated });
  return done;
}

function outside(row: Readonly<Record<string, unknown>>, scope: ReturnType<Principal['scope']>): readonly Refusal[] {
  const [area, zone] = [row['area'], row['zone']].map((code) => (typeof code === 'string' ? code : null)) as [string | null, string | null];
  if (liesWithin(scope, area, zone)) return [];
  return [
    {
      code: 'OUTSIDE_SCOPE',
      path: ['area'],
      message: {
        zh: `区划 ${area ?? ''} 不在您的范围内；请选择范围内的区划`,
        en: `The area ${area ?? ''} lies outside your scope; choose one inside it`,
      },
    },
  ];
}
const wrongWidth = (cells: number, expected: number): { readonly ok: false; readonly refusals: readonly Refusal[] } => ({
  ok: false,
  refusals: [
    {
      code: 'WRONG_COLUMN_COUNT',
      path: [],
      message: {
        zh: `有 ${cells} 格，表头有 ${expected} 列；请检查逗号与引号`,
        en: `The row has ${cells} cells but the header ${expected}; check commas and quotes`,
      },
    },
  ],
});
function described({ line, kind, value, property }: StageFault): BadRow {
  if (kind === 'duplicate')
    return {
      line,
      code: 'DUPLICATE',
      path: [property],
      message: { zh: `${value} 在文件中已出现；请只留一行`, en: `${value} stands in the file before; leave one row` },
    };
  const told = otherFaults[kind];
  if (told !== undefined) return { line, code: told.code, path: [property], message: told.message(property, value) };
  return {
    line,
    code: property === 'parent' ? 'UNKNOWN_PARENT' : 'UNKNOWN_REFERENCE',
    path: [property],
    message: {
      zh: `${property} ${value} 不在文件中，也不在数据库中；请先导入或补上`,
      en: `${property} ${value} is neither in the file nor in the database; import or add it first`,
    },
  };
}
const otherFaults: Readonly<
  Partial<Record<StageFault['kind'], { readonly code: string; readonly message: (property: string, value: string) => Text }>>
> = {
  expired: {
    code: 'AREA_EXPIRED',
    message: (_property, value) => ({
      zh: `区划 ${value} 已失效；请改用现行代码`,
      en: `The area ${value} has expired; use the code in force`,
    }),
  },
  taken: {
    code: 'TAKEN',
    message: (property, value) => ({
      zh: `${property} ${value} 已属另一条记录；请核对编号与来源`,
      en: `${property} ${value} is another row's; check its id and source`,
    }),
  },
  foreign: {
    code: 'OUTSIDE_SCOPE',
    message: (_property, value) => ({
      zh: `${value} 已在您范围之外的区划登记；请由该区划办理`,
      en: `${value} is registered in an area outside your scope; let that area change it`,
    }),
  },
};
