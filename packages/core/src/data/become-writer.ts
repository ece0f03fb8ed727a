import { shareCodes } from './codes-lock.ts';
import type { Statement } from './database.ts';
import { writerRole } from './ring.ts';

const taking = `set_config('role', '${writerRole}', true), set_config('fengsui.scope', $1, true), ${shareCodes}`;
/** The transaction becomes the role that writes, in this scope, and shares the lock on the codes of areas. */
export const becomeWriter: Statement = { text: `SELECT ${taking}` };

const known = new WeakMap<Statement, Statement>();
/** The same, with a question in one statement: its parameters follow the scope, and its rows say that they were `found`. */
export function withQuestion(question: Statement): Statement {
  const made = known.get(question) ?? {
    // One row where the question finds none: the role is taken all the same.
    text: `SELECT ${taking}, asked.* FROM (SELECT 1) AS one LEFT JOIN (SELECT true AS found, question.* FROM (${question.text.replace(/\$(\d+)/g, (_place, at: string) => `$${Number(at) + 1}`)}) AS question) AS asked ON true`,
  };
  known.set(question, made);
  return made;
}
