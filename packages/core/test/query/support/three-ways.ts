import { execute, parse, type GraphQLSchema } from 'graphql';
import type { Principal } from '../../../src/access/principal.ts';
import { FengsuiError } from '../../../src/contract/errors.ts';
import type { DialectName } from '../../../src/data/database.ts';
import { documents } from '../../../src/engine/documents.ts';
import { executeRequest } from '../../../src/engine/execute.ts';
import type { ExecuteOptions } from '../../../src/engine/read-options.ts';
import type { CursorCodec } from '../../../src/query/cursor-codec.ts';
import { postgresql } from '../../../src/query/dialect/postgresql.ts';
import { sqlite } from '../../../src/query/dialect/sqlite.ts';
import { testEngine, type TestEngine } from '@fengsui/core/testing';
import { documentOf, type Operation } from './operations.ts';
import type { Tables } from './rows.ts';

const unlimited = { tokens: 1e6, depth: 100, aliases: 1e4, rootFields: 1e4, repeats: 1e4, cost: 1e9 };

/** A codec that names the row instead of hiding it, so that the reference can make the same cursors. It still ties them to filter and order. */
function namingCodec(keys: ReadonlySet<unknown>): CursorCodec {
  const known = new Map<string, readonly unknown[]>();
  return {
    encode: (fingerprint, values) => {
      const cursor = `c:${String(values.find((value) => keys.has(value)))}`;
      known.set(`${fingerprint}|${cursor}`, values);
      return cursor;
    },
    decode: (fingerprint, cursor) => {
      const values = known.get(`${fingerprint}|${cursor}`);
      if (values === undefined) throw new FengsuiError('CURSOR_INVALID', `${cursor} 未知。`, `${cursor} is not known here.`);
      return values;
    },
  };
}

/** One database with the compiler as it is, but for limits and the form of cursors. */
export interface Way {
  readonly engine: TestEngine;
  readonly options: ExecuteOptions;
  readonly errors: unknown[];
}
export async function openWay(dialect: DialectName, plugins: Parameters<typeof testEngine>[1], tables: Tables): Promise<Way> {
  const engine = await testEngine(dialect, plugins);
  const errors: unknown[] = [];
  const { model, schema, database, pipeline } = engine;
  const keys = new Set(Object.values(tables).flatMap((rows) => rows.map((row) => row['id'] ?? row['code'])));
  const compiler = {
    model,
    schema,
    dialect: dialect === 'sqlite' ? sqlite : postgresql,
    cursors: namingCodec(keys),
    offsetMinutes: 480,
    wideDigits: 6,
  };
  const options = {
    compiler,
    schema,
    database,
    pipeline,
    limits: unlimited,
    read: documents(schema, unlimited),
    onError: (error: unknown): void => void errors.push(error),
  };
  return { engine, options: options as unknown as ExecuteOptions, errors };
}

const dataOf = (text: string): string => text.replace(/,"extensions":\{"cost":\d+\}\}$/, '}');
const run = async ({ options }: Way, query: string, variables: object, principal: Principal): Promise<string> =>
  dataOf((await executeRequest(options, { query, variables: variables as Record<string, unknown>, principal })).text);

/** The cursors that the operation's variables stand for, asked from the same page without cursor. */
export async function withCursors(way: Way, operation: Operation, principal: Principal): Promise<object> {
  const variables: Record<string, unknown> = { ...operation.variables };
  for (const { variable, root, where, orderBy, pick } of operation.cursors) {
    const args = [where && `where: ${where}`, orderBy && `orderBy: ${orderBy}`, 'first: 100'].filter(Boolean).join(', ');
    const query = documentOf({ ...operation, fragments: [] }, `page: ${root}(${args}) { edges { cursor } }`);
    const answer = JSON.parse(await run(way, query, operation.variables, principal)) as {
      data?: { page: { edges: readonly { cursor: string }[] } };
    };
    const edges = answer.data?.page.edges ?? [];
    variables[variable] = edges.length === 0 ? null : edges[pick % edges.length]?.cursor;
  }
  return variables;
}

export const compiled = (way: Way, operation: Operation, variables: object, principal: Principal): Promise<string> =>
  run(way, documentOf(operation), variables, principal);

/** The same, sent through graphql-js over the planned tree by a root that is not planned. */
export async function mixed(way: Way, operation: Operation, variables: object, principal: Principal): Promise<string> {
  const text = await run(way, documentOf(operation, operation.body, ' probe'), variables, principal);
  return text.replace(/,?"probe":"p"\}\}$/, '}}');
}

export async function resolved(schema: GraphQLSchema, operation: Operation, variables: object, principal: Principal): Promise<string> {
  const result = await execute({
    schema,
    document: parse(documentOf(operation)),
    variableValues: variables as Record<string, unknown>,
    contextValue: { principal },
  });
  return JSON.stringify(result.errors === undefined ? { data: result.data } : { errors: result.errors, data: result.data });
}
