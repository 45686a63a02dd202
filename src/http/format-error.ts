// What of an error reaches a client? Only what this file lets through: our own errors, graphql-js's retold, and an error id for the rest.

import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { ERRORS, type ErrorCode, GatewayError } from '../domain/errors';
import { type Explanation, GraphqlErrorExplainer } from './explain-graphql-error';
import type { ReportError } from './report-error';

/** What stands under `errors` in an answer. */
export interface AnsweredError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: ErrorCode };
}

/** Lists what may leave, so that a detail added later does not leave by itself. */
export function answerOf({ message, code, details }: GatewayError): AnsweredError {
  const { reason, fields, retryAfterSeconds, limit, errorId } = details;
  const told = Object.entries({ code, reason, fields, retryAfterSeconds, limit, errorId });
  return {
    message,
    extensions: Object.fromEntries(told.filter(([, value]) => value !== undefined)) as AnsweredError['extensions'],
  };
}

/** Apollo Server's `formatError`: `error` is what was thrown, `formatted` what Apollo made of it. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError & AnsweredError;

export function createErrorFormatter(schema: GraphQLSchema, report: ReportError): FormatError {
  const explainer = new GraphqlErrorExplainer(schema);
  return (formatted, error) => {
    const known = ownError(error) ?? graphqlError(explainer, formatted, error) ?? report(error);
    const { locations, path } = formatted;
    return { ...answerOf(known), ...(locations && { locations }), ...(path && { path }) };
  };
}

/** The error and what it wraps, outermost first. */
function* chain(error: unknown): Generator<unknown> {
  let current = error;
  for (let depth = 0; current && depth < 5; depth++) {
    yield current;
    current = current instanceof GraphQLError ? current.originalError : undefined;
  }
}

function ownError(error: unknown): GatewayError | null {
  for (const link of chain(error)) if (link instanceof GatewayError) return link;
  return null;
}

// ── what graphql-js and Apollo Server refuse themselves ──────────────────────────────────────────

type Explain = (explainer: GraphqlErrorExplainer, error: GraphQLError) => Explanation;

const fixed =
  (code: ErrorCode): Explain =>
  () => ({ message: ERRORS[code].message });

/** By Apollo Server's code. Its `BAD_REQUEST` messages are fixed texts about the form of a request. */
const EXPLANATIONS: Readonly<Record<string, readonly [ErrorCode, Explain]>> = {
  GRAPHQL_PARSE_FAILED: ['GRAPHQL_PARSE_FAILED', (explainer, error) => explainer.parsing(error)],
  GRAPHQL_VALIDATION_FAILED: ['GRAPHQL_VALIDATION_FAILED', (explainer, error) => explainer.validation(error)],
  BAD_USER_INPUT: ['BAD_USER_INPUT', (explainer, error) => explainer.coercion(error)],
  OPERATION_RESOLUTION_FAILURE: ['OPERATION_RESOLUTION_FAILURE', fixed('OPERATION_RESOLUTION_FAILURE')],
  BAD_REQUEST: ['BAD_REQUEST', (_, { message }) => ({ message: message.trim() })],
};

/** Only errors without a path: what a resolver throws has one, whatever code it claims. */
function graphqlError(
  explainer: GraphqlErrorExplainer,
  { extensions }: GraphQLFormattedError,
  error: unknown,
): GatewayError | null {
  if (!(error instanceof GraphQLError) || error.path) return null;
  // graphql-js gives up after fifty coercion errors, with an error that Apollo Server knows no code for.
  const code = error.message.startsWith('Too many errors processing variables') ? 'BAD_USER_INPUT' : extensions?.code;
  const row = EXPLANATIONS[String(code)];
  return row ? new GatewayError(row[0], row[1](explainer, error)) : null;
}
