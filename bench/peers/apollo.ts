// How fast is plain Apollo Server? Executing with graphql-js, on Fastify as the gateway is.

import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify from 'fastify';
import { mustBeSignedIn, type PeerContext, resolversFor, TYPE_DEFS } from './graphql-api';
import { logAnswered } from './log-fastify';
import { openSqliteBackend } from './sqlite-backend';
import { readSurroundings } from './surroundings';

const { config, log } = readSurroundings();
const backend = openSqliteBackend(config);

async function start(): Promise<void> {
  const apollo = new ApolloServer<PeerContext>({ typeDefs: TYPE_DEFS, resolvers: resolversFor(backend) });
  await apollo.start();
  const fastify = Fastify({ logger: false });
  logAnswered(fastify, log);
  fastify.post(
    '/graphql',
    fastifyApolloHandler(apollo, {
      context: async (request) => mustBeSignedIn(backend, request.headers.authorization),
    }),
  );
  await fastify.listen({ host: config.host, port: config.port });
}

start().catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
