import { serialize } from 'pg-protocol';

/** The connection as the driver hands it to whoever submits messages of their own; it does not declare these. */
export interface Wire {
  readonly stream: { readonly writable: boolean; write(bytes: Uint8Array): unknown };
  /** By name; the driver moves one from the second to the first when PostgreSQL says that it is prepared, and strikes it out when it is not. */
  readonly parsedStatements: Record<string, string | undefined>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
}
/** How the columns of a statement's rows are called and read. */
export type Shape = readonly { readonly name: string; readonly read: (text: string) => unknown }[];

/**
 * As many stay prepared on a connection as an application of many pages has (judged, not measured): what is asked is a stranger's to choose,
 * and each takes memory of PostgreSQL on every connection.
 */
const preparedAtMost = 500;

/** What is prepared on one connection, from the oldest, with the columns that it gives. */
export class Prepared {
  readonly #wire: Wire;
  readonly #shapes = new Map<string, Shape | undefined>();
  constructor(wire: Wire) {
    this.#wire = wire;
  }
  /** What prepares it where it is not; a name that another statement had, or this one before, begins anew. */
  messages(name: string, text: string): readonly Buffer[] {
    const { parsedStatements, submittedNamedStatements } = this.#wire;
    if (parsedStatements[name] !== undefined || submittedNamedStatements[name] !== undefined) return [];
    submittedNamedStatements[name] = text;
    const room = this.#room();
    this.#shapes.set(name, undefined);
    // One of this name may be there still, where the packet that was to close it failed.
    return [...room, serialize.close({ type: 'S', name }), serialize.parse({ name, text })];
  }
  /** Its columns, once they were told. They cannot become others: PostgreSQL refuses a prepared statement whose columns changed, and it begins anew. */
  shapeOf(name: string): Shape | undefined {
    return this.#shapes.get(name);
  }
  told(name: string, shape: Shape): void {
    if (this.#shapes.has(name)) this.#shapes.set(name, shape);
  }
  /** What is prepared is of no use any more. */
  outdated(name: string): void {
    delete this.#wire.parsedStatements[name];
  }
  /** What was to prepare it was sent and not looked at. */
  passedOver(name: string): void {
    delete this.#wire.submittedNamedStatements[name];
  }
  /** The oldest goes, and is prepared again if it is asked again; one that is being prepared just now goes the next time. */
  #room(): readonly Buffer[] {
    const [oldest] = this.#shapes.keys();
    if (this.#shapes.size < preparedAtMost || oldest === undefined || this.#wire.submittedNamedStatements[oldest] !== undefined) return [];
    this.#shapes.delete(oldest);
    delete this.#wire.parsedStatements[oldest];
    return [serialize.close({ type: 'S', name: oldest })];
  }
}

const known = new WeakMap<Wire, Prepared>();
export function preparedOn(wire: Wire): Prepared {
  const prepared = known.get(wire) ?? new Prepared(wire);
  known.set(wire, prepared);
  return prepared;
}
