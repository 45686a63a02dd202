// What is measured? One operation for each work, as a page would send it.

import type { SimulatedToken } from '../../seed/git-hosts/simulated-token';
import { PASSWORD, VIEWER_EMAIL } from '../data/shape';

export const PAGE_SIZE = 20;

/** What a row of the page shows. */
const RUNTIME_FIELDS = `
  id name gitProvider runtimeTokenStatus userTokenStatus
  runtimeToken { hint expiresAt verdict { grantedScopes } }
  userToken { hint expiresAt verdict { grantedScopes } }`;

/** What the operations are about: ids of the data they run on. */
export interface Cast {
  readonly viewerId: string;
  readonly sessionId: string;
  /** One that the viewer sees, with both tokens. */
  readonly runtimeId: string;
  /** The viewer's GitHub runtimes without a repository: setting a token there takes one request to the host. */
  readonly settableRuntimeIds: readonly string[];
}

export interface Operation {
  readonly operationName: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Work {
  readonly title: string;
  /** How many wait for an answer at any time. */
  readonly connections: number;
  /** The requests, sent in turn. */
  readonly operations: (cast: Cast, tokens: readonly SimulatedToken[]) => readonly Operation[];
}

/** What comes before the details. */
export const shortTitle = ({ title }: Work): string => title.replace(/[:,].*/, '');

export type WorkName = 'a' | 'b' | 'c' | 'd';

export const WORKS: Readonly<Record<WorkName, Work>> = {
  a: {
    title: 'my runtimes: a page of 20, both tokens’ status, hint, expiry and scopes',
    connections: 32,
    operations: () => [
      {
        operationName: 'MyRuntimes',
        query: `query MyRuntimes($first: Int!) {
          viewer { runtimes(first: $first) { edges { node { ${RUNTIME_FIELDS} } } pageInfo { hasNextPage endCursor } } }
        }`,
        variables: { first: PAGE_SIZE },
      },
    ],
  },
  b: {
    title: 'one runtime by its id, the same fields',
    connections: 32,
    operations: ({ runtimeId }) => [
      {
        operationName: 'OneRuntime',
        query: `query OneRuntime($id: ID!) { runtime(id: $id) { ${RUNTIME_FIELDS} } }`,
        variables: { id: runtimeId },
      },
    ],
  },
  c: {
    title: 'setGitUserToken: another value each time, checked at a simulated GitHub, durable',
    connections: 8,
    operations: ({ settableRuntimeIds }, tokens) =>
      tokens.map(({ value }, index) => ({
        operationName: 'SetMine',
        query: `mutation SetMine($input: SetGitUserTokenInput!) {
          setGitUserToken(input: $input) { stored verdict { outcome reason grantedScopes } userToken { status hint expiresAt } }
        }`,
        variables: {
          input: { runtimeId: settableRuntimeIds[index % settableRuntimeIds.length], token: { value } },
        },
      })),
  },
  d: {
    title: 'sign-in: two at a time, as many as are hashed at once',
    connections: 2,
    operations: () => [
      {
        operationName: 'SignIn',
        query: 'mutation SignIn($input: LoginInput!) { login(input: $input) { accessTokenExpiresAt } }',
        variables: { input: { email: VIEWER_EMAIL, password: PASSWORD } },
      },
    ],
  },
};
