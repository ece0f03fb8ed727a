import { DatabaseError, serialize } from 'pg-protocol';
import type { PoolClient, Submittable } from 'pg';
import { passedOver } from './failures.ts';
import type { Wire } from './postgresql-prepared.ts';
import { type Answer, type Asked, type Field, Question } from './postgresql-question.ts';

export type Ask = (asked: Asked) => Promise<Answer>;
/**
 * What is asked in one turn of the loop leaves in one packet and is answered in one: each packet wakes both sides, and each end of a
 * statement that is waited for makes PostgreSQL send what it has. On a busy server that costs more than most statements.
 */
export function inOnePacket(client: PoolClient): Ask {
  let packet: Packet | undefined;
  const leave = (): void => {
    const leaving = packet;
    packet = undefined;
    // as: the connection that it is handed has more than the driver declares
    client.query(leaving as unknown as Submittable);
  };
  return (asked) => {
    if (packet === undefined) {
      packet = new Packet();
      process.nextTick(leave);
    }
    return packet.ask(asked);
  };
}

/**
 * Several statements as one question to the driver, which tells it what comes back, in the order in which they were asked. The first that
 * fails is told why, and PostgreSQL passes over those behind it: they were not run, and may be asked again.
 */
class Packet {
  readonly #questions: Question[] = [];
  #at = 0;

  ask(asked: Asked): Promise<Answer> {
    const question = new Question(asked);
    this.#questions.push(question);
    return question.answered;
  }
  /** How many statements. */
  get size(): number {
    return this.#questions.length;
  }
  get #now(): Question | undefined {
    return this.#questions[this.#at];
  }
  /** What the driver notes as prepared, and strikes out where it fails. */
  get name(): string | undefined {
    return this.#now?.asked.name;
  }
  get text(): string | undefined {
    return this.#now?.asked.text;
  }

  submit(wire: Wire): void {
    const parts = this.#questions.flatMap((question) => question.messages(wire));
    if (wire.stream.writable) wire.stream.write(Buffer.concat([...parts, serialize.sync()]));
  }
  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#now?.describe(fields);
  }
  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.#now?.row(fields);
  }
  handleCommandComplete({ text }: { readonly text: string }): void {
    const ran = this.#now;
    ran?.ran(text);
    // The last one is answered when all is well: where there is no transaction around it, it may still fail.
    if (this.#at === this.#questions.length - 1) return;
    this.#at += 1;
    ran?.answer();
  }
  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }
  /** A COPY has a stream of its own and is not asked here. It took the end of this packet for rows that are to come. */
  handleCopyInResponse({ stream }: Wire): void {
    stream.write(Buffer.concat([serialize.copyFail('a question brings no rows'), serialize.sync()]));
  }
  handleReadyForQuery(): void {
    this.#now?.answer();
  }
  handleError(error: unknown): void {
    const [failed, ...others] = this.#questions.slice(this.#at);
    failed?.failed(error);
    // A connection that broke says nothing of what was run.
    const reason = error instanceof DatabaseError ? passedOver() : error;
    for (const other of others) other.passOver(reason);
  }
}
