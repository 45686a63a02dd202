// How does a peer on Fastify log a request? Once it is answered, in one line.

import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { logRequest } from './surroundings';

export function logAnswered(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onResponse', async (request, reply) => {
    const { operationName = null } = (request.body ?? {}) as { operationName?: string };
    logRequest(log, operationName, performance.now() - reply.elapsedTime, reply.statusCode);
  });
}
