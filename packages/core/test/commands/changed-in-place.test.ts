import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { defineCommand, definePlugin, eventType } from '@fengsui/core';
import { dialects, operator, testEngine, type TestEngine } from '@fengsui/core/testing';
import { statement } from '../../src/data/database.ts';
import { Area } from '../../src/modules/area/entities/area.ts';
import { AreaType } from '../../src/modules/area/schema/area.ts';

const AreaMoved = eventType('area.moved', { about: Area, description: '边界已移动。A boundary was moved.', payload: z.object({}) });
const moveArea = defineCommand({
  name: 'moveArea',
  description: '移动边界。Moves a boundary.',
  permission: 'area.write',
  input: z.object({ areaId: z.string(), by: z.number() }),
  load: { area: { type: AreaType, id: 'areaId' } },
  payload: { area: AreaType },
  emits: [AreaMoved],
  run: ({ input, loaded: { area }, emit }) => {
    // as: the test wrote a polygon
    for (const ring of (area.boundary as { coordinates: number[][][] } | null)?.coordinates ?? [])
      for (const point of ring) point[0] = (point[0] ?? 0) + input.by;
    emit(AreaMoved, area);
    return { area };
  },
});
const moving = definePlugin({ id: 'moving', version: '0.1.0', core: '^0.1', requires: {}, schema: [moveArea] });

describe.each(dialects)('a row whose JSON a command changes in place, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await testEngine(dialect, [moving]);
    const boundary = JSON.stringify({
      type: 'Polygon',
      coordinates: [
        [
          [113, 28],
          [114, 28],
          [114, 29],
          [113, 28],
        ],
      ],
    });
    const at = dialect === 'sqlite' ? '0' : 'now()';
    await engine.database.script([
      `INSERT INTO area (code, name, level, boundary, version, created_at, updated_at) VALUES ('430102', '芙蓉区', 'COUNTY', '${boundary}', 1, ${at}, ${at})`,
    ]);
  });
  afterAll(() => engine.stop());
  const move = (by: number): Promise<unknown> =>
    engine.execute({
      query: 'mutation Move($input: MoveAreaInput!) { moveArea(input: $input) { area { version } userErrors { messageEn } } }',
      variables: { input: { areaId: 'area_430102', by } },
      principal: operator,
    });
  const stored = async (): Promise<{ readonly version: unknown; readonly first: unknown }> => {
    const [row] = await engine.database.rows(statement("SELECT version, boundary FROM area WHERE code = '430102'"), []);
    return { version: row?.['version'], first: JSON.parse(String(row?.['boundary'])).coordinates[0][0] };
  };

  it('is written', async () => {
    await move(1);
    expect(await stored()).toEqual({ version: 2, first: [114, 28] });
  });

  it('and left alone when nothing is other than it was', async () => {
    await move(0);
    expect(await stored()).toEqual({ version: 2, first: [114, 28] });
  });
});
