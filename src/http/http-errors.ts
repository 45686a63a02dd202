// How does an error outside GraphQL look? Like every other: `{"errors":[{"message","extensions":{"code"}}]}`, also where Fastify or Node refuse.

import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../domain/errors';
import { answerOf } from './format-error';
import { LIMITS, tooLarge } from './limits';
import type { ReportError } from './report-error';
import { recordErrors } from './request-log';
import { contentTypeFor } from './response-status';
import { setSecurityHeaders } from './security-headers';

/** Everything that is served, with its methods; the rest of methods gets 405, the rest of paths 404. */
export const SERVED: Readonly<Record<string, readonly string[]>> = {
  '/graphql': ['GET', 'POST'],
  '/healthz': ['GET'],
  '/readyz': ['GET'],
};

/** By Fastify's code. */
const FASTIFY_REFUSALS: Readonly<Record<string, () => GatewayError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => tooLarge(LIMITS, 'body', Infinity, 413),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new GatewayError('BAD_REQUEST', { message: 'The body is not valid JSON.' }),
  FST_ERR_CTP_EMPTY_JSON_BODY: () =>
    new GatewayError('BAD_REQUEST', { message: 'The body is empty. Send a JSON object with a query.' }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new GatewayError('UNSUPPORTED_MEDIA_TYPE'),
};

/** What Node refuses before there is a request, by its code. Everything else it refuses is a malformed request. */
const NODE_REFUSALS: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};

export function answerErrors(fastify: FastifyInstance, report: ReportError): void {
  fastify.setErrorHandler((error, request, reply) => {
    const known = error instanceof GatewayError ? error : (fastifyRefusal(error) ?? report(error));
    return sendError(known, request, reply);
  });
  fastify.setNotFoundHandler(() => {});
  // Before a body is read: an unknown path is unknown whatever is sent to it.
  fastify.addHook('onRequest', async (request) => {
    if (request.is404) throw notServed(request);
  });
}

/** Fastify's own refusals say 4xx; their messages may hold input. */
function fastifyRefusal(error: unknown): GatewayError | null {
  const { code = '', statusCode = 500 } = error as { code?: string; statusCode?: number };
  const refusal = FASTIFY_REFUSALS[code]?.();
  return refusal ?? (statusCode >= 400 && statusCode < 500 ? new GatewayError('BAD_REQUEST') : null);
}

function notServed({ url }: FastifyRequest): GatewayError {
  if (pathOf(url) in SERVED) return new GatewayError('METHOD_NOT_ALLOWED');
  return new GatewayError('NOT_FOUND', { message: 'Nothing is served here. The API is at /graphql.', httpStatus: 404 });
}

const pathOf = (url: string) => url.split('?', 1)[0] ?? '';

/** The one way out for errors that Apollo Server does not answer. */
function sendError(error: GatewayError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answered = answerOf(error);
  recordErrors(request.record, [answered]);
  const allowed = SERVED[pathOf(request.url)];
  if (error.code === 'METHOD_NOT_ALLOWED' && allowed) reply.header('allow', allowed.join(', '));
  if (error.details.retryAfterSeconds) reply.header('retry-after', error.details.retryAfterSeconds);
  return reply
    .code(error.httpStatus)
    .type(contentTypeFor(request.headers.accept))
    .send(JSON.stringify({ errors: [answered] }));
}

/** A URL that cannot be decoded. Fastify runs no hooks for it: there is no record, and no line in the log. */
export function answerFrameworkError(_error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  setSecurityHeaders(reply);
  const answered = answerOf(new GatewayError('BAD_REQUEST'));
  reply
    .code(400)
    .type(contentTypeFor(undefined))
    .send(JSON.stringify({ errors: [answered] }));
}

/** Node's parser gives up: the answer is written by hand, and the connection ends. */
export function answerClientError(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, message] = NODE_REFUSALS[error.code ?? ''] ?? [400, 'This is not a well-formed HTTP request.'];
  const body = JSON.stringify({ errors: [answerOf(new GatewayError('BAD_REQUEST', { message }))] });
  socket.end(
    [
      `HTTP/1.1 ${status} Refused`,
      'content-type: application/json; charset=utf-8',
      'x-content-type-options: nosniff',
      'connection: close',
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}
