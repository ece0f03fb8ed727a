import { isAreaCode, subtree, type Principal } from '../access/principal.ts';
import { isZoneCode } from '../rules/zone-code.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { EventFilter } from '../events/event-log.ts';
import { eventScope } from '../events/event-scope.ts';
import type { ChangesArgs, ChangesPage } from '../graphql/context.ts';
import type { ExecuteOptions } from './read-options.ts';

/** What a caller may see of the log and asked for. Errors: BAD_USER_INPUT for what is no area code. */
export function filterOf(options: Pick<ExecuteOptions, 'compiler'>, { types, area }: ChangesArgs, principal: Principal): EventFilter {
  if (area !== null && area !== undefined && !isAreaCode(area) && !isZoneCode(area))
    throw new FengsuiError(
      'BAD_USER_INPUT',
      `“${area}”不是区划编码；应为 2、4、6、9、12 或 15 位数字，或功能区编码（如 430102Z001）。`,
      `"${area}" is no area code; give 2, 4, 6, 9, 12 or 15 digits, or a zone such as 430102Z001.`,
    );
  return {
    types: types ?? undefined,
    area: area === null || area === undefined ? undefined : subtree(area),
    scope: eventScope(options.compiler.model, principal),
  };
}

/** A page of the log: as many as asked for, in the order of commit. Errors: LIMIT_EXCEEDED, CURSOR_INVALID, CURSOR_EXPIRED. */
export async function changesPage(options: ExecuteOptions, args: ChangesArgs, principal: Principal): Promise<ChangesPage> {
  const first = args.first ?? 20;
  if (first < 1 || first > 100)
    throw new FengsuiError('LIMIT_EXCEEDED', `first 应为 1–100，实为 ${first}。`, `first is 1 to 100, not ${first}.`);
  const { log } = options.events;
  const filter = filterOf(options, args, principal);
  const from = args.after === null || args.after === undefined ? await log.horizon() : await log.positionOf(args.after);
  const found = await log.read(from, first + 1, filter);
  const nodes = found.slice(0, first).map((event) => ({ event, cursor: log.cursorOf(event.position) }));
  return { nodes, hasNextPage: found.length > first, endCursor: nodes.at(-1)?.cursor ?? log.cursorOf(from) };
}
