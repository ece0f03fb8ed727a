import * as z from 'zod';
import { defineCommand, definePlugin, eventType, type Engine } from '@fengsui/core';
import type { Database, Statement, Transaction } from '../../src/data/database.ts';
import { Enterprise } from '../../src/modules/enterprise/entities/enterprise.ts';
import { EnterpriseType } from '../../src/modules/enterprise/schema/enterprise.ts';

export const EnterpriseRenamed = eventType('enterprise.renamed', {
  about: Enterprise,
  description: '企业已更名。An enterprise was renamed.',
  payload: z.object({ name: z.string().optional().describe('新名称。Its new name.') }),
});
export const renameEnterprise = defineCommand({
  name: 'renameEnterprise',
  description: '更名。Renames an enterprise.',
  permission: 'enterprise.write',
  input: z.object({ enterpriseId: z.string(), name: z.string().min(2).max(10), employees: z.int().min(0).optional() }),
  load: { enterprise: { type: EnterpriseType, id: 'enterpriseId', versioned: true } },
  errors: { SAME_NAME: { zh: '名称未变', en: 'That is its name already' } },
  payload: { enterprise: EnterpriseType },
  emits: [EnterpriseRenamed],
  run: ({ input, loaded: { enterprise }, fail, emit }) => {
    if (enterprise.name === input.name) fail('SAME_NAME', ['name']);
    enterprise.name = input.name;
    emit(EnterpriseRenamed, enterprise, { name: input.name });
    return { enterprise };
  },
});
/** Several rows in one command, so that there are more statements to fail. */
export const foundBranches = defineCommand({
  name: 'foundBranches',
  description: '设立分支。Founds branches of an enterprise.',
  permission: 'enterprise.write',
  input: z.object({ enterpriseId: z.string(), names: z.array(z.string()) }),
  load: { enterprise: { type: EnterpriseType, id: 'enterpriseId' } },
  payload: { enterprise: EnterpriseType },
  emits: [EnterpriseRenamed],
  bulk: false,
  run: ({ input, loaded: { enterprise }, store, emit }) => {
    enterprise.employees = input.names.length;
    emit(EnterpriseRenamed, enterprise);
    for (const name of input.names) emit(EnterpriseRenamed, store.create(Enterprise, { name, industry: 'TRADE', area: enterprise.area }));
    return { enterprise };
  },
});
export const renaming = definePlugin({
  id: 'renaming',
  version: '0.1.0',
  core: '^0.1',
  requires: {},
  schema: [renameEnterprise, foundBranches],
});

/** A database whose n-th statement of a write is another one: a real failure, told by the real database. */
export function failingAt(
  database: Database,
  count: number,
  instead: Statement,
): { readonly database: Database; readonly reached: () => boolean } {
  let seen = 0;
  let reached = false;
  const swap = (statement: Statement, params: readonly never[]): readonly [Statement, readonly never[]] => {
    seen += 1;
    if (seen !== count) return [statement, params];
    reached = true;
    return [instead, []];
  };
  const wrapped = (transaction: Transaction): Transaction => ({
    rows: (statement, params) => transaction.rows(...swap(statement, params as never)),
    run: (statement, params) => transaction.run(...swap(statement, params as never)),
    last: (statement, params) => transaction.last(...swap(statement, params as never)),
    lastRows: (statement, params) => transaction.lastRows(...swap(statement, params as never)),
  });
  return {
    reached: () => reached,
    database: { ...database, write: (work, scope) => database.write((transaction) => work(wrapped(transaction)), scope) },
  };
}

/** How many rows stand in each table that a command writes. */
export async function rowsOf(engine: Engine): Promise<Readonly<Record<string, number>>> {
  const counted = ['enterprise', 'fengsui_audit', 'fengsui_event', 'fengsui_idempotency'];
  const [row] = await engine.database.rows(
    { text: `SELECT ${counted.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`).join(', ')}` },
    [],
  );
  return Object.fromEntries(counted.map((table) => [table, Number(row?.[table])]));
}
