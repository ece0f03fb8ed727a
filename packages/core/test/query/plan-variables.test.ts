import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../src/query/slots.ts';

const schema = buildSchema(`
  input Choice { id: ID, open: Boolean }
  type Row { id: ID, parts(first: Int, where: Choice): [Row] }
  type Query { row(id: ID, open: Boolean): Row }
  type Mutation { keep(inputs: [Choice!]): Row }
`);
/** The keys of the shapes that one operation has with these variables, one after another. */
const keys = (text: string, ...variables: readonly object[]): readonly string[] => {
  // as: each text begins with its operation
  const operation = parse(text).definitions[0] as OperationDefinitionNode;
  return variables.map((each) => shapeOf(schema, operation, each as never).key);
};
const different = (found: readonly string[]): number => new Set(found).size;

describe('the shape of a plan', () => {
  const one = { inputs: [{ id: 'a' }] };
  const many = { inputs: [{ id: 'a', open: true }, { open: false }] };

  it('does not hold what a command is given: one plan serves inputs of every form and number', () => {
    expect(different(keys('mutation ($inputs: [Choice!]) { keep(inputs: $inputs) { id } }', one, many, {}))).toBe(1);
  });

  it('holds what is selected of its payload depends on, in arguments and in directives', () => {
    const inArguments = 'mutation ($inputs: [Choice!], $where: Choice) { keep(inputs: $inputs) { parts(where: $where) { id } } }';
    expect(different(keys(inArguments, { ...one, where: { id: 'a' } }, { ...many, where: { open: true } }))).toBe(2);
    const inDirectives = 'mutation ($inputs: [Choice!], $open: Boolean!) { keep(inputs: $inputs) { id @include(if: $open) } }';
    expect(different(keys(inDirectives, { ...one, open: true }, { ...one, open: false }))).toBe(2);
    const atTheRoot = 'mutation ($inputs: [Choice!], $open: Boolean!) { keep(inputs: $inputs) @skip(if: $open) { id } }';
    expect(different(keys(atTheRoot, { ...one, open: true }, { ...one, open: false }))).toBe(2);
  });

  it('holds all variables where a fragment stands, which may use any of them', () => {
    const text =
      'mutation ($inputs: [Choice!], $open: Boolean!) { keep(inputs: $inputs) { ...f } } fragment f on Row { id @skip(if: $open) }';
    expect(different(keys(text, { ...one, open: true }, { ...one, open: false }))).toBe(2);
  });

  it('of a query holds truths and what is missing, and not the values of ids', () => {
    const text = 'query ($id: ID, $open: Boolean) { row(id: $id, open: $open) { id } }';
    expect(different(keys(text, { id: 'a', open: true }, { id: 'b', open: true }))).toBe(1);
    expect(different(keys(text, { id: 'a', open: true }, { id: 'a', open: false }, { id: 'a' }, { id: null, open: true }))).toBe(4);
    const plain = 'query ($id: ID!) { row(id: $id) { id } }';
    expect(different(keys(plain, { id: 'a' }, { id: 'b' }))).toBe(1);
    expect(different(keys('query ($id: ID) { row(id: $id) { id } }', { id: 'a' }, { id: null }, {}))).toBe(3);
  });
});
