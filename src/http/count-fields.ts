// How many fields has an operation once its fragments are written out? That is what compiling it costs.

import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** Stops beyond the limit: spreads inside spreads multiply. A fragment that contains itself has no end, so it is beyond, too. */
export function countFields(document: DocumentNode, operation: OperationDefinitionNode, limit: number): number {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  }
  let fields = 0;
  const waiting: SelectionSetNode[] = [operation.selectionSet];
  for (let next = waiting.pop(); next && fields <= limit; next = waiting.pop()) {
    for (const selection of next.selections) {
      fields++; // spreads count too: a chain of them must end
      const inside =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection.selectionSet;
      if (inside) waiting.push(inside);
    }
  }
  return fields;
}
