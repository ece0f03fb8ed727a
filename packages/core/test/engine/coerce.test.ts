import fc from 'fast-check';
import { buildSchema, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { coerce } from '../../src/engine/coerce.ts';

const schema = buildSchema(
  `scalar Json
  enum Colour { RED YELLOW }
  input Filter { not: Filter and: [Filter!] id: ID colour: Colour = RED many: [[Int!]] any: Json must: Choice }
  input Choice { text: String! n: Int! = 5 x: Float }
  input Either @oneOf { id: ID n: Int }
  type Query { a(filter: Filter, either: Either): Int }`,
);
const types = [
  'ID',
  'ID!',
  'String',
  'String!',
  'Boolean',
  'Boolean!',
  'Int',
  'Int!',
  'Float',
  '[ID!]',
  'Int = 3',
  'String! = "x"',
  'Colour',
  '[Colour]',
  'Json',
  'Filter',
  'Filter!',
  '[Choice!]',
  'Either',
];
const operationOf = (declared: readonly string[]): OperationDefinitionNode =>
  // as: the text holds one operation and nothing else
  parse(`query Q(${declared.map((type, at) => `$v${at}: ${type}`).join(', ')}) { a }`).definitions[0] as OperationDefinitionNode;
const plain = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    -(2 ** 31) - 1,
    '',
    '7',
    [],
    ['a'],
    {},
  ),
  fc.string({ unit: fc.constantFrom('a', '1', ' ', '烽', '"') }),
  fc.integer(),
  fc.constantFrom('RED', 'BLUE'),
);
const members = ['not', 'and', 'id', 'colour', 'many', 'any', 'must', 'text', 'n', 'x', 'else'];
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, plain, fc.array(tie('value'), { maxLength: 2 }), tie('choice'), tie('filter'), tie('object')),
  object: fc.dictionary(fc.constantFrom(...members), tie('value'), { maxKeys: 3 }),
  choice: fc.record(
    { text: fc.constantFrom('', '烽'), n: fc.option(fc.integer()), x: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { requiredKeys: ['text'] },
  ),
  filter: fc.record(
    {
      not: tie('filter'),
      and: fc.array(tie('filter'), { maxLength: 2 }),
      colour: fc.constantFrom('RED', 'YELLOW', null),
      must: tie('choice'),
    },
    { requiredKeys: [] },
  ),
}));

describe('variables', () => {
  it('are read as graphql-js reads them, whatever their types and values', () => {
    let [read, refused] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 3 }),
        fc.array(fc.option(values, { nil: 'left out' }), { minLength: 3, maxLength: 3 }),
        (declared, given) => {
          const operation = operationOf(declared);
          const variables = Object.fromEntries(given.flatMap((value, at) => (value === 'left out' ? [] : [[`v${at}`, value]])));
          const expected = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
          // Twice: what was learnt of the operation the first time must not change the second.
          for (const _time of [1, 2]) {
            if (expected.coerced === undefined) expect(() => coerce(schema, { operation } as never, variables)).toThrow(/变量|variable/i);
            else {
              const own = coerce(schema, { operation } as never, variables);
              expect(own).toStrictEqual(expected.coerced);
              expect(JSON.stringify(own)).toBe(JSON.stringify(expected.coerced));
            }
          }
          if (expected.coerced === undefined) refused += 1;
          else read += 1;
        },
      ),
      { numRuns: 4_000 },
    );
    expect(Math.min(read, refused)).toBeGreaterThan(200);
    // Four thousand cases take seconds, and on a machine that is busy with others many.
  }, 60_000);
});
