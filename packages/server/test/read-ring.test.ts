import { describe, expect, it } from 'vitest';
import { readConfig } from '@fengsui/server';
import { testServer } from './support/server.ts';

const secret = 'a secret of the tests, 32 letters long';
describe('row-level security for reads, as a deployment sets it', () => {
  it('is off unless the file or the environment says so, and a slip of the pen is a fault', () => {
    expect(readConfig({ secret }, {}).readRing).toBe(false);
    expect(readConfig({ secret, readRing: true }, {}).readRing).toBe(true);
    expect(readConfig({ secret, readRing: true }, { FENGSUI_READ_RING: 'no' }).readRing).toBe(false);
    expect(() => readConfig({ secret }, { FENGSUI_READ_RING: 'reads' })).toThrow(/FENGSUI_READ_RING/);
  });

  it('serves over HTTP, each key its own', async () => {
    const server = await testServer('postgresql', { readRing: true });
    try {
      for (const areaId of ['area_430102', 'area_430103'])
        await server.query('mutation R($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { userErrors { code } } }', {
          input: { areaId, name: areaId, industry: 'TRADE' },
        });
      expect((await server.query('{ enterprises { totalCount } }')).data).toEqual({ enterprises: { totalCount: 2 } });
      const { token } = await server.engine.access.createKey({ label: 'own', grants: [{ role: 'operator', area: '430103' }] });
      const answer = await server.send(
        { query: '{ enterprises { totalCount nodes { name area { name } } } }' },
        { authorization: `Bearer ${token}` },
      );
      expect(await answer.json()).toMatchObject({
        data: { enterprises: { totalCount: 1, nodes: [{ name: 'area_430103', area: { name: '天心区' } }] } },
      });
    } finally {
      await server.stop();
    }
  });
});
