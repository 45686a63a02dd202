// The floor: how fast can Node answer these operations at all? node:http and better-sqlite3, no GraphQL.

import { serveJson } from './node-server';
import type { PeerViewer } from './sign-in';
import { type Backend, openSqliteBackend } from './sqlite-backend';
import { readSurroundings } from './surroundings';

// biome-ignore lint/suspicious/noExplicitAny: each operation knows its own
type Answer = (backend: Backend, viewer: PeerViewer, variables: any) => unknown;

const ANSWERS: Readonly<Record<string, Answer>> = {
  MyRuntimes: (backend, viewer, { first }) => ({ viewer: { runtimes: backend.myRuntimes(viewer, first) } }),
  OneRuntime: (backend, viewer, { id }) => ({ runtime: backend.runtime(viewer, id) }),
  SetMine: async (backend, viewer, { input }) => {
    const { stored, verdict, userToken } = await backend.setGitUserToken(viewer, input);
    const { outcome, reason, grantedScopes } = verdict;
    return { setGitUserToken: { stored, verdict: { outcome, reason, grantedScopes }, userToken } };
  },
};

const surroundings = readSurroundings();
const backend = openSqliteBackend(surroundings.config);

serveJson(surroundings, async ({ operationName, variables }, authorization) => {
  const viewer = backend.viewer(authorization);
  const answer = ANSWERS[operationName];
  if (viewer === null || answer === undefined) return { status: 401, body: { errors: [{ message: 'not signed in' }] } };
  return { status: 200, body: { data: await answer(backend, viewer, variables) } };
});
