import type { Answer } from '@fengsui/core';
import type { Reply } from './exchange.ts';

type Json = 'application/json' | 'application/graphql-response+json';
const statusOf: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  METHOD_NOT_ALLOWED: 405,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/** `application/json` keeps 200 for whatever GraphQL answered, as its older clients expect; the newer type says what happened. */
function statusFor(answer: Answer, type: Json): number {
  if (answer.executed) return 200;
  const status = statusOf[answer.code ?? ''] ?? 400;
  // A command by GET is refused as such in either type: GraphQL over HTTP says so.
  if (status === 405) return status;
  return type === 'application/json' && status < 500 ? 200 : status;
}
export const answerReply = (answer: Answer, type: Json): Reply => ({
  status: statusFor(answer, type),
  type: `${type}; charset=utf-8`,
  text: answer.text,
  ...headersOf(answer),
});
function headersOf({ executed, code }: Answer): Pick<Reply, 'headers'> {
  if (code === 'METHOD_NOT_ALLOWED') return { headers: { allow: 'POST' } };
  return !executed && code === 'UNAVAILABLE' ? { headers: { 'retry-after': '1' } } : {};
}
