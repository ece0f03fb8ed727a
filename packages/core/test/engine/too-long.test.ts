import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineCommand, definePlugin, Enterprise, EnterpriseType, eventType, extendType, sql } from '@fengsui/core';
import { dialects, operator, testEngine, type TestEngine } from '@fengsui/core/testing';
import { register, someAreas } from '../events/register.ts';

// A thread that starts anew on a busy machine takes a good part of it.
const limit = 900;
/** Seconds of work in one statement, on either database. */
const slow = {
  sqlite: '(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 16000000) SELECT count(*) FROM n)',
  postgresql: '(SELECT count(pg_sleep(5)) FROM generate_series(1, 1))',
};

describe.each(dialects)('an operation that takes too long, on %s', (dialect) => {
  let engine: TestEngine;
  beforeAll(async () => {
    const dawdling = definePlugin({
      id: 'dawdling',
      version: '0.1.0',
      core: '^0.1',
      schema: [
        extendType(EnterpriseType, (t) => ({
          twice: t.sql('Int', '两倍。Twice.', ({ version }) => sql`CASE WHEN ${version} IN (1, 2) THEN abs(${version}) * 2 ELSE 0 END`),
          dawdle: t.sql('Int', '慢。Slow.', () => ({ text: slow[dialect], params: [] })),
        })),
      ],
    });
    engine = await testEngine(dialect, [dawdling], { operationMilliseconds: limit, poolSize: 2 });
    await someAreas(engine);
    await register(engine, '甲');
  });
  afterAll(() => engine.stop());

  it('is ended and says so, really ends, and the next ones are answered', { timeout: 30_000 }, async () => {
    const before = performance.now();
    // More than there are connections; with an aggregate it is one of the heavy ones.
    const asked = await Promise.all(
      Array.from({ length: 5 }, () => engine.query('{ enterprises { nodes { name dawdle } } enterprisesAggregate { count } }')),
    );
    expect(asked.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(asked.map(() => 'LIMIT_EXCEEDED'));
    expect(asked[0]?.errors?.[0]?.message).toMatch(/0\.9 秒.*0\.9 s/);
    expect(performance.now() - before).toBeLessThan(limit * 5 + 1_500);
    expect((await engine.query('{ enterprises { totalCount nodes { name } } }')).data).toEqual({
      enterprises: { totalCount: 1, nodes: [{ name: '甲' }] },
    });
    if (dialect === 'postgresql') {
      const running = await engine.database.rows(
        {
          text: "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()",
        },
        [],
      );
      expect(running).toEqual([]);
    }
  });

  it(
    'is ended where an author’s SQL alone takes long: in a page, in one row, behind a relation, and the thread that answers stays free',
    {
      timeout: 30_000,
    },
    async () => {
      const [row] = (
        (await engine.query('{ enterprises { nodes { id } } }')).data as unknown as { enterprises: { nodes: { id: string }[] } }
      ).enterprises.nodes;
      for (const query of [
        '{ enterprises { nodes { dawdle } } }',
        `{ enterprise(id: "${row?.id}") { dawdle } }`,
        '{ areaByCode(code: "430102") { enterprises { nodes { dawdle } } } }',
      ]) {
        const before = performance.now();
        const slowly = engine.query(query);
        // Meanwhile others are answered: were it on the thread that answers, this would come after it.
        await engine.query('{ areas(first: 1) { nodes { name } } }');
        const between = performance.now() - before;
        expect((await slowly).errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
        expect(between).toBeLessThan(limit);
      }
    },
  );

  it('is told before by its plan that it is heavy, and one whose SQL its row bounds is not', () => {
    const weigh = (query: string): string => engine.explain({ query, principal: operator }).plan.join('\n');
    expect(weigh('{ enterprises { nodes { dawdle } } }')).toContain('heavy');
    expect(weigh('{ enterprises { nodes { twice } } }')).not.toContain('heavy');
  });

  it("binds no work of core's own, such as a migration", { timeout: 30_000 }, async () => {
    if (dialect === 'postgresql') await engine.database.script([`SELECT pg_sleep(${(limit * 2) / 1_000})`]);
    await engine.database.optimize();
  });
});

const Dawdled = eventType('enterprise.dawdled', { about: Enterprise, description: '慢。Slow.', payload: z.object({}) });
describe('a command whose statement takes too long, on postgresql', () => {
  it('is ended, says so, and nothing of it stays', { timeout: 30_000 }, async () => {
    const dawdle = defineCommand({
      name: 'dawdle',
      description: '慢。Slow.',
      permission: 'enterprise.write',
      input: z.object({ enterpriseId: z.string() }),
      load: { enterprise: { type: EnterpriseType, id: 'enterpriseId' } },
      payload: { enterprise: EnterpriseType },
      emits: [Dawdled],
      run: ({ loaded: { enterprise }, store, emit }) => {
        enterprise.name = '慢';
        emit(Dawdled, store.create(Enterprise, { name: '新', industry: 'TRADE', area: enterprise.area }));
        return { enterprise };
      },
    });
    const plugin = definePlugin({ id: 'dawdling', version: '0.1.0', core: '^0.1', schema: [dawdle] });
    const engine = await testEngine('postgresql', [plugin], { operationMilliseconds: limit, poolSize: 2 });
    try {
      await someAreas(engine);
      const { enterprise } = await register(engine, '甲');
      await engine.database.script([
        'CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN new; END $$',
        'CREATE TRIGGER dawdle BEFORE UPDATE ON enterprise FOR EACH ROW EXECUTE FUNCTION dawdle()',
      ]);
      const { errors } = await engine.query('mutation D($id: ID!) { dawdle(input: { enterpriseId: $id }) { userErrors { code } } }', {
        id: enterprise?.id,
      });
      expect(errors?.[0]?.extensions.code).toBe('LIMIT_EXCEEDED');
      expect((await engine.query('{ enterprises { nodes { name } } }')).data).toEqual({ enterprises: { nodes: [{ name: '甲' }] } });
    } finally {
      await engine.stop();
    }
  });
});
