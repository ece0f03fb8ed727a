import { type FieldNode, getArgumentValues, type GraphQLObjectType } from 'graphql';
import type { RootField } from '../contract/define.ts';
import type { OutputType } from '../contract/types.ts';
import { collect } from './collect.ts';
import type { Compilation } from './compile.ts';
import { impactOf } from './impact.ts';
import { figuresIn } from './list-entries.ts';
import { Slot } from './slots.ts';
import type { Path, RenderObject } from './source.ts';

/** The variable that geometries made by a resolver are read from; no GraphQL variable can have this name. */
export const geometriesVariable = '$geometries';

/**
 * What a resolver will give is not planned here, but what the caller selects of it is known: its permissions are asked for
 * before anything runs, like those of planned fields. The SQL that is written along the way is thrown away.
 */
export function needOfOutput(
  compilation: Compilation,
  output: OutputType,
  nodes: readonly FieldNode[],
  path: Path,
  render: RenderObject,
): void {
  const [type] = (Array.isArray(output) ? output : [output]) as readonly OutputType[];
  if (typeof type !== 'object' || !('part' in type)) return;
  if (type.part === 'entity') {
    const target = compilation.model.types.get(type.name);
    if (target === undefined) return;
    compilation.need(target.permission, path);
    render(compilation, { alias: compilation.alias(), type: target }, nodes, path);
    return;
  }
  const fields = type.part === 'object' ? compilation.model.objects.get(type.name)?.fields : undefined;
  if (fields === undefined) return;
  for (const [key, own] of collect(compilation, compilation.objectType(type.name), nodes)) {
    const field = fields[(own[0] as FieldNode).name.value];
    if (field?.impactOf !== undefined) impactOf(compilation, own, { geometry: new Slot([geometriesVariable, 0]) }, [...path, key], render);
    else if (field !== undefined) needOfOutput(compilation, field.type, own, [...path, key], render);
  }
}

/**
 * What a calculator counts for: it computes where others are answered, and for anybody. With each figure of a list in its input there is one more;
 * a plume with ten isopleths takes some ten milliseconds.
 */
const calculation = 10;

/** The same for a root that is not planned, and for the calculators under `calculate`. */
export function needOfRoot(
  compilation: Compilation,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
  path: Path,
  render: RenderObject,
): void {
  const { value: name } = (nodes[0] as FieldNode).name;
  const definition = parent.getFields()[name];
  const root = definition?.extensions['root'] as RootField | undefined;
  if (root !== undefined && definition !== undefined) {
    if (root.under === 'calculate') {
      const { input } = getArgumentValues(definition, nodes[0] as FieldNode, compilation.variables);
      compilation.cost += calculation + compilation.known(input, path.join('.'), figuresIn);
    }
    compilation.need(root.permission, path);
    needOfOutput(compilation, root.type, nodes, path, render);
  } else if (definition?.extensions['stateless'] === true) {
    const calculate = compilation.objectType('Calculate');
    for (const [key, own] of collect(compilation, calculate, nodes)) needOfRoot(compilation, calculate, own, [...path, key], render);
  }
}
