// What runs without Apollo Server, and how? Operations that come again: queries as compiled code, by graphql-jit, where that
// answers like graphql-js; mutations by graphql-js. What graphql-jit does otherwise was measured, version 0.8.9:
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
  execute,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  validate,
  visit,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { countFields } from './count-fields';

/** Compiling takes about 50 µs a field. */
const MOST_FIELDS = 300;

/** What a client asks once, it may never ask again. */
const WHEN_SEEN_AGAIN = 2;

export interface OperationToRun {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Answer = Promise<ExecutionResult> | ExecutionResult;

/** The answer before its errors are told; null for what is left to Apollo Server. */
export type RunRepeated = (asked: OperationToRun, context: unknown) => Answer | null;

type Executor = (context: unknown, variables: OperationToRun['variables']) => Answer;

/** How often an operation was asked for, until its executor is made, or it is found to be left to Apollo Server. */
type Entry = { readonly seen: number } | { readonly executor: Executor | null };

/** `repeatedWhenSeen`: from the so manyth time on. Validation is ours to do: Apollo Server does not see what runs here. */
export function createRepeatedOperations(schema: GraphQLSchema, repeatedWhenSeen = WHEN_SEEN_AGAIN): RunRepeated {
  const entries = new WeakMap<OperationDefinitionNode, Entry>();

  function executorFor({ document, operation }: OperationToRun): Executor | null {
    const entry = entries.get(operation) ?? { seen: 0 };
    if ('executor' in entry) return entry.executor;
    const seen = entry.seen + 1;
    const executor = seen < repeatedWhenSeen ? null : makeExecutor(schema, document, operation);
    entries.set(operation, seen < repeatedWhenSeen ? { seen } : { executor });
    return executor;
  }

  return (asked, context) => {
    const executor = executorFor(asked);
    if (executor === null || !areGood(schema, asked)) return null;
    return executor(context, asked.variables);
  };
}

function makeExecutor(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Executor | null {
  const isServed =
    countFields(document, operation, MOST_FIELDS) <= MOST_FIELDS && validate(schema, document).length === 0;
  if (!isServed) return null;
  const operationName = operation.name?.value;
  if (operation.operation === 'mutation') {
    return (contextValue, variableValues) => execute({ schema, document, operationName, contextValue, variableValues });
  }
  if (operation.operation !== 'query' || holdsWhatDiffers(document)) return null;
  const compiled = compileQuery(schema, document, operationName ?? '');
  return isCompiledQuery(compiled) ? (context, variables) => compiled.query(undefined, context, variables) : null;
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

function areGood(schema: GraphQLSchema, { operation, variables }: OperationToRun): boolean {
  const { variableDefinitions = [] } = operation;
  if (variableDefinitions.length === 0) return true;
  return getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 }).errors === undefined;
}
