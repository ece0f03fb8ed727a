import type { SqlValue } from '../contract/sql.ts';
import type { RawRow, Statement } from './database.ts';
import { mergedOf } from './merged-statement.ts';
import { nameOf, query, textOf } from './postgresql-query.ts';
import type { Answer, Asked } from './postgresql-question.ts';
import { sent } from './postgresql-values.ts';
import type { WaitingRead } from './waiting-reads.ts';

/** What is asked as one statement, for one read or for several. */
export interface Unit {
  /** Errors: TypeError for what is no value. */
  asked(): Asked;
  readonly reads: readonly WaitingRead[];
  /** For each of the reads its answer; undefined where it gave no row. */
  answers(answer: Answer): readonly (string | null | undefined)[];
}
interface Known {
  uses: number;
  /** How it is planned is asked when it was used so often. */
  askAt: number;
  merged?: Statement | undefined;
}
/** PostgreSQL plans the first five uses on a connection for their values before it compares. */
const firstAskedAt = 50;

/**
 * Look-ups of one statement, each with values of its own, asked as one: to begin and to end a statement costs PostgreSQL about a third of a
 * look-up. It is done where PostgreSQL itself has found that the values do not change its plan, so that it is the same for one as for many.
 */
export class MergedReads {
  readonly #known = new WeakMap<Statement, Known>();

  /** The reads of a packet as they are asked, and what is learned on the way: it tells how a statement's values are typed. */
  units(reads: readonly WaitingRead[]): readonly Unit[] {
    const units: Unit[] = [];
    for (const [statement, own] of Map.groupBy(reads, (read) => read.statement)) {
      const known = this.#knownOf(statement);
      known.uses += own.length;
      if (own.length > 1 && known.merged !== undefined) {
        units.push(together(known.merged, own));
        continue;
      }
      const single = own.map(alone);
      units.push(...single);
      if (own.length > 1 && known.uses >= known.askAt) units.push(this.#question(known, statement));
    }
    return units;
  }
  /** Whether reads of this statement are asked as one. */
  has(statement: Statement): boolean {
    return this.#known.get(statement)?.merged !== undefined;
  }
  /** Merged it failed: it is asked one by one for a long while, since who fails once may fail again. */
  refused(statement: Statement): void {
    const known = this.#knownOf(statement);
    known.merged = undefined;
    known.askAt = later(known);
  }
  #knownOf(statement: Statement): Known {
    const known = this.#known.get(statement) ?? { uses: 0, askAt: firstAskedAt };
    this.#known.set(statement, known);
    return known;
  }
  /** A question of its own, behind the reads. */
  #question(known: Known, statement: Statement): Unit {
    known.askAt = later(known);
    const answers = ({ rows: [row] }: Answer): readonly [] => {
      if (row?.['generic'] === true) known.merged = mergedOf(statement, row['types'] as readonly string[]);
      return [];
    };
    return { asked: () => query(howItIsPlanned, [nameOf(statement) ?? null]), reads: [], answers };
  }
}
const later = ({ uses }: Known): number => uses * 4;
const howItIsPlanned: Statement = {
  text: 'SELECT generic_plans > 0 AS generic, parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = $1',
};

/** A read by itself. */
export const alone = (read: WaitingRead): Unit => ({
  asked: () => query(read.statement, read.params),
  reads: [read],
  answers: ({ rows }) => [textOf(rows)],
});

function together(merged: Statement, reads: readonly WaitingRead[]): Unit {
  return {
    asked: () => query(merged, [JSON.stringify(reads.map(({ params }, at) => valuesOf(params, at)))]),
    reads,
    answers: ({ rows }) => {
      const answers: (string | null | undefined)[] = reads.map(() => undefined);
      for (const { n, answer } of rows as readonly Row[]) if (answers[n] === undefined) answers[n] = answer;
      return answers;
    },
  };
}
/** Of the merged statement. */
type Row = RawRow & { readonly n: number; readonly answer: string | null };
/** Each as the wire would take it, so that PostgreSQL reads the same text either way. */
function valuesOf(params: readonly SqlValue[], at: number): RawRow {
  const values: Record<string, unknown> = { n: at };
  params.forEach((value, place) => (values[`p${place + 1}`] = sent(value)));
  return values;
}
