import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Config } from '../config/config.ts';
import type { Exchange, Reply } from './exchange.ts';
import { negotiate } from './negotiate.ts';
import { noSuchPath } from './refusal.ts';
import type { Handler } from './routes.ts';

const welcome = `# 烽燧 · Fengsui
# 在下方 Headers 中填写密钥 put your key under Headers: { "Authorization": "Bearer fsk_…" }
{
  areas(first: 5) { nodes { code name level } }
}
`;
// The page is one file with its scripts inside and talks to this server alone.
const policy =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; style-src 'unsafe-inline'; img-src data: 'self'; font-src data:; worker-src blob:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The page to try queries on, bundled: it needs no internet. Made at the first look, since it weighs 9 MB before compression. */
export function graphiqlPage(): (exchange: Exchange) => Promise<Reply> {
  let page: Promise<Readonly<{ plain: Buffer; zipped: Buffer }>> | undefined;
  return async ({ request }) => {
    page ??= render();
    const { plain, zipped } = await page;
    const zips = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    return {
      status: 200,
      type: 'text/html; charset=utf-8',
      text: zips ? zipped : plain,
      headers: { 'content-security-policy': policy, vary: 'accept-encoding', ...(zips ? { 'content-encoding': 'gzip' } : {}) },
    };
  };
}
/** Whether there is a page to try queries on: unless it is told, everywhere but in production. */
export const hasPage = ({ graphiql, production }: Pick<Config, 'graphiql' | 'production'>): boolean => graphiql ?? !production;
/** `/`: whoever opens the bare address in a browser is shown to the page. Errors: Refusal 404 for any other caller. */
export const home =
  (config: Config): Handler =>
  ({ request }) => {
    if (!hasPage(config) || negotiate(request.headers.accept) !== 'text/html') throw noSuchPath();
    return { status: 302, type: 'text/plain; charset=utf-8', text: '/graphql', headers: { location: '/graphql' } };
  };
async function render(): Promise<Readonly<{ plain: Buffer; zipped: Buffer }>> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: '烽燧 Fengsui',
    defaultQuery: welcome,
    // Empty: with a blank key the schema itself would be refused, and a stranger may read that.
    headers: '{}',
    subscriptionsProtocol: 'SSE',
    disableTabs: false,
  });
  const plain = Buffer.from(html);
  return { plain, zipped: await promisify(gzip)(plain, { level: 6 }) };
}
