// How is an operation answered that runs without Apollo Server? As that would answer it: status, headers and errors alike.

import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { FormatError } from './format-error';
import type { RunRepeated } from './repeated-operations';
import type { RequestRecord } from './request-log';
import { headFor } from './response-status';

/** The answer on its way; null where Apollo Server is to give it. */
export type AnswerRepeated = (request: FastifyRequest, reply: FastifyReply) => Promise<string> | null;

export function createRepeatedAnswers(run: RunRepeated, formatError: FormatError): AnswerRepeated {
  return (request, reply) => {
    const context = request.resolverContext;
    // No page of another origin can send JSON by POST unasked; all else is left to Apollo Server's CSRF prevention.
    if (!context || request.method !== 'POST' || !takesJson(request.headers.accept)) return null;
    const { document, operation, asked, record } = context.request;
    const result = document && operation && run({ document, operation, variables: asked.variables }, context);
    return result && send(result, record, request, reply);
  };

  async function send(
    result: Promise<ExecutionResult> | ExecutionResult,
    record: RequestRecord,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string> {
    const { data, errors } = await result;
    const told = { ...(errors && { errors: errors.map(tell) }), data };
    const { status, headers } = headFor(told, record, request.headers.accept);
    reply.code(status).headers(headers);
    return JSON.stringify(told);
  }

  function tell(error: GraphQLError): GraphQLError {
    const { message, locations, path, originalError } = error;
    // graphql-jit's errors have no `extensions` where what was thrown has none; those of graphql-js always have.
    const usual = new GraphQLError(message, { path, originalError });
    return formatError({ message, locations, path, extensions: usual.extensions }, usual) as unknown as GraphQLError;
  }
}

const takesJson = (accept = '*/*') => /\*\/\*|application\/\*|application\/(graphql-response\+)?json/.test(accept);
