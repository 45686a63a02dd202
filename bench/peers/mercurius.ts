// How fast is Mercurius? On Fastify, compiling a query when it comes a second time.

import Fastify from 'fastify';
import mercurius, { type IResolvers } from 'mercurius';
import { mustBeSignedIn, resolversFor, TYPE_DEFS } from './graphql-api';
import { logAnswered } from './log-fastify';
import { openSqliteBackend } from './sqlite-backend';
import { readSurroundings } from './surroundings';

const { config, log } = readSurroundings();
const backend = openSqliteBackend(config);
const fastify = Fastify({ logger: false });
logAnswered(fastify, log);
fastify.register(mercurius, {
  schema: TYPE_DEFS,
  resolvers: resolversFor(backend) as unknown as IResolvers,
  context: (request) => mustBeSignedIn(backend, request.headers.authorization),
  jit: 1,
});
fastify.listen({ host: config.host, port: config.port });
