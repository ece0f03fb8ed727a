import SchemaBuilder from '@pothos/core';

/** Pothos, without its typed authoring: core emits from data, and the data was typed where it was declared. */
export type Builder = PothosSchemaTypes.SchemaBuilder<PothosSchemaTypes.ExtendDefaultTypes<Record<never, never>>>;
export const newBuilder = (): Builder => new SchemaBuilder({});

/** A type by its name; Pothos knows it as a ref or a string, which to the typed face are the same. */
export type TypeName = string;
export interface FieldConfig {
  readonly type: TypeName | readonly [TypeName];
  /** Of a list, its items may be nullable apart. */
  readonly nullable?: boolean | { readonly list: boolean; readonly items: boolean };
  readonly description: string;
  readonly args?: Readonly<Record<string, ArgConfig>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly deprecationReason?: string | undefined;
  readonly resolve?: (source: never, args: never, context: never, info: never) => unknown;
}
export interface ArgConfig {
  readonly type: TypeName | readonly [TypeName];
  readonly required?: boolean;
  readonly description?: string | undefined;
  readonly defaultValue?: unknown;
}

/** Everything that is emitted, by name: a name used twice is found here and not in the printed schema. */
export class Emission {
  readonly builder: Builder;
  readonly #refs = new Map<string, unknown>();
  constructor() {
    this.builder = newBuilder();
    this.builder.queryType({ description: '查询。Queries.' });
  }
  has(name: string): boolean {
    return this.#refs.has(name);
  }
  ref(name: TypeName | readonly [TypeName]): unknown {
    if (typeof name !== 'string') return [this.ref(name[0])];
    return this.#refs.get(name) ?? name;
  }
  remember(name: string, ref: unknown): void {
    if (this.#refs.has(name)) throw new Error(`The GraphQL type ${name} is emitted twice; rename one of its declarations`);
    this.#refs.set(name, ref);
  }
  /** Makes the name known before its fields are, since types refer to each other. */
  declareObject(name: string): void {
    this.remember(name, this.builder.objectRef(name));
  }
  implementObject(
    name: string,
    description: string,
    fields: Readonly<Record<string, FieldConfig>>,
    interfaces: readonly string[] = [],
  ): void {
    const ref = this.#refs.get(name) as { implement(options: unknown): void };
    ref.implement({
      description,
      interfaces: interfaces.map((each) => this.ref(each)),
      isTypeOf: interfaces.length > 0 ? (source: { readonly $type?: string }) => source.$type === name : undefined,
      fields: (t: { field(options: unknown): unknown }) => this.#fields(t, fields),
    });
  }
  interface(name: string, description: string, fields: Readonly<Record<string, FieldConfig>>): void {
    const ref = this.builder.interfaceRef(name) as { implement(options: unknown): void };
    this.remember(name, ref);
    ref.implement({ description, fields: (t: { field(options: unknown): unknown }) => this.#fields(t, fields, false) });
  }
  union(name: string, description: string, types: readonly string[], resolveType: (source: never) => string): void {
    const options = { description, types: types.map((each) => this.ref(each)), resolveType };
    this.remember(name, this.builder.unionType(name, options as never));
  }
  object(name: string, description: string, fields: Readonly<Record<string, FieldConfig>>): void {
    this.declareObject(name);
    this.implementObject(name, description, fields);
  }
  query(fields: Readonly<Record<string, FieldConfig>>): void {
    this.builder.queryFields(((t: { field(options: unknown): unknown }) => this.#fields(t, fields)) as never);
  }
  mutation(fields: Readonly<Record<string, FieldConfig>>): void {
    this.builder.mutationFields(((t: { field(options: unknown): unknown }) => this.#fields(t, fields)) as never);
  }
  subscription(fields: Readonly<Record<string, FieldConfig>>): void {
    this.builder.subscriptionType({ description: '订阅，以 text/event-stream 送达。Subscriptions, sent as text/event-stream.' });
    this.builder.subscriptionFields(((t: { field(options: unknown): unknown }) => this.#fields(t, fields)) as never);
  }
  input(name: string, description: string, fields: Readonly<Record<string, ArgConfig>>): void {
    const ref = this.builder.inputRef(name);
    this.remember(name, ref);
    ref.implement({
      description,
      fields: (t: { field(options: unknown): unknown }) =>
        Object.fromEntries(Object.entries(fields).map(([field, config]) => [field, t.field(this.#arg(config))])),
    });
  }
  enum(
    name: string,
    description: string,
    values: Readonly<Record<string, { readonly value: string; readonly description?: string }>>,
  ): void {
    this.remember(name, this.builder.enumType(name as never, { description, values } as never));
  }
  #fields(
    t: { field(options: unknown): unknown },
    fields: Readonly<Record<string, FieldConfig>>,
    resolved = true,
  ): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(fields).map(([name, { type, nullable = false, args, ...rest }]) => [
        name,
        t.field({
          ...rest,
          type: this.ref(type),
          nullable,
          args: args === undefined ? undefined : (this.#args(args) as never),
          ...(resolved ? { resolve: rest.resolve ?? fromSource } : {}),
        }),
      ]),
    );
  }
  #args(args: Readonly<Record<string, ArgConfig>>): Record<string, unknown> {
    const builder = this.builder as unknown as {
      args(define: (t: { field(options: unknown): unknown }) => unknown): Record<string, unknown>;
    };
    return builder.args((t) => Object.fromEntries(Object.entries(args).map(([name, config]) => [name, t.field(this.#arg(config))])));
  }
  #arg({ type, required = false, description, defaultValue }: ArgConfig): object {
    const list = typeof type === 'string' ? {} : { list: true };
    return {
      type: this.ref(type),
      required: 'list' in list ? { list: required, items: true } : required,
      description,
      ...(defaultValue === undefined ? {} : { defaultValue }),
    };
  }
}
/** In a mixed answer a planned field's value stands under its response key, as the database put it there. */
const fromSource = (
  source: Readonly<Record<string | symbol, unknown>>,
  _args: unknown,
  _context: unknown,
  info: { readonly fieldName: string; readonly path: { readonly key: string } },
): unknown => (source[byField] === true ? source[info.fieldName] : source[info.path.key]);

/** Marks an object that code made under the names of its fields, where others of its type come from the database under their response keys. */
const byField = Symbol('by field');
export const namedByField = <T extends object>(source: T): T => ({ ...source, [byField]: true });
