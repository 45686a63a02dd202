// What do the GraphQL peers serve? The part of the gateway's schema that is measured, and its resolvers, written by hand.

import { GraphQLScalarType } from 'graphql';
import { GIT_PROVIDER_KINDS } from '../../src/domain/git-provider';
import { GIT_TOKEN_STATUSES } from '../../src/domain/token-status';
import type { SetTokenInput } from './set-token';
import type { PeerViewer } from './sign-in';
import type { Backend } from './sqlite-backend';

export interface PeerContext {
  readonly viewer: PeerViewer;
}

export const TYPE_DEFS = `
  scalar DateTime
  enum GitProviderKind { ${GIT_PROVIDER_KINDS.join(' ')} }
  enum GitTokenStatus { ${GIT_TOKEN_STATUSES.join(' ')} }

  type Query { viewer: Viewer! runtime(id: ID!): Runtime }
  type Mutation { setGitUserToken(input: SetGitUserTokenInput!): SetGitUserTokenPayload }

  type Viewer { runtimes(first: Int): RuntimeConnection! }
  type RuntimeConnection { edges: [RuntimeEdge!]! pageInfo: PageInfo! }
  type RuntimeEdge { node: Runtime! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }

  type Runtime {
    id: ID! name: String! gitProvider: GitProviderKind!
    runtimeTokenStatus: GitTokenStatus! userTokenStatus: GitTokenStatus!
    runtimeToken: GitToken userToken: GitToken
  }
  type GitToken { status: GitTokenStatus! hint: String! expiresAt: DateTime verdict: TokenVerdict! }
  type TokenVerdict { outcome: String! reason: String! grantedScopes: [String!] }

  input SetGitUserTokenInput { runtimeId: ID! token: GitTokenInput! }
  input GitTokenInput { value: String! }
  type SetGitUserTokenPayload { stored: Boolean! verdict: TokenVerdict! userToken: GitToken }
`;

const DateTime = new GraphQLScalarType({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? value.toISOString() : value),
});

/** All other fields are plain properties. */
export const resolversFor = (backend: Backend) => ({
  DateTime,
  Query: {
    viewer: (_root: unknown, _args: unknown, { viewer }: PeerContext) => viewer,
    runtime: (_root: unknown, { id }: { id: string }, { viewer }: PeerContext) => backend.runtime(viewer, id),
  },
  Viewer: {
    runtimes: (viewer: PeerViewer, { first }: { first?: number }) => backend.myRuntimes(viewer, first ?? 50),
  },
  Mutation: {
    setGitUserToken: (_root: unknown, { input }: { input: SetTokenInput }, { viewer }: PeerContext) =>
      backend.setGitUserToken(viewer, input),
  },
});

export class NotSignedIn extends Error {
  readonly statusCode = 401;
}

export function mustBeSignedIn(backend: Backend, authorization: string | undefined): PeerContext {
  const viewer = backend.viewer(authorization);
  if (viewer === null) throw new NotSignedIn('not signed in');
  return { viewer };
}
