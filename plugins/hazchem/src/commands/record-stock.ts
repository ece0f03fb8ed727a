import { defineCommand } from '@fengsui/core';
import * as z from 'zod';
import { InventoryLine } from '../entities/hazard-unit.ts';
import { Site } from '../entities/site.ts';
import { HazardUnitType } from '../schema/hazard-unit.ts';
import { MajorHazardChanged, StockRecorded } from './events.ts';
import { holdingInput } from './holding.ts';
import { lineFor, linesAtMost, nameSubstances, tooManySubstances } from './lines.ts';
import { regrade } from './regrade.ts';

export const recordStock = defineCommand({
  name: 'recordStock',
  description:
    '记录所列物质的当前存量（实测总量，非增减量），其余不变；运行等级随之重算。Records how much of the listed substances is there now (what was measured, not a difference); the operational level follows.',
  permission: 'hazchem.stock',
  input: z.object({
    hazardUnitId: z.string(),
    substances: z.array(holdingInput).min(1).max(linesAtMost).describe('各物质的当前存量。Each substance with its current stock.'),
  }),
  load: { hazardUnit: { type: HazardUnitType, id: 'hazardUnitId' } },
  errors: { TOO_MANY_SUBSTANCES: tooManySubstances },
  payload: { hazardUnit: HazardUnitType },
  emits: [StockRecorded, MajorHazardChanged],
  run: async ({ input, loaded: { hazardUnit }, store, fail, refuse, emit, now }) => {
    const named = nameSubstances(input.substances, 'currentStock', refuse);
    const lines = [...(await store.find(InventoryLine, { unit: hazardUnit.id }, { limit: linesAtMost }))];
    const above: string[] = [];
    for (const each of named) {
      const line = lineFor(store, hazardUnit, lines, each);
      if (!lines.includes(line)) lines.push(line);
      line.currentStockTonnes = each.given.tonnes;
      line.stockAt = now();
      if (line.currentStockTonnes > line.designMaximumTonnes) above.push(each.term.name);
    }
    if (lines.length > linesAtMost) fail('TOO_MANY_SUBSTANCES', ['substances']);
    const site = await store.get(Site, hazardUnit.site);
    const changed = regrade(hazardUnit, lines, site?.populationWithin500m ?? Number.NaN);
    // More than the design allows is a fact to be told, not one to be refused.
    emit(StockRecorded, hazardUnit, { s: hazardUnit.stockS, level: hazardUnit.stockLevel ?? null, aboveDesignMaximum: above });
    if (changed !== undefined) emit(MajorHazardChanged, hazardUnit, { ...changed });
    return { hazardUnit };
  },
});
