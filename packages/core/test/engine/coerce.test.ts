import fc from 'fast-check';
import { buildSchema, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { coerce } from '../../src/engine/coerce.ts';

const schema = buildSchema(
  'scalar Json type Query { a(id: ID, text: String, yes: Boolean, n: Int, x: Float, list: [ID!], any: Json): Int }',
);
const types = ['ID', 'ID!', 'String', 'String!', 'Boolean', 'Boolean!', 'Int', 'Int!', 'Float', '[ID!]', 'Int = 3', 'String! = "x"'];
const operationOf = (declared: readonly string[]): OperationDefinitionNode =>
  // as: the text holds one operation and nothing else
  parse(`query Q(${declared.map((type, at) => `$v${at}: ${type}`).join(', ')}) { a }`).definitions[0] as OperationDefinitionNode;
const values = fc.oneof(
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
);

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
            else expect(coerce(schema, { operation } as never, variables)).toEqual(expected.coerced);
          }
          if (expected.coerced === undefined) refused += 1;
          else read += 1;
        },
      ),
      { numRuns: 2_000 },
    );
    expect(Math.min(read, refused)).toBeGreaterThan(200);
  });
});
