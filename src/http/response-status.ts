// Which HTTP status and content type has a GraphQL answer? The specification "GraphQL over HTTP" and the table of errors, in one place.

import type { ApolloServerPlugin } from '@apollo/server';
import type { ExecutionResult } from 'graphql';
import { ERRORS, GatewayError } from '../domain/errors';
import type { AdmittedRequest } from './admit-request';
import type { AnsweredError } from './format-error';
import { type RequestRecord, recordErrors } from './request-log';

/** What every resolver context has: the request it serves. */
export interface RequestContext {
  readonly request: AdmittedRequest;
}

const GRAPHQL_RESPONSE = 'application/graphql-response+json';

/** GraphQL's own media type for who asks for it, JSON for everybody else, whatever else they say they accept. */
export const contentTypeFor = (accept: string | undefined): string =>
  `${accept?.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : 'application/json'}; charset=utf-8`;

/** Errors that come before execution, told in the body alone to clients of plain JSON: old clients take 400 for a broken server. */
const BEFORE_EXECUTION = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT'];

/** Data in the answer: 200. One kind of error and nothing else: that error's status. */
export function statusOf({ data, errors = [] }: ExecutionResult, contentType: string): number {
  if (Object.values(data ?? {}).some((value) => value !== null)) return 200;
  const [code, ...otherCodes] = new Set(errors.map((error) => (error as unknown as AnsweredError).extensions.code));
  if (code === undefined || otherCodes.length > 0) return 200;
  if (data !== undefined || !BEFORE_EXECUTION.includes(code)) return ERRORS[code].httpStatus;
  return contentType.startsWith(GRAPHQL_RESPONSE) ? 400 : 200;
}

/** How an answer is sent. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Status and headers of an answer whose errors are told already; what is told is recorded for the log. */
export function headFor(result: ExecutionResult, record: RequestRecord, accept: string | undefined): ResponseHead {
  const errors = (result.errors ?? []) as unknown as AnsweredError[];
  recordErrors(record, errors);
  const contentType = contentTypeFor(accept);
  const wait = errors.find(({ extensions }) => extensions.retryAfterSeconds)?.extensions.retryAfterSeconds;
  return {
    status: statusOf(result, contentType),
    headers: { 'content-type': contentType, ...(wait !== undefined && { 'retry-after': String(wait) }) },
  };
}

/** Sets status and headers of what Apollo Server answers. */
export const responseStatusPlugin: ApolloServerPlugin<RequestContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, source, request, contextValue }) {
        refuseUnadmitted(contextValue.request, operation !== undefined, source, request.operationName);
      },
      async willSendResponse({ request, response: { body, http }, contextValue }) {
        if (body.kind !== 'single') return;
        const accept = request.http?.headers.get('accept');
        const head = headFor(body.singleResult as ExecutionResult, contextValue.request.record, accept);
        http.status = head.status;
        for (const [name, value] of Object.entries(head.headers)) http.headers.set(name, value);
      },
    };
  },
};

/** What runs must be what was admitted. Both are read from the same request; should they ever differ, nothing runs. */
function refuseUnadmitted(
  { asked, operation }: AdmittedRequest,
  isAboutToRun: boolean,
  source: string,
  operationName: string | undefined,
): void {
  const isSame = source === asked.query && (operationName ?? null) === asked.operationName;
  if (isAboutToRun && !(isSame && operation)) throw new GatewayError('UNAUTHENTICATED');
}
