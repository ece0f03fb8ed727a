import { principal, type Principal } from '../../access/principal.ts';
import type { FieldModel, TypeModel } from '../../contract/model.ts';
import type { Engine } from '../../engine/create-engine.ts';
import { sees, type MatrixRow, type MatrixRows } from '../scope-rows.ts';
import { idOf } from './names.ts';

/** What a connection answers, as far as it is compared. */
export interface Page {
  readonly totalCount: number;
  readonly nodes: readonly Readonly<Record<string, unknown>>[];
}
type Data = Readonly<Record<string, unknown>>;

/** The caller that asks now, what it should see by a rule of its own, and what was found otherwise. */
export class MatrixRun {
  asked = 0;
  readonly leaks: string[] = [];
  readonly engine: Engine;
  readonly #rows: MatrixRows;
  #name = '';
  who: Principal = principal('anonymous', 'anonymous', []);
  constructor(engine: Engine, rows: MatrixRows) {
    this.engine = engine;
    this.#rows = rows;
  }
  /** From now on this caller asks. */
  caller(name: string, who: Principal): void {
    this.#name = name;
    this.who = who;
  }
  uncovered(): readonly string[] {
    const roots = Object.values(this.engine.schema.getQueryType()?.getFields() ?? {});
    return roots.filter(({ extensions }) => extensions['fengsui'] === undefined).map(({ name }) => name);
  }

  /** All rows of the type, seen or not. */
  of(type: TypeModel): readonly MatrixRow[] {
    return this.#rows.get(type.entity.name) ?? [];
  }
  #areas(type: TypeModel): readonly string[] {
    const scope = this.who.scope(type.permission);
    return scope === 'everywhere' ? [''] : scope.map(({ code }) => code);
  }
  sees(type: TypeModel, row: MatrixRow): boolean {
    return this.who.has(type.permission) && sees(this.#areas(type), row);
  }
  /** Ids of the rows that the caller sees, and that `only` takes. */
  visible(type: TypeModel, only: (row: MatrixRow) => boolean = () => true): readonly string[] {
    return this.of(type)
      .filter((row) => only(row) && this.sees(type, row))
      .map((row) => idOf(type, row));
  }
  /** A stricter permission must reach as far as the rows that the caller sees. */
  #reaches(permission: string, type: TypeModel): boolean {
    if (!this.who.has(permission)) return false;
    const [own, outer] = [this.#areas(type), this.who.scope(permission)];
    if (type.entity.areaColumn === undefined || outer === 'everywhere') return true;
    return own.every((area) => outer.some(({ code, zone }) => (zone || area.includes('Z') ? area === code : area.startsWith(code))));
  }
  /** Whether the caller may select the field. */
  allowed(type: TypeModel, { permission, field }: FieldModel): boolean {
    const target =
      field.kind === 'link'
        ? field.target.name
        : field.kind === 'inverse' || field.kind === 'aggregate'
          ? field.entity.name
          : field.kind === 'relation'
            ? type.entity.columns.get(field.property)?.target
            : undefined;
    const other = target === undefined ? undefined : this.engine.model.typeOfEntity.get(target);
    if (field.kind === 'custom' || (other !== undefined && !this.who.has(other.permission))) return false;
    return other?.permission === permission ? this.who.has(permission) : this.#reaches(permission, type);
  }
  /** Whether the caller may filter, sort and group by the property. */
  filterable(type: TypeModel, property: string): boolean {
    const own = [...type.fields.values()].find(
      ({ field }) => (field.kind === 'column' || field.kind === 'relation') && field.property === property,
    );
    return own === undefined || this.#reaches(own.permission, type);
  }

  /** The answer as it would be sent. */
  async text(query: string): Promise<{ readonly text: string; readonly code: string | undefined }> {
    this.asked += 1;
    const { text, code } = await this.engine.execute({ query, principal: this.who, requestId: 'matrix' });
    return { text, code };
  }
  /** The data of an operation that must succeed, or when it is not allowed, must be refused whole. */
  async data(query: string, allowed = true): Promise<Data> {
    const { text, code } = await this.text(query);
    if (!allowed) {
      this.check(code === 'FORBIDDEN' && !text.includes('"data"'), query, 'FORBIDDEN', text);
      return {};
    }
    const { data, errors } = JSON.parse(text) as { readonly data?: Data; readonly errors?: unknown };
    this.check(errors === undefined, query, 'no error', text);
    return data ?? {};
  }
  same(type: TypeModel, query: string, page: Page | undefined): void {
    this.equal(
      query,
      this.visible(type),
      (page?.nodes ?? []).map(({ id }) => String(id)),
      page?.totalCount,
    );
  }
  equal(query: string, expected: readonly string[], got: readonly string[], count: number = got.length): void {
    this.check(JSON.stringify([...expected].sort()) === JSON.stringify([...got].sort()) && count === expected.length, query, expected, [
      count,
      ...got,
    ]);
  }
  check(holds: boolean, query: string, expected: unknown, got: unknown): void {
    if (!holds) this.leaks.push(`${this.#name}: ${query}\n  expected ${JSON.stringify(expected)}\n  got ${JSON.stringify(got)}`);
  }
}
