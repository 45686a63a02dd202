// Which queries run as compiled code, and how? Those that come again, where graphql-jit answers like graphql-js; Apollo Server
// serves all others. What it does otherwise than graphql-js was measured, version 0.8.9:
//
//   compiling a document with many spreads blocks for seconds        only documents of few fields are compiled
//   mutations go on after one that failed                            only queries are
//   it runs operation B where A was compiled, by the same document   compiled by document and operation
//   defaults inside literals of input objects are lost               documents with such literals are not compiled
//   its messages about variables are others                          graphql-js coerces first, and what it refuses is Apollo's
//   an asynchronous resolveType ends the process                     ours are none: types are told by their classes

import {
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  validate,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { countFields } from './count-fields';

/** Compiling takes about 50 µs a field. */
const MOST_FIELDS = 300;

/** What a client asks once, it may never ask again. */
const WHEN_SEEN_AGAIN = 2;

export interface QueryToRun {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The answer of a compiled query, before its errors are told; null for what is to be executed by Apollo Server. */
export type RunCompiled = (query: QueryToRun, context: unknown) => Promise<ExecutionResult> | ExecutionResult | null;

/** How often an operation was asked for, until it is compiled or found to be none that is. */
type Entry = { readonly seen: number } | { readonly compiled: CompiledQuery | null };

/** `compiledWhenSeen`: from the so manyth time on. Validation is ours to do: Apollo Server does not see what is compiled. */
export function createCompiledQueries(schema: GraphQLSchema, compiledWhenSeen = WHEN_SEEN_AGAIN): RunCompiled {
  const entries = new WeakMap<OperationDefinitionNode, Entry>();

  function compiledFor({ document, operation }: QueryToRun): CompiledQuery | null {
    const entry = entries.get(operation) ?? { seen: 0 };
    if ('compiled' in entry) return entry.compiled;
    const seen = entry.seen + 1;
    const compiled = seen < compiledWhenSeen ? null : compile(schema, document, operation);
    entries.set(operation, seen < compiledWhenSeen ? { seen } : { compiled });
    return compiled;
  }

  return (query, context) => {
    const compiled = compiledFor(query);
    if (compiled === null || !areGood(schema, query)) return null;
    return compiled.query(undefined, context, query.variables);
  };
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledQuery | null {
  const isServed =
    operation.operation === 'query' &&
    countFields(document, operation, MOST_FIELDS) <= MOST_FIELDS &&
    !holdsWhatDiffers(document) &&
    validate(schema, document).length === 0;
  if (!isServed) return null;
  const compiled = compileQuery(schema, document, operation.name?.value ?? '');
  return isCompiledQuery(compiled) ? compiled : null;
}

/** Introspection, and literals of input objects. */
function holdsWhatDiffers(document: DocumentNode): boolean {
  let differs = false;
  visit(document, {
    Field: ({ name }) => {
      if (name.value.startsWith('__') && name.value !== '__typename') differs = true;
    },
    [Kind.OBJECT]: () => {
      differs = true;
    },
  });
  return differs;
}

function areGood(schema: GraphQLSchema, { operation, variables }: QueryToRun): boolean {
  const { variableDefinitions = [] } = operation;
  if (variableDefinitions.length === 0) return true;
  return getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 }).errors === undefined;
}
