import type { ASTNode, ASTVisitor, FloatValueNode, IntValueNode, ValidationContext } from 'graphql';
import { bilingualError } from './bilingual-error.ts';

/** What is wrong with a text that a database is to keep or compare, in both languages; nothing for most. */
export function textFault(text: string): readonly [string, string] | undefined {
  if (text.includes('\0')) return ['不能含有 NUL（U+0000）；请去掉。', 'must not hold NUL (U+0000); leave it out.'];
  if (!text.isWellFormed())
    return ['含有不成对的代理码位；请以完整的 Unicode 字符发送。', 'holds a lone surrogate; send whole Unicode characters.'];
  return undefined;
}

/** A validation rule: literals in a document hold no value that no database could. */
export const valuesRule = (context: ValidationContext): ASTVisitor => {
  const refuse = (fault: readonly [string, string] | undefined, node: ASTNode): void => {
    if (fault !== undefined)
      context.reportError(bilingualError('BAD_USER_INPUT', `值${fault[0]}`, `The value ${fault[1]}`, { nodes: node }));
  };
  const number = (node: FloatValueNode | IntValueNode): void =>
    refuse(Number.isFinite(Number(node.value)) ? undefined : ['应为有限数值。', 'is not a finite number.'], node);
  return {
    StringValue: (node) => refuse(textFault(node.value), node),
    FloatValue: number,
    IntValue: number,
    ObjectField: (node) =>
      refuse(node.name.value === '__proto__' ? ['不能含有键 __proto__。', 'must not hold the key __proto__.'] : undefined, node),
  };
};
