import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importTable } from '@fengsui/core';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { hazchem, hazchemWith } from '@fengsui/plugin-hazchem';
import { areas, command, dataOf, square } from './support.ts';

const points = (people: number): Readable => Readable.from([Buffer.from(`lon,lat,people,areaCode\n113.0425,28.181,${people},430102\n`)]);

describe.each(dialects)('α after population points were imported, on %s', (dialect) => {
  const sites = async (engine: TestEngine, where = '{}'): Promise<readonly unknown[]> =>
    dataOf<{ readonly sites: { readonly nodes: readonly unknown[] } }>(
      await engine.query(
        `{ sites(where: ${where}) { nodes { name populationWithin500m populationByPoints populationStale hazardUnits { nodes { designR } } } } }`,
      ),
    ).sites.nodes;
  const plant = async (engine: TestEngine, name: string, surveyed?: number): Promise<void> => {
    const { enterprise } = await command<{ enterprise: { id: string } }>(
      engine,
      'registerEnterprise',
      { areaId: 'area_430102', name, industry: 'HAZARDOUS_CHEMICALS', source: 'test', externalId: name },
      'enterprise { id }',
    );
    const { site } = await command<{ site: { id: string } }>(
      engine,
      'registerSite',
      {
        enterpriseId: enterprise.id,
        name,
        polygon: square(113.04, 28.18),
        ...(surveyed === undefined ? {} : { populationWithin500m: surveyed }),
      },
      'site { id }',
    );
    const { hazardUnit } = await command<{ hazardUnit: { id: string } }>(
      engine,
      'registerHazardUnit',
      { siteId: site.id, name, kind: 'STORAGE', lon: 113.041, lat: 28.181 },
      'hazardUnit { id }',
    );
    await command(
      engine,
      'declareInventory',
      { hazardUnitId: hazardUnit.id, substances: [{ name: '氯', tonnes: 20 }] },
      'hazardUnit { id }',
    );
  };
  const started = async (plugin: typeof hazchem): Promise<TestEngine> => {
    const engine = await testEngine(dialect, [plugin]);
    await engine.database.script([areas(dialect)]);
    await importTable(engine, 'population-points', points(40));
    await plant(engine, '点');
    await plant(engine, '查', 40);
    await engine.workers.runSubscribers();
    return engine;
  };
  const [r40, r120] = [{ nodes: [{ designR: 19.2 }] }, { nodes: [{ designR: 32 }] }];

  describe('as most deployments run it', () => {
    let engine: TestEngine;
    beforeAll(async () => {
      engine = await started(hazchem);
    });
    afterAll(() => engine.stop());

    it('is marked where people are other ones now, and no level changes by itself', async () => {
      expect(await sites(engine)).toEqual([
        { name: '点', populationWithin500m: 40, populationByPoints: 40, populationStale: false, hazardUnits: r40 },
        { name: '查', populationWithin500m: 40, populationByPoints: null, populationStale: false, hazardUnits: r40 },
      ]);
      await importTable(engine, 'population-points', points(120));
      await engine.workers.runSubscribers();
      expect(await sites(engine, '{ populationStale: { eq: true } }')).toEqual([
        { name: '点', populationWithin500m: 40, populationByPoints: 120, populationStale: true, hazardUnits: r40 },
      ]);
      const [row] = await engine.database.rows({ text: `SELECT principal FROM fengsui_audit WHERE command = 'checkSitePopulation'` }, []);
      expect(row?.['principal']).toBe('system:hazchem.population-imported');
    });

    it('is no longer marked when it was renewed, or when the points say again what they said', async () => {
      await importTable(engine, 'population-points', points(40));
      await engine.workers.runSubscribers();
      expect(await sites(engine, '{ populationStale: { eq: true } }')).toEqual([]);
      await importTable(engine, 'population-points', points(120));
      await engine.workers.runSubscribers();
      const [{ id }] = dataOf<{ sites: { nodes: readonly [{ id: string }] } }>(
        await engine.query('{ sites(where: { populationStale: { eq: true } }) { nodes { id } } }'),
      ).sites.nodes;
      await command(engine, 'renewSitePopulation', { siteId: id }, 'site { id }');
      expect((await sites(engine))[0]).toEqual({
        name: '点',
        populationWithin500m: 120,
        populationByPoints: 120,
        populationStale: false,
        hazardUnits: r120,
      });
    });

    it('stays with the units when their enterprise comes to lie elsewhere by an import', async () => {
      const file = 'name,industry,areaCode,externalId,source\n点,危化,430103,点,test\n';
      expect(await importTable(engine, 'enterprises', Readable.from([Buffer.from(file)]))).toMatchObject({ updated: 1, committed: true });
      const [line] = await engine.database.rows(
        {
          text: `SELECT l.area_code AS line, u.area_code AS unit FROM hazchem_inventory_line l JOIN hazchem_unit u ON u.id = l.unit_id JOIN enterprise e ON e.id = u.enterprise_id WHERE e.external_id = '点'`,
        },
        [],
      );
      expect(line).toEqual({ line: '430103', unit: '430103' });
    });
  });

  it('is renewed at once where a deployment has chosen that, with the levels of its units', async () => {
    const engine = await started(hazchemWith({ afterPopulationImport: 'RENEW' }));
    try {
      await importTable(engine, 'population-points', points(120));
      await engine.workers.runSubscribers();
      expect(await sites(engine)).toEqual([
        { name: '点', populationWithin500m: 120, populationByPoints: 120, populationStale: false, hazardUnits: r120 },
        { name: '查', populationWithin500m: 40, populationByPoints: null, populationStale: false, hazardUnits: r40 },
      ]);
    } finally {
      await engine.stop();
    }
  });
});
