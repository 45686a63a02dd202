// What does an HTTP request ask in GraphQL? Query, operation name and variables, of the right types, or BAD_REQUEST.

import type { FastifyRequest } from 'fastify';
import { GatewayError } from '../domain/errors';
import { jsonDepth } from './json-depth';
import { type Limits, refuseAbove } from './limits';

export interface GraphqlRequest {
  readonly method: string;
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

const badRequest = (message: string) => new GatewayError('BAD_REQUEST', { message });

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parameters of a GET, each at most once. Read from the URL as Apollo Server reads them, so that both see the same. */
function parametersOf(url: string, limits: Limits): Record<string, unknown> {
  const search = new URL(url, 'http://localhost').searchParams;
  const parameters: Record<string, unknown> = {};
  for (const name of ['query', 'operationName', 'variables', 'extensions']) {
    const [value, ...others] = search.getAll(name);
    if (others.length > 0) throw badRequest(`The parameter ${name} is given more than once.`);
    if (value === undefined) continue;
    parameters[name] = name === 'variables' || name === 'extensions' ? jsonParameter(name, value, limits) : value;
  }
  return parameters;
}

function jsonParameter(name: string, text: string, limits: Limits): unknown {
  refuseAbove(limits, 'jsonDepth', jsonDepth(text));
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`The parameter ${name} is not JSON.`);
  }
}

/** Both methods in one form. `operationName`, `variables` and `extensions` may be null. */
export function readGraphqlRequest(request: FastifyRequest, limits: Limits): GraphqlRequest {
  if (!URL.canParse(`http://${request.hostname}/`)) throw badRequest('The Host header is not a host.');
  const asked = request.method === 'GET' ? parametersOf(request.url, limits) : request.body;
  if (Array.isArray(asked)) throw badRequest('Batches are not served. Send one operation at a time.');
  if (!isRecord(asked)) throw badRequest('The body must be a JSON object with a query.');
  const { query, operationName = null, variables = null, extensions = null } = asked;
  if (operationName !== null && typeof operationName !== 'string') throw badRequest('operationName must be a string.');
  if (variables !== null && !isRecord(variables)) throw badRequest('variables must be an object.');
  if (extensions !== null && !isRecord(extensions)) throw badRequest('extensions must be an object.');
  if (extensions?.persistedQuery) throw badRequest('Persisted queries are not served. Send the query itself.');
  if (typeof query !== 'string' || query === '') throw badRequest('query must be a string that holds a document.');
  return { method: request.method, query, operationName, variables: variables ?? {} };
}
