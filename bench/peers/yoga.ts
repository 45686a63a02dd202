// How fast is GraphQL Yoga? On node:http, as its documentation sets it up.

import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { mustBeSignedIn, type PeerContext, resolversFor, TYPE_DEFS } from './graphql-api';
import { openSqliteBackend } from './sqlite-backend';
import { logRequest, readSurroundings } from './surroundings';

const { config, log } = readSurroundings();
const backend = openSqliteBackend(config);
const yoga = createYoga<object, PeerContext>({
  schema: createSchema<PeerContext>({ typeDefs: TYPE_DEFS, resolvers: resolversFor(backend) }),
  context: ({ request }) => mustBeSignedIn(backend, request.headers.get('authorization') ?? undefined),
  logging: false,
  graphiql: false,
});

createServer((request, response) => {
  const startedAt = performance.now();
  response.on('finish', () => logRequest(log, null, startedAt, response.statusCode));
  yoga(request, response);
}).listen(config.port, config.host);
