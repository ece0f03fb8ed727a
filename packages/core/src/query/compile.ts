import type { FragmentDefinitionNode, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Principal } from '../access/principal.ts';
import { FengsuiError } from '../contract/errors.ts';
import type { Model, TypeModel } from '../contract/model.ts';
import { bind, type Sql, type SqlValue } from '../contract/sql.ts';
import type { CursorCodec } from './cursor-codec.ts';
import type { Dialect } from './dialect/dialect.ts';
import type { Step } from './steps.ts';
import { hasSlot, resolve, type Variables } from './slots.ts';

const conditionsAtMost = 200;

/** What a request brings to a finished plan. */
export interface Bindings {
  readonly variables: Variables;
  readonly principal: Principal;
  readonly cursors: CursorCodec;
}
/** What does not change between operations. */
export interface Compiler {
  readonly model: Model;
  readonly schema: GraphQLSchema;
  readonly dialect: Dialect;
  readonly cursors: CursorCodec;
  /** Minutes east of UTC that days and months are counted in. */
  readonly offsetMinutes: number;
  /** A scope whose code has no more digits than this is most of the deployment. */
  readonly wideDigits: number;
}
/** A permission that the operation needs, with the path of the field that needs it. */
export interface Needed {
  readonly permission: string;
  readonly path: readonly (string | number)[];
  /** It must hold wherever this permission does: the rows that are shown are found by that one. */
  readonly wherever?: string | undefined;
}
/** Something of the variables that shapes the SQL: the page size, the nulls of a cursor, the type of an id. */
export interface Structural {
  readonly id: string;
  readonly read: (variables: Variables) => string;
}

/** The state of compiling one operation: aliases, permissions met, and what the plan's key must hold. */
export class Compilation implements Compiler {
  readonly model: Model;
  readonly schema: GraphQLSchema;
  readonly dialect: Dialect;
  readonly cursors: CursorCodec;
  readonly offsetMinutes: number;
  readonly wideDigits: number;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The variables with slots at their leaves. */
  readonly variables: Variables;
  readonly needed: Map<string, Needed> = new Map();
  readonly structural: Map<string, Structural> = new Map();
  /** What is read where, in the order in which it is written: `explain` prints it. */
  readonly steps: Step[] = [];
  /** Where lists of groups stand in the answer. */
  readonly grouped: (readonly (string | number)[])[] = [];
  readonly pages: ((variables: Variables) => string)[] = [];
  /** Some selected field has a resolver: graphql-js must finish the answer. */
  mixed = false;
  /** Objects that the operation may touch at most: what its cost limit counts. */
  cost = 0;
  /** Some part reads as many rows as there are: an aggregate, a total, a filter that no index answers, SQL that its row does not bound. */
  heavy = false;
  /** How many times the part being written may stand in the answer. */
  weight = 1;
  /** For graphql-js: objects carry their type, so that it can tell what an interface holds. */
  readonly typed: boolean;
  readonly #actual: Variables;
  readonly principal: Principal;
  #aliases = 0;
  #conditions = 0;

  constructor(
    compiler: Compiler,
    fragments: Readonly<Record<string, FragmentDefinitionNode>>,
    variables: Variables,
    actual: Variables,
    principal: Principal,
    typed = false,
  ) {
    this.model = compiler.model;
    this.schema = compiler.schema;
    this.dialect = compiler.dialect;
    this.cursors = compiler.cursors;
    this.offsetMinutes = compiler.offsetMinutes;
    this.wideDigits = compiler.wideDigits;
    this.fragments = fragments;
    this.variables = variables;
    this.#actual = actual;
    this.principal = principal;
    this.typed = typed;
  }

  /** Writes a part that stands `times` over in the answer. */
  repeated<T>(times: number, write: () => T): T {
    const before = this.weight;
    this.weight *= times;
    const written = write();
    this.weight = before;
    return written;
  }

  step(path: Step['path'], reads: string): void {
    this.steps.push({ path, reads });
  }
  alias(): string {
    return `t${this.#aliases++}`;
  }
  objectType(name: string): GraphQLObjectType {
    // as: the planner asks only for types that core itself emitted
    return this.schema.getType(name) as GraphQLObjectType;
  }
  /** `of` is the type whose rows the permission opens more of: it must reach as far as they do. */
  need(permission: string, path: readonly (string | number)[], of?: TypeModel): void {
    const wherever = of === undefined || of.entity.areaColumn === undefined || of.permission === permission ? undefined : of.permission;
    const id = `${permission} ${wherever ?? ''}`;
    if (!this.needed.has(id)) this.needed.set(id, { permission, path, wherever });
  }
  /** A filter is written into the SQL: more conditions than this are refused before a database has to. */
  countCondition(path: readonly (string | number)[]): void {
    this.#conditions += 1;
    if (this.#conditions > conditionsAtMost)
      throw new FengsuiError(
        'LIMIT_EXCEEDED',
        `一次查询最多 ${conditionsAtMost} 个筛选条件；多个值请用 in 列表。`,
        `At most ${conditionsAtMost} conditions in one operation; put many values into an in list.`,
        path,
      );
  }
  /** A parameter: the tree's value in each request, as the database keeps it. */
  bind(tree: unknown, encode: (value: unknown) => SqlValue): Sql {
    if (!hasSlot(tree)) {
      const value = encode(tree);
      return { text: '?', params: [{ kind: 'value', value }] };
    }
    return bind((bindings: Bindings) => encode(resolve(tree, bindings.variables)));
  }
  /** A parameter that holds a whole list. */
  bindList(tree: unknown, encode: (value: unknown) => SqlValue): Sql {
    const read = (value: unknown): SqlValue => this.dialect.listValue((value as readonly unknown[]).map(encode));
    return bind((bindings: Bindings) => read(resolve(tree, bindings.variables)));
  }
  /** Numbers a page, so that its cursors can be tied to its filter when they are encrypted. */
  page(fingerprint: (variables: Variables) => string): number {
    return this.pages.push(fingerprint) - 1;
  }
  /** A value that must be known while the SQL is written; it becomes part of the plan's key. */
  known<T>(tree: unknown, id: string, read: (value: unknown) => T): T {
    if (hasSlot(tree)) {
      const slots = JSON.stringify(tree);
      this.structural.set(`${id}${slots}`, { id: `${id}${slots}`, read: forKey((variables) => read(resolve(tree, variables))) });
    }
    return read(resolve(tree, this.#actual));
  }
  /** The same for what is read of the variables as a whole. */
  knownFrom<T>(id: string, tree: unknown, read: (variables: Variables) => T): T {
    const slots = JSON.stringify(tree);
    this.structural.set(`${id}${slots}`, { id: `${id}${slots}`, read: forKey(read) });
    return read(this.#actual);
  }
}

/** What a value adds to a plan's key. A value that is refused has no plan: compiling tells its caller why. */
const forKey =
  (read: (variables: Variables) => unknown) =>
  (variables: Variables): string => {
    try {
      return JSON.stringify(read(variables)) ?? '';
    } catch {
      return '!';
    }
  };
