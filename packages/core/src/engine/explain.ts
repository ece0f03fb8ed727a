import { FengsuiError } from '../contract/errors.ts';
import type { SqlValue } from '../contract/sql.ts';
import type { Database } from '../data/database.ts';
import { printSteps } from '../query/steps.ts';
import { authorize, parameters, planFor } from '../query/plan.ts';
import { coerce } from './coerce.ts';
import { chooseOperation, type Request } from './execute.ts';
import type { ExecuteOptions } from './read-options.ts';

/** What an operation would do, without doing it. */
export interface Explained {
  /** What is read where, as a tree: a line a part, what stands inside another indented below it. */
  readonly plan: readonly string[];
  /** The one statement; none when every field has a resolver. */
  readonly sql: string | undefined;
  readonly parameters: number;
  /** Some field has a resolver: graphql-js finishes the answer over what the statement gives. */
  readonly mixed: boolean;
  /** Objects that it may touch at most: what the cost limit and the caller's bucket count. */
  readonly cost: number;
  /** What its caller must be allowed, with the first field that asks for it. */
  readonly permissions: readonly { readonly permission: string; readonly path: readonly (string | number)[] }[];
  /** The database's own EXPLAIN for these variables, a step a line; asked only when it is called. */
  readonly database: () => Promise<readonly string[]>;
}
type Explaining = Pick<ExecuteOptions, 'compiler' | 'schema' | 'read' | 'database'>;

/** The plan of a query for a caller. Errors: the document's own, BAD_REQUEST for a command or subscription, FORBIDDEN. */
export function explainRequest(options: Explaining, request: Request): Explained {
  const { errors, operations } = options.read(request.query);
  const [first] = errors;
  if (first !== undefined) throw first;
  const planned = chooseOperation(operations, request.operationName);
  if (planned.operation.operation !== 'query')
    throw new FengsuiError(
      'BAD_REQUEST',
      '只能解释查询；命令逐步进行，订阅从日志读取。',
      'Only queries have a plan; commands run step by step and subscriptions read the log.',
    );
  const variables = coerce(options.schema, planned, request.variables);
  const plan = planFor(options.compiler, planned, variables, request.principal);
  authorize(plan, request.principal);
  const { statement, params, mixed, cost, needed, steps } = plan;
  const bindings = { variables, principal: request.principal, cursors: options.compiler.cursors };
  const database = async (): Promise<readonly string[]> =>
    statement === undefined ? [] : databasePlan(options.database, statement.text, parameters(plan, bindings));
  return { plan: printSteps(steps), sql: statement?.text, parameters: params.length, mixed, cost, permissions: needed, database };
}

/** What the database itself says of its way through the tables, a step a line. */
async function databasePlan(database: Database, text: string, values: readonly SqlValue[]): Promise<readonly string[]> {
  if (database.dialect === 'postgresql')
    return (await database.rows({ text: `EXPLAIN (COSTS OFF) ${text}` }, values)).map((row) => String(row['QUERY PLAN']));
  const depths = new Map<unknown, number>([[0, -1]]);
  return (await database.rows({ text: `EXPLAIN QUERY PLAN ${text}` }, values)).map(({ id, parent, detail }) => {
    const depth = (depths.get(parent) ?? -1) + 1;
    depths.set(id, depth);
    return `${'  '.repeat(depth)}${String(detail)}`;
  });
}
