// What does the log say of a request? One line: who asked for what, how it went and how long it took; never what was sent.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { Secret } from '../domain/secret';
import { recognizeToken } from '../domain/token-prefixes';
import type { AnsweredError } from './format-error';

/** Filled in as the request goes on. */
export interface RequestRecord {
  readonly startedAt: number;
  operationName: string | null;
  operationType: string | null;
  viewerId: string | null;
  /** `ok`, or the codes of the errors that were answered. */
  outcome: string | null;
  errorId: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    record: RequestRecord;
  }
}

/** A name is chosen by the client: GraphQL allows letters, digits and `_` in it, but any length. */
const NAME_LENGTH = 64;

/** Null also for a name that is a token, pasted into the wrong place. */
export const boundedName = (name: string | undefined): string | null =>
  name === undefined || recognizeToken(new Secret(name)) !== null ? null : name.slice(0, NAME_LENGTH);

export function recordErrors(record: RequestRecord, errors: readonly AnsweredError[]): void {
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))];
  record.outcome = codes.join(' ') || 'ok';
  const errorIds = errors.flatMap(({ extensions }) => extensions.errorId ?? []);
  record.errorId = errorIds.join(' ') || null;
}

/** Health checks come every few seconds: they are told at the level `debug`. */
const HEALTH_ROUTES = ['/healthz', '/readyz'];

export function logRequests(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onRequest', async (request) => {
    request.record = {
      startedAt: performance.now(),
      operationName: null,
      operationType: null,
      viewerId: null,
      outcome: null,
      errorId: null,
    };
  });
  fastify.addHook('onResponse', async (request, reply) => {
    const line = lineOf(request, reply.statusCode);
    if (HEALTH_ROUTES.includes(line.route ?? '')) log.debug(line, 'request');
    else log.info(line, 'request');
  });
}

/** The route is the pattern that was served, not the URL: that may hold anything. */
function lineOf(request: FastifyRequest, httpStatus: number) {
  const { startedAt, outcome, errorId, ...asked } = request.record;
  return {
    requestId: request.id,
    method: request.method,
    route: request.is404 ? null : (request.routeOptions.url ?? null),
    ...asked,
    durationMs: Math.round(performance.now() - startedAt),
    // Apollo Server refuses cross-site requests by itself, before anything is recorded.
    outcome: outcome ?? (httpStatus < 400 ? 'ok' : 'BAD_REQUEST'),
    httpStatus,
    ...(errorId && { errorId }),
  };
}
