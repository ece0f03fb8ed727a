import { createHash, randomUUID } from 'node:crypto';
import { writeAudit } from '../commands/audit-row.ts';
import { writeEvents } from '../commands/event-rows.ts';
import type { Pipeline } from '../commands/pipeline.ts';
import { FengsuiError } from '../contract/errors.ts';
import { statement } from '../data/database.ts';
import { instant, placeholder } from '../data/placeholders.ts';
import { checkPolygon, type MultiPolygon, type Polygon } from '../rules/geo/polygon.ts';
import { rightHanded } from '../rules/geo/right-hand.ts';
import { check } from '../rules/kit/check.ts';

interface Feature {
  readonly id?: string | number;
  readonly geometry?: Polygon | MultiPolygon | null;
  readonly properties?: { readonly code?: string | number } | null;
}
/** A border file is read whole: a district has thousands of positions, a country some million. */
const longest = 64_000_000;
const refused = (zh: string, en: string): FengsuiError => new FengsuiError('BAD_USER_INPUT', zh, en);

/**
 * Sets the borders of areas from a GeoJSON FeatureCollection; each feature names its area by `id` or `properties.code`. All or nothing.
 * Gives how many areas changed. Errors: BAD_USER_INPUT naming the feature: no polygon, an open or crossing ring, an area that is not there.
 */
export async function importBoundaries({ database, now, wake }: Pipeline, text: string, principal = 'system:import'): Promise<number> {
  const features = read(text).map((feature, at) => checked(feature, at));
  const { dialect } = database;
  const [first, second, third, fourth] = [1, 2, 3, 4].map((at) => placeholder(dialect, at));
  const same = dialect === 'sqlite' ? '"boundary" IS NOT' : '"boundary"::text IS DISTINCT FROM';
  const changed = await database.write(async (transaction) => {
    const by = { at: now(), principal, request: randomUUID() };
    let count = 0;
    for (const { code, boundary } of features) {
      const [area] = await transaction.rows(statement(`SELECT code FROM area WHERE code = ${first}`), [code]);
      if (area === undefined)
        throw refused(`区划 ${code} 不在数据库中；请先导入区划。`, `The area ${code} is not in the database; import areas first.`);
      const update = `UPDATE area SET "boundary" = ${first}, "version" = "version" + 1, "updated_at" = ${second} WHERE code = ${third} AND ${same} ${fourth}`;
      count += await transaction.run(statement(update), [boundary, instant(dialect, by.at), code, boundary]);
    }
    if (count === 0) return 0;
    const after = { boundaries: count, sha256: createHash('sha256').update(text).digest('hex') };
    await writeAudit(dialect, transaction, {
      ...by,
      command: 'import:boundaries',
      changes: [{ entity: 'Area', key: '*', area: null, op: 'import', after }],
    });
    await writeEvents(dialect, transaction, [{ type: 'area.imported', entity: 'Area', key: '*', area: null, payload: after }], by);
    return count;
  });
  if (changed > 0) wake();
  return changed;
}

function read(text: string): readonly Feature[] {
  if (text.length > longest) throw refused('边界文件过大；请分区导入。', 'The file of borders is too large; import it in parts.');
  let parsed: { readonly type?: unknown; readonly features?: unknown } | null;
  try {
    parsed = JSON.parse(text) as typeof parsed;
  } catch {
    throw refused('文件不是 JSON；应为 GeoJSON FeatureCollection。', 'The file is no JSON; a GeoJSON FeatureCollection is expected.');
  }
  if (parsed?.type === 'FeatureCollection' && Array.isArray(parsed.features)) return parsed.features as readonly Feature[];
  throw refused('应为 GeoJSON FeatureCollection。', 'A GeoJSON FeatureCollection is expected.');
}

function checked(feature: Feature, at: number): { readonly code: string; readonly boundary: string } {
  const code = String(feature.id ?? feature.properties?.code ?? '');
  const { geometry } = feature;
  if (code === '')
    throw refused(
      `第 ${at + 1} 个要素没有区划代码；请以 id 或 properties.code 给出。`,
      `Feature ${at + 1} names no area; give its code as id or properties.code.`,
    );
  if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon')
    throw refused(`区划 ${code} 的边界应为 Polygon 或 MultiPolygon。`, `The border of ${code} must be a Polygon or MultiPolygon.`);
  const faults = check();
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  parts.forEach((coordinates, part) => checkPolygon(faults, ['coordinates', part], { type: 'Polygon', coordinates }));
  if (faults.failed) {
    const [{ message } = { message: { zh: '', en: '' } }] = faults.refusals;
    throw refused(`区划 ${code}：${message.zh}`, `${code}: ${message.en}`);
  }
  // What a tool wrote beside them, as its own encoding, is no part of a border.
  return { code, boundary: JSON.stringify(rightHanded(geometry)) };
}
