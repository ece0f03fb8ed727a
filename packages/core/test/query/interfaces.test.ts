import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble, definePlugin, entityType, interfaceType, PluginFaults } from '@fengsui/core';
import { dialects, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';
import { Depot } from './support/depot-plugin.ts';
import { countStatements } from './support/statements.ts';

describe.each(dialects)('interfaces on %s', (dialect) => {
  let engine: TestEngine;
  let id: string;
  beforeAll(async () => {
    engine = await testEngine(dialect);
    await someAreas(engine);
    const { enterprise } = await register(engine, '甲厂', '430102', { lon: 113.04, lat: 28.18 });
    id = String(enterprise?.id);
  });
  afterAll(() => engine.stop());

  it('answers a fragment on an interface in node, nodes and search, and only for types that implement it, in one statement', async () => {
    const sent = countStatements(engine);
    const { data, errors } = await engine.query(
      `query ($id: ID!, $ids: [ID!]!) {
        node(id: $id) { ...Place }
        nodes(ids: $ids) { __typename ...Place }
        search(text: "甲厂") { nodes { ... on Located { near: location(crs: CGCS2000) } } }
        __type(name: "Located") { kind possibleTypes { name } }
      }
      fragment Place on Located { location area { name } ... on Enterprise { name } }`,
      { id, ids: [id, 'area_430102'] },
    );
    expect(errors).toBeUndefined();
    const place = { location: { type: 'Point', coordinates: [113.04, 28.18] }, area: { name: '芙蓉区' }, name: '甲厂' };
    expect(data).toEqual({
      node: place,
      nodes: [{ __typename: 'Enterprise', ...place }, { __typename: 'Area' }],
      search: { nodes: [{ near: place.location }] },
      __type: { kind: 'INTERFACE', possibleTypes: [{ name: 'Enterprise' }, { name: 'PopulationPoint' }] },
    });
    expect(sent.count()).toBe(1);
  });
});

describe('an interface that a type does not keep', () => {
  it('is reported, whatever is wrong with it', () => {
    const Named = interfaceType('Named', '有名称。Has a name.', {
      name: { type: 'Int', description: '名称。Its name.' },
      colour: { type: 'String', description: '颜色。Its colour.' },
    });
    const Elsewhere = interfaceType('Elsewhere', '别处。Elsewhere.', {});
    const DepotType = entityType(Depot, {
      prefix: 'depot',
      permission: 'depot.read',
      description: '库。A depot.',
      interfaces: [Named, Elsewhere],
      fields: (t) => t.columns({ name: '名称。Name.' }),
    });
    const wrong = definePlugin({ id: 'depot', version: '1.0.0', core: '>=0', entities: [Depot], schema: [Named, DepotType] });
    const faults = (): readonly string[] => {
      try {
        assemble([wrong]);
        return [];
      } catch (error) {
        return error instanceof PluginFaults ? error.faults.map(({ message }) => message) : [String(error)];
      }
    };
    expect(faults()).toEqual([
      "Depot implements Elsewhere, which is in no plugin's schema; put it there",
      'Depot implements Named and has no field colour; add it',
      'Depot.name gives String, and Named promises Int; let them agree',
    ]);
  });
});
