import type { Statement } from './database.ts';
import type { WaitingRead } from './waiting-reads.ts';

/** What one packet takes along. */
export interface PacketSize {
  /** Statements; of reads that are asked as one, each counts as half of one. */
  readonly reads: number;
  /** By what each took before: the answer to the last comes after those to all others, where free connections could read meanwhile. */
  readonly milliseconds: number;
}
/** Short reads share a packet, long ones go apart. Each statement's time is learned from its answers, and forgotten with it. */
export class Packets {
  readonly #size: PacketSize;
  readonly #usual = new WeakMap<Statement, number>();
  constructor(size: PacketSize) {
    this.#size = size;
  }
  /** Says of read after read whether it still goes into the packet; the first does in any case. */
  next(isMerged: (statement: Statement) => boolean): (read: WaitingRead) => boolean {
    let [reads, milliseconds] = [0, 0];
    return ({ statement }) => {
      const isFirst = reads === 0;
      reads += isMerged(statement) ? 0.5 : 1;
      milliseconds += this.#usual.get(statement) ?? 0;
      return isFirst || (reads <= this.#size.reads && milliseconds <= this.#size.milliseconds);
    };
  }
  took(statement: Statement, milliseconds: number): void {
    const usual = this.#usual.get(statement) ?? 0;
    this.#usual.set(statement, usual + (milliseconds - usual) * weightOfLast);
  }
}
/** One answer that came late, as the first, for which the statement was planned, says little. */
const weightOfLast = 0.1;
