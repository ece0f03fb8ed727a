import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import BetterSqlite3 from 'better-sqlite3';
import { Pool } from 'pg';
import { type CaseName, handwrittenSql } from '../cases.ts';
import { announce } from './announce.ts';
import { writeEnterprise } from './command-rows.ts';
import { rowsOf } from './rows.ts';

/**
 * The bar: SQL written by hand with its JSON built by the database, behind bare node:http.
 * It checks the same kind of key and carries the same scope condition; it validates nothing and knows no GraphQL.
 */
const [url = '', token = ''] = process.argv.slice(2);
const keys = new Map([[createHash('sha256').update(token).digest('hex'), { from: '43', to: '44' }]]);
const read = url.startsWith('postgres') ? overPostgresql(url) : overSqlite(url);
const rows = rowsOf(url);
const write = async (input: { readonly name: string; readonly key: string }): Promise<string> =>
  JSON.stringify(await writeEnterprise(rows, url.startsWith('postgres'), input));

const server = createServer(async (request, response) => {
  const key = keys.get(
    createHash('sha256')
      .update((request.headers.authorization ?? '').slice('Bearer '.length))
      .digest('hex'),
  );
  if (key === undefined) return void response.writeHead(401).end();
  const { name, variables } = JSON.parse(await bodyOf(request)) as {
    name: CaseName;
    variables: { id?: string; name: string; key: string };
  };
  const data =
    name === 'command'
      ? await write(variables)
      : await read(name, [key.from, key.to, ...(variables.id === undefined ? [] : [variables.id])]);
  response.writeHead(200, { 'content-type': 'application/json' }).end(`{"data":${data}}`);
});
announce(server);

function overSqlite(path: string): (name: CaseName, params: readonly string[]) => string {
  const database = new BetterSqlite3(path.replace('file:', ''), { readonly: true });
  database.pragma('cache_size = -65536');
  database.pragma('mmap_size = 1073741824');
  const prepared = new Map(Object.entries(handwrittenSql.sqlite).map(([name, text]) => [name, database.prepare(text).raw(true)]));
  // The driver takes numbered parameters by their names.
  const named = (params: readonly string[]): object => Object.fromEntries(params.map((value, at) => [at + 1, value]));
  return (name, params) => ((prepared.get(name)?.get(named(params)) as [string] | undefined) ?? ['null'])[0];
}
function overPostgresql(connectionString: string): (name: CaseName, params: readonly string[]) => Promise<string> {
  const pool = new Pool({ connectionString, max: 8 });
  return async (name, values) => {
    // as: an array row mode is one of the driver's many overloads
    const { rows } = (await pool.query({
      name,
      text: handwrittenSql.postgresql[name] ?? '',
      values: [...values],
      rowMode: 'array',
    } as never)) as unknown as { rows: unknown[] };
    return (rows[0] as [string] | undefined)?.[0] ?? 'null';
  };
}
function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}
