import type { FieldNode } from 'graphql';
import { collect } from './collect.ts';
import type { Compilation } from './compile.ts';
import type { Entry, Json } from './dialect/dialect.ts';

export type Constant = string | number | boolean | null | readonly string[];
/** Objects whose fields are known without a database: what plugins contribute, told to those who build on it. */
export function listed(
  compilation: Compilation,
  typeName: string,
  items: readonly Readonly<Record<string, Constant>>[],
  nodes: readonly FieldNode[],
): Json {
  const { dialect } = compilation;
  const fields = [...collect(compilation, compilation.objectType(typeName), nodes)];
  const json = (value: Constant): Json =>
    typeof value === 'object' && value !== null ? dialect.list(value.map((each) => dialect.constant(each))) : dialect.constant(value);
  return dialect.list(
    items.map((item) =>
      dialect.object(
        fields.map(([key, own]): Entry => {
          const { value: name } = (own[0] as FieldNode).name;
          return [key, name === '__typename' ? dialect.constant(typeName) : json(item[name] ?? null)];
        }),
      ),
    ),
  );
}

/** `metrics` and `planActions`: what observers may report, and what the caller may have a plan do. */
export function contributedOf(compilation: Compilation, of: 'metrics' | 'planActions', nodes: readonly FieldNode[]): Json {
  const { model, principal } = compilation;
  compilation.need('authenticated', [of]);
  if (of === 'metrics')
    return listed(
      compilation,
      'Metric',
      [...model.metrics.values()].map(({ value: { id, title, unit, range, summary }, plugin }) => ({
        id,
        title,
        unit,
        plugin,
        min: range.min,
        max: range.max,
        summary: summary.toUpperCase(),
      })),
      nodes,
    );
  return listed(
    compilation,
    'PlanAction',
    [...model.planActions.values()]
      .filter(({ value: { command } }) => principal.has(command.permission))
      .map(({ value: { id, title, command }, plugin }) => ({ id, title, plugin, command: command.name, permission: command.permission })),
    nodes,
  );
}
