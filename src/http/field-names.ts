// Which fields does a document speak of? For use cases that read less when something is not asked for.

import { type DocumentNode, visit } from 'graphql';

const known = new WeakMap<DocumentNode, ReadonlySet<string>>();

/** The names of all fields in all operations and fragments, used or not: never too few. */
export function fieldNamesOf(document: DocumentNode): ReadonlySet<string> {
  const remembered = known.get(document);
  if (remembered) return remembered;
  const names = new Set<string>();
  visit(document, { Field: ({ name }) => void names.add(name.value) });
  known.set(document, names);
  return names;
}
