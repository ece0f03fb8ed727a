import { defineCommand } from '@fengsui/core';
import * as z from 'zod';
import { InventoryLine } from '../entities/hazard-unit.ts';
import { Site } from '../entities/site.ts';
import { HazardUnitType } from '../schema/hazard-unit.ts';
import { InventoryDeclared, MajorHazardChanged } from './events.ts';
import { holdingInput } from './holding.ts';
import { lineFor, linesAtMost, nameSubstances, tooManySubstances } from './lines.ts';
import { regrade } from './regrade.ts';

export const declareInventory = defineCommand({
  name: 'declareInventory',
  description:
    '申报单元的全部设计最大量，取代此前的申报；法定等级随之重算。Declares all design maxima of a unit in place of the earlier ones; its legal level follows.',
  permission: 'hazchem.write',
  input: z.object({
    hazardUnitId: z.string(),
    substances: z.array(holdingInput).max(linesAtMost).describe('各物质的设计最大量。Each substance with its design maximum.'),
  }),
  load: { hazardUnit: { type: HazardUnitType, id: 'hazardUnitId' } },
  errors: { TOO_MANY_SUBSTANCES: tooManySubstances },
  payload: { hazardUnit: HazardUnitType },
  emits: [InventoryDeclared, MajorHazardChanged],
  run: async ({ input, loaded: { hazardUnit }, store, fail, refuse, emit }) => {
    const named = nameSubstances(input.substances, 'designMaximum', refuse);
    const lines = [...(await store.find(InventoryLine, { unit: hazardUnit.id }, { limit: linesAtMost }))];
    for (const each of named) {
      const line = lineFor(store, hazardUnit, lines, each);
      if (!lines.includes(line)) lines.push(line);
      line.designMaximumTonnes = each.given.tonnes;
    }
    const declared = new Set(named.map(({ identity }) => identity));
    // What is no longer declared is gone, unless it is still there.
    for (const line of lines.filter(({ identity }) => !declared.has(identity))) {
      line.designMaximumTonnes = 0;
      if (line.currentStockTonnes === 0) store.remove(InventoryLine, line);
    }
    if (lines.length > linesAtMost) fail('TOO_MANY_SUBSTANCES', ['substances']);
    const site = await store.get(Site, hazardUnit.site);
    const changed = regrade(hazardUnit, lines, site?.populationWithin500m ?? Number.NaN);
    emit(InventoryDeclared, hazardUnit, { substances: named.length, s: hazardUnit.designS, level: hazardUnit.designLevel ?? null });
    if (changed !== undefined) emit(MajorHazardChanged, hazardUnit, { ...changed });
    return { hazardUnit };
  },
});
