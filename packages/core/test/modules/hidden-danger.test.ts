import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countStatements } from '../query/support/statements.ts';
import { dialects, principalOver, testEngine, type TestEngine } from '@fengsui/core/testing';

interface Outcome {
  readonly hiddenDanger: Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
  readonly extension: { readonly id: string };
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] | null }[];
}
const fields =
  'hiddenDanger { id version status dueAt reviewedAt closedAt supervisedAt overdue timesReturned timesReopened } userErrors { code path }';

describe.each(dialects)('the 30-day loop of a hidden danger, on %s', (dialect) => {
  let engine: TestEngine;
  let now = new Date('2026-11-01T01:00:00Z');
  let enterprise: string;
  const day = (date: string): void => {
    now = new Date(`${date}T10:00:00+08:00`);
  };
  const run = async (command: string, input: Readonly<Record<string, unknown>>, extra = ''): Promise<Outcome> => {
    const type = `${command.charAt(0).toUpperCase()}${command.slice(1)}Input`;
    const { data, errors } = await engine.query(`mutation Run($input: ${type}!) { ${command}(input: $input) { ${fields} ${extra} } }`, {
      input,
    });
    expect(errors).toBeUndefined();
    return (data as unknown as Record<string, Outcome>)[command] as Outcome;
  };
  const report = async (more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    (await run('reportHiddenDanger', { enterpriseId: enterprise, description: '灭火器过期', ...more })).hiddenDanger.id;
  const events = async (): Promise<readonly string[]> =>
    (await engine.database.rows({ text: "SELECT type FROM fengsui_event WHERE type LIKE 'hidden-danger.%' ORDER BY seq" }, [])).map(
      ({ type }) => String(type),
    );

  beforeAll(async () => {
    engine = await testEngine(dialect, [], { now: () => now });
    const at = dialect === 'sqlite' ? '0' : "'epoch'";
    await engine.database.script([
      `INSERT INTO area (code, name, level, parent_code, version, created_at, updated_at) VALUES ('43', '湖南省', 'PROVINCE', NULL, 1, ${at}, ${at}), ('4301', '长沙市', 'CITY', '43', 1, ${at}, ${at}), ('430102', '芙蓉区', 'COUNTY', '4301', 1, ${at}, ${at})`,
    ]);
    const { data } = await engine.query(
      'mutation { registerEnterprise(input: { areaId: "area_430102", name: "甲", industry: TEXTILE }) { enterprise { id } } }',
    );
    enterprise = (data as unknown as { registerEnterprise: { enterprise: { id: string } } }).registerEnterprise.enterprise.id;
  });
  afterAll(() => engine.stop());

  it('goes from found to closed, with an event a step', async () => {
    day('2026-11-01');
    const id = await report();
    expect((await run('assignHiddenDanger', { hiddenDangerId: id })).hiddenDanger).toMatchObject({
      status: 'ASSIGNED',
      // Thirty days after the day it was found; that day itself is in time.
      dueAt: '2026-12-01T16:00:00.000Z',
      overdue: false,
    });
    day('2026-11-10');
    expect((await run('rectifyHiddenDanger', { hiddenDangerId: id, measures: '已更换' })).hiddenDanger['status']).toBe('RECTIFIED');
    expect((await run('reviewHiddenDanger', { hiddenDangerId: id, passed: true })).hiddenDanger).toMatchObject({
      status: 'CLOSED',
      reviewedAt: '2026-11-10T02:00:00.000Z',
      closedAt: '2026-11-10T02:00:00.000Z',
      version: 4,
    });
    expect(await events()).toEqual(['hidden-danger.reported', 'hidden-danger.assigned', 'hidden-danger.rectified', 'hidden-danger.closed']);
  });

  it('says what its closing and its 30 days rest on, and that nobody verified it, when it is closed as when it is read', async () => {
    day('2026-11-01');
    const id = await report();
    await run('assignHiddenDanger', { hiddenDangerId: id });
    await run('rectifyHiddenDanger', { hiddenDangerId: id, measures: '已更换' });
    const basis = 'basis { source { standard clause } verified }';
    const { hiddenDanger } = await run('reviewHiddenDanger', { hiddenDangerId: id, passed: true }, `hiddenDanger { ${basis} }`);
    expect(hiddenDanger['basis']).toEqual({
      source: [
        { standard: '安全生产事故隐患排查治理暂行规定（2007 年总局令第 16 号）', clause: '第二十三条' },
        { standard: '隐患整改 0–30 日闭环（年度工作任务）', clause: null },
        { standard: '中华人民共和国民法典', clause: '第二百零一条、第二百零三条' },
      ],
      verified: false,
    });
    const { data } = await engine.query(`query One($id: ID!) { hiddenDanger(id: $id) { ${basis} } }`, { id });
    expect(data).toEqual({ hiddenDanger: { basis: hiddenDanger['basis'] } });
  });

  it('sends back what fails its review, and its clock runs on', async () => {
    day('2026-11-01');
    const id = await report();
    await run('assignHiddenDanger', { hiddenDangerId: id });
    await run('rectifyHiddenDanger', { hiddenDangerId: id, measures: '换了一半' });
    expect((await run('reviewHiddenDanger', { hiddenDangerId: id, passed: false })).userErrors).toEqual([
      { code: 'NOTE_MISSING', path: ['note'] },
    ]);
    expect((await run('reviewHiddenDanger', { hiddenDangerId: id, passed: false, note: '二楼未换' })).hiddenDanger).toMatchObject({
      status: 'ASSIGNED',
      timesReturned: 1,
      dueAt: '2026-12-01T16:00:00.000Z',
    });
  });

  it('is overdue when its due day has ended, and then the nightly job lists it for supervision, once', async () => {
    day('2026-11-01');
    const id = await report();
    await engine.workers.runDueJobs();
    day('2026-12-01');
    expect((await run('superviseHiddenDanger', { hiddenDangerId: id })).userErrors).toMatchObject([{ code: 'NOT_OVERDUE' }]);
    now = new Date('2026-12-01T16:05:00Z');
    const overdue = await engine.query('query Overdue($id: ID!) { node(id: $id) { ... on HiddenDanger { overdue } } }', { id });
    expect(overdue.data).toEqual({ node: { overdue: true } });
    await engine.workers.runDueJobs();
    expect((await run('superviseHiddenDanger', { hiddenDangerId: id })).userErrors).toMatchObject([{ code: 'ALREADY_SUPERVISED' }]);
    const before = (await events()).length;
    now = new Date('2026-12-02T16:05:00Z');
    await engine.workers.runDueJobs();
    expect((await events()).length).toBe(before);
  });

  it('gets more time by approval alone, which ends its supervision', async () => {
    day('2026-11-01');
    const id = await report();
    await run('assignHiddenDanger', { hiddenDangerId: id });
    day('2026-12-03');
    expect((await run('superviseHiddenDanger', { hiddenDangerId: id })).hiddenDanger).toMatchObject({ overdue: true });
    const ask = { hiddenDangerId: id, days: 15, reason: '等待配件' };
    const { extension } = await run('requestHiddenDangerExtension', ask, 'extension { id }');
    expect((await run('requestHiddenDangerExtension', ask)).userErrors).toMatchObject([{ code: 'ALREADY_REQUESTED' }]);
    const decide = { extensionId: extension.id, approved: true };
    expect((await run('decideHiddenDangerExtension', decide)).hiddenDanger).toMatchObject({
      dueAt: '2026-12-16T16:00:00.000Z',
      supervisedAt: null,
      overdue: false,
    });
    expect((await run('decideHiddenDangerExtension', decide)).userErrors).toMatchObject([{ code: 'ALREADY_DECIDED' }]);
    const second = await run('requestHiddenDangerExtension', { ...ask, days: 10 }, 'extension { id }');
    expect(
      (await run('decideHiddenDangerExtension', { extensionId: second.extension.id, approved: false, note: '不予批准' })).hiddenDanger[
        'dueAt'
      ],
    ).toBe('2026-12-16T16:00:00.000Z');
  });

  it('is opened again with a clock of its own', async () => {
    day('2026-09-01');
    const id = await report();
    await run('assignHiddenDanger', { hiddenDangerId: id });
    await run('rectifyHiddenDanger', { hiddenDangerId: id, measures: '已更换' });
    expect((await run('reopenHiddenDanger', { hiddenDangerId: id, reason: '复发' })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    await run('reviewHiddenDanger', { hiddenDangerId: id, passed: true });
    day('2026-11-20');
    expect((await run('reopenHiddenDanger', { hiddenDangerId: id, reason: '复发' })).hiddenDanger).toMatchObject({
      status: 'ASSIGNED',
      closedAt: null,
      timesReopened: 1,
      dueAt: '2026-12-20T16:00:00.000Z',
    });
  });

  it.each([
    ['rectified before it was assigned', 'rectifyHiddenDanger', { measures: '已更换' }],
    ['reviewed before it was rectified', 'reviewHiddenDanger', { passed: true }],
    ['opened again while open', 'reopenHiddenDanger', { reason: '复发' }],
  ])('is not %s, and nothing is written', async (_what, command, input) => {
    day('2026-11-01');
    const id = await report();
    const before = await events();
    expect((await run(command, { hiddenDangerId: id, ...input })).userErrors).toEqual([{ code: 'WRONG_STATE', path: ['hiddenDangerId'] }]);
    expect(await events()).toEqual(before);
  });

  it('refuses a stale version, a time to come, and a danger that is nowhere', async () => {
    day('2026-11-01');
    const id = await report();
    await run('assignHiddenDanger', { hiddenDangerId: id, hiddenDangerVersion: 1 });
    expect((await run('rectifyHiddenDanger', { hiddenDangerId: id, hiddenDangerVersion: 1, measures: '已更换' })).userErrors[0]?.code).toBe(
      'VERSION_CONFLICT',
    );
    const codes = async (input: object): Promise<unknown> =>
      (await run('reportHiddenDanger', { description: '甲', ...input })).userErrors.map(({ code }) => code);
    expect(await codes({ areaId: 'area_430102', foundAt: '2026-11-02T00:00:00+08:00' })).toEqual(['FOUND_IN_FUTURE']);
    expect(await codes({})).toEqual(['NOWHERE']);
    expect(await codes({ enterpriseId: 'enterprise_00000000000000000000000000' })).toEqual(['NOT_FOUND']);
  });

  it('counts in the ledger by area and industry, with the closure rate, in one statement', async () => {
    const statements = countStatements(engine);
    const { data, errors } = await engine.query(
      '{ hiddenDangersAggregate(groupBy: [AREA_COUNTY, INDUSTRY]) { group { industry areaCounty { name } } count sum { closed } avg { closed } } overdue: hiddenDangers(where: { closedAt: { isNull: true }, dueAt: { lte: "2026-12-31T00:00:00Z" } }) { totalCount } }',
    );
    expect([errors, statements.count()]).toEqual([undefined, 1]);
    const [{ count, closed }] = (await engine.database.rows(
      { text: 'SELECT count(*) AS count, count(closed_at) AS closed FROM hidden_danger' },
      [],
    )) as readonly [{ readonly count: number; readonly closed: number }];
    expect([count, closed].every((figure) => figure > 0)).toBe(true);
    expect(data).toMatchObject({
      hiddenDangersAggregate: [
        {
          group: { industry: 'TEXTILE', areaCounty: { name: '芙蓉区' } },
          count,
          sum: { closed },
          avg: { closed: Number((closed / count).toPrecision(12)) },
        },
      ],
    });
  });

  it('is invisible from another district', async () => {
    const { data } = await engine.query('{ hiddenDangers { totalCount } }', {}, principalOver('430103'));
    expect(data).toEqual({ hiddenDangers: { totalCount: 0 } });
  });
});
