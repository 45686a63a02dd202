// How long does an Apollo Server take to start that serves nothing? One field, set up as its documentation begins.

import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const server = new ApolloServer({
  typeDefs: 'type Query { hello: String }',
  resolvers: { Query: { hello: () => 'world' } },
});

void startStandaloneServer(server, { listen: { port: Number(process.env.PORT), host: process.env.HOST } });
