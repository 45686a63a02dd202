// What does an operation begin with? Its root fields, fragments followed; and whether it may be asked without signing in.

import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** The root fields in order, by their real names. A fragment counts once, as it does when it is executed. */
export function rootFieldsOf(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const visited = new Set<string>();
  const fields: string[] = [];
  const collect = (selectionSet: SelectionSetNode): void => {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection.name.value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragmentOf(document, selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      }
    }
  };
  collect(operation.selectionSet);
  return fields;
}

const fragmentOf = (document: DocumentNode, name: string) =>
  document.definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  ) as { selectionSet: SelectionSetNode } | undefined;

export interface OpenDoors {
  /** Mutations that nobody needs to be signed in for: `login` and the like. */
  readonly openOperations: readonly string[];
  /** Whether the schema may be read without signing in. */
  readonly introspectionIsOpen: boolean;
}

const INTROSPECTION = ['__schema', '__type', '__typename'];

/** True only where every root field is open; one other field closes all of it. Directives do not matter: a skipped field counts. */
export function isOpen(document: DocumentNode, operation: OperationDefinitionNode, doors: OpenDoors): boolean {
  const open: Record<string, readonly string[]> = {
    query: doors.introspectionIsOpen ? INTROSPECTION : [],
    mutation: doors.openOperations,
  };
  const fields = rootFieldsOf(document, operation);
  return fields.length > 0 && fields.every((field) => open[operation.operation]?.includes(field));
}
