// How large is a document? Depth, aliases, root fields, directives and complexity, in time that grows with its text alone.

import { type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';
import type { LimitName } from './limits';
import { type Extent, ExtentMeasure, larger, NOTHING } from './measure-extent';
import { rootFieldsOf } from './root-fields';

/** Every measure has the name of its limit. */
export type DocumentSize = Readonly<
  Record<Exclude<LimitName, 'body' | 'jsonDepth' | 'documentCharacters' | 'documentTokens' | 'openFields'>, number>
>;

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

function countMarks(document: DocumentNode): { aliases: number; directives: number } {
  const marks = { aliases: 0, directives: 0 };
  visit(document, {
    Field: (field) => {
      if (field.alias) marks.aliases++;
    },
    Directive: () => {
      marks.directives++;
    },
  });
  return marks;
}
