// How is the API served? Fastify in front, Apollo Server behind it; this file puts the parts of the folder together.

import Fastify, { type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { GatewayError } from '../domain/errors';
import type { AdmittedRequest, ViewerFrom } from './admit-request';
import { createApollo } from './apollo';
import { systemTimer, type Timer } from './deadline';
import { createErrorFormatter } from './format-error';
import { GracefulStop } from './graceful-stop';
import { GRAPHQL_PATH, serveGraphql } from './graphql-route';
import { answerClientError, answerErrors, answerFrameworkError } from './http-errors';
import { jsonDepth } from './json-depth';
import { CONNECTION_LIMITS, LIMITS, type Limits, STOP_LIMITS, TIME_LIMITS, type TimeLimits, tooLarge } from './limits';
import { createRepeatedOperations } from './repeated-operations';
import { createErrorReporter } from './report-error';
import { logRequests } from './request-log';
import type { RequestContext } from './response-status';
import { allowSandbox, sendSecurityHeaders } from './security-headers';

export interface HttpServerOptions<C extends RequestContext> {
  readonly schema: GraphQLSchema;
  readonly config: { readonly production: boolean; readonly host: string; readonly port: number };
  readonly viewerFrom: ViewerFrom;
  /** Mutations that may be called without signing in. */
  readonly openOperations: readonly string[];
  /** What resolvers get: at least `{ request }`. */
  readonly buildContext: (request: AdmittedRequest) => C | Promise<C>;
  /** Whether the database answers and has all migrations. */
  readonly readiness: () => Promise<boolean>;
  readonly log: Logger;
  readonly newRequestId: () => string;
  readonly newErrorId: () => string;
  readonly timer?: Timer;
  readonly limits?: Limits;
  readonly timeLimits?: TimeLimits;
  /** From the so manyth time on an operation runs without Apollo Server; Infinity: never. */
  readonly repeatedWhenSeen?: number;
}

export interface HttpServer {
  /** Resolves with the server's address, `http://127.0.0.1:4000`, once it takes requests. */
  listen(): Promise<{ url: string }>;
  /** Refuses what comes, lets end what runs, then closes. What is behind the server may be closed after it. */
  close(): Promise<void>;
}

export async function createHttpServer<C extends RequestContext>(options: HttpServerOptions<C>): Promise<HttpServer> {
  const { schema, config, log, timer = systemTimer, limits = LIMITS, timeLimits = TIME_LIMITS } = options;
  const { production } = config;
  const report = createErrorReporter(log, options.newErrorId);
  const formatError = createErrorFormatter(schema, report);
  const apollo = createApollo<C>(schema, production, formatError, report);
  await apollo.start();
  const stop = new GracefulStop(timer, STOP_LIMITS.running);

  const fastify = createFastify(options.newRequestId, limits);
  logRequests(fastify, log);
  sendSecurityHeaders(fastify);
  if (!production) allowSandbox(fastify, GRAPHQL_PATH);
  answerErrors(fastify, report);
  stop.guard(fastify);
  acceptJsonOnly(fastify, limits);
  serveHealth(fastify, options.readiness);
  const { viewerFrom, openOperations, buildContext } = options;
  const doors = { openOperations, introspectionIsOpen: !production };
  const rules = { schema, limits, timeLimits, timer, viewerFrom, ...doors };
  const runRepeated = createRepeatedOperations(schema, options.repeatedWhenSeen);
  serveGraphql(fastify, {
    apollo,
    runRepeated,
    formatError,
    rules,
    buildContext,
    stop,
    servesLandingPage: !production,
  });

  return {
    async listen() {
      const url = await fastify.listen({ host: config.host, port: config.port });
      return { url };
    },
    async close() {
      await stop.begin();
      const cutOff = timer.after(STOP_LIMITS.sending, () => fastify.server.closeAllConnections());
      await fastify.close();
      cutOff.cancel();
      await apollo.stop();
    },
  };
}

function createFastify(newRequestId: () => string, limits: Limits): FastifyInstance {
  return Fastify({
    logger: false,
    bodyLimit: limits.body,
    genReqId: newRequestId,
    requestIdHeader: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    requestTimeout: CONNECTION_LIMITS.request,
    connectionTimeout: CONNECTION_LIMITS.silence,
    keepAliveTimeout: CONNECTION_LIMITS.keepAlive,
    http: { maxHeaderSize: CONNECTION_LIMITS.headerBytes, headersTimeout: CONNECTION_LIMITS.headers },
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFrameworkError,
  });
}

/** No other content type has a parser; Fastify refuses the rest with 415. */
function acceptJsonOnly(fastify: FastifyInstance, limits: Limits): void {
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    const depth = jsonDepth(body);
    if (depth > limits.jsonDepth) done(tooLarge(limits, 'jsonDepth', depth));
    else parseJson(request, body, done);
  });
}

function serveHealth(fastify: FastifyInstance, readiness: () => Promise<boolean>): void {
  fastify.get('/healthz', async () => ({ status: 'alive' }));
  fastify.get('/readyz', async () => {
    if (!(await readiness())) throw new GatewayError('SERVICE_UNAVAILABLE');
    return { status: 'ready' };
  });
}
