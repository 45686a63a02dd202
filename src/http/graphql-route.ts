// What happens to a request for /graphql? It is read, admitted, given a context, executed, by Apollo Server or without it, and
// answered before its deadline.

import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../domain/errors';
import { type AdmissionRules, type AdmittedRequest, createAdmission } from './admit-request';
import { createRepeatedAnswers } from './answer-repeated';
import { beforeDeadline } from './deadline';
import type { FormatError } from './format-error';
import type { GracefulStop } from './graceful-stop';
import { readGraphqlRequest } from './read-request';
import type { RunRepeated } from './repeated-operations';
import type { RequestContext } from './response-status';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined until an operation is admitted. */
    resolverContext?: RequestContext;
  }
}

export const GRAPHQL_PATH = '/graphql';

export interface GraphqlRoute<C extends RequestContext> {
  readonly apollo: ApolloServer<C>;
  readonly runRepeated: RunRepeated;
  readonly formatError: FormatError;
  readonly rules: AdmissionRules;
  readonly buildContext: (request: AdmittedRequest) => C | Promise<C>;
  readonly stop: GracefulStop;
  /** Whether a browser that opens the path is shown Apollo Sandbox. */
  readonly servesLandingPage: boolean;
}

export function serveGraphql<C extends RequestContext>(fastify: FastifyInstance, route: GraphqlRoute<C>): void {
  const admit = createAdmission(route.rules);
  const execute = executor(fastify, route.apollo);
  const answerRepeated = createRepeatedAnswers(route.runRepeated, route.formatError);
  fastify.route({
    method: ['GET', 'POST'],
    url: GRAPHQL_PATH,
    async preHandler(request) {
      if (route.servesLandingPage && isBrowser(request)) return;
      const { id, record, headers } = request;
      const asked = readGraphqlRequest(request, route.rules.limits);
      const admitted = await admit(asked, { id, record, authorization: headers.authorization });
      request.resolverContext = await contextFor(admitted, route.buildContext);
    },
    handler: (request, reply) => {
      const answer = answerRepeated(request, reply) ?? execute(request, reply);
      return answerInTime(request, route.stop.track(answer));
    },
  });
}

const isBrowser = ({ method, headers }: FastifyRequest) => method === 'GET' && headers.accept?.includes('text/html');

async function contextFor<C>(
  admitted: AdmittedRequest,
  build: (request: AdmittedRequest) => C | Promise<C>,
): Promise<C> {
  try {
    return await build(admitted);
  } catch (error) {
    admitted.deadline.cancel();
    throw error;
  }
}

type Execute = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

function executor<C extends RequestContext>(fastify: FastifyInstance, apollo: ApolloServer<C>): Execute {
  const handler = fastifyApolloHandler(apollo, {
    context: async ({ resolverContext }) => {
      if (!resolverContext) throw new GatewayError('BAD_REQUEST');
      return resolverContext as C;
    },
  });
  return async (request, reply) => handler.call(fastify, request, reply as Parameters<typeof handler>[1]);
}

/** The landing page has no deadline. */
async function answerInTime(request: FastifyRequest, answer: Promise<unknown>): Promise<unknown> {
  const deadline = request.resolverContext?.request.deadline;
  if (!deadline) return answer;
  try {
    return await beforeDeadline(deadline, answer);
  } finally {
    deadline.cancel();
  }
}
