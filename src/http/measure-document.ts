// How large is a document? Depth, aliases, root fields, directives and complexity, in time that grows with its text alone.

import { type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';
import { BoundedMemory } from '../bounded-memory';
import type { LimitName } from './limits';
import { type Extent, ExtentMeasure, larger, NOTHING } from './measure-extent';
import { rootFieldsOf } from './root-fields';

/** Every measure has the name of its limit. */
export const MEASURED_LIMITS = [
  'depth',
  'aliases',
  'rootFields',
  'directives',
  'sameName',
  'complexity',
  'introspectionDepth',
  'introspectionComplexity',
] as const satisfies readonly LimitName[];

export type DocumentSize = Readonly<Record<(typeof MEASURED_LIMITS)[number], number>>;

/** What was measured of a document, by the page sizes that were given with it. */
const known = new WeakMap<DocumentNode, BoundedMemory<DocumentSize>>();
const REMEMBERED_OF_A_DOCUMENT = 20;
const LONGEST_KEY = 200;

/** {@link measureDocument}, once for a document and its page sizes: the same come again and again. */
export function sizeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): DocumentSize {
  const key = pageSizesIn(variables);
  if (key.length > LONGEST_KEY) return measureDocument(schema, document, variables);
  const sizes = known.get(document) ?? new BoundedMemory<DocumentSize>(REMEMBERED_OF_A_DOCUMENT);
  const remembered = sizes.recall(key);
  if (remembered !== undefined) return remembered;
  const size = measureDocument(schema, document, variables);
  sizes.keep(key, size);
  known.set(document, sizes);
  return size;
}

/** Of the variables only numbers count, and which are given at all; what else they hold (a pasted token) is not kept. */
const pageSizesIn = (variables: Readonly<Record<string, unknown>>): string =>
  Object.entries(variables)
    .map(([name, value]) => (typeof value === 'number' ? `${name}=${value}` : name))
    .join();

/** Measures all operations and fragments, used or not: validation walks all of them. Unknown names count as plain fields. */
export function measureDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): DocumentSize {
  const measure = new ExtentMeasure(schema, document, variables);
  let extent: Extent = NOTHING;
  let rootFields = 0;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      extent = larger(extent, measure.operation(definition));
      rootFields = Math.max(rootFields, rootFieldsOf(document, definition).length);
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) extent = larger(extent, measure.fragment(definition));
  }
  return { ...extent, rootFields, ...countMarks(document) };
}

function countMarks(document: DocumentNode): Pick<DocumentSize, 'aliases' | 'directives' | 'sameName'> {
  const marks = { aliases: 0, directives: 0, sameName: 0 };
  const byName = new Map<string, number>();
  visit(document, {
    Field: ({ alias, name }) => {
      if (alias) marks.aliases++;
      const { value } = alias ?? name;
      const count = (byName.get(value) ?? 0) + 1;
      byName.set(value, count);
      marks.sameName = Math.max(marks.sameName, count);
    },
    Directive: () => {
      marks.directives++;
    },
  });
  return marks;
}
