import { type ASTNode, Kind, OperationTypeNode, type OperationDefinitionNode, visit } from 'graphql';

/**
 * Whether a variable may shape what is read. A command's own arguments do not: its payload is planned by what is selected of it, so that
 * one plan serves inputs of every form and, in bulk, of every number.
 */
export function shapesPlan(operation: OperationDefinitionNode): (variable: string) => boolean {
  if (operation.operation !== OperationTypeNode.MUTATION) return () => true;
  let hidden = false;
  const used = new Set<string>();
  const read = (node: ASTNode): void =>
    void visit(node, {
      Variable: ({ name }) => void used.add(name.value),
      FragmentSpread: () => {
        hidden = true;
      },
    });
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD) hidden = true;
    else for (const node of [...(selection.directives ?? []), selection.selectionSet]) if (node !== undefined) read(node);
  }
  // What a fragment uses stands elsewhere in the document.
  return (variable) => hidden || used.has(variable);
}
