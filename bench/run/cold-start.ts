// How long from the start of the process to the first answer? Beside an Apollo Server that has nothing to serve.

import type { ProgressBar } from '../../src/commands/progress-bar';
import type { Operation } from '../plan/works';
import type { ColdStart } from '../report/results';
import { ask } from './ask';
import { type ServerOptions, ServerProcess } from './server-process';

const HELLO: Operation = { operationName: 'Hello', query: 'query Hello { hello }', variables: {} };
const POLL_MS = 2;
const LIMIT_MS = 60_000;

const STARTS = 5;

/** Seconds foretold. */
export const COLD_START_SECONDS = STARTS * 2;

export async function measureColdStart(
  options: ServerOptions,
  firstQuery: Operation,
  accessToken: () => string,
  progress: ProgressBar,
): Promise<ColdStart> {
  progress.step('cold starts, seconds foretold');
  const gateway: number[] = [];
  const emptyApollo: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    gateway.push(await timeToAnswer('gateway', options, firstQuery, accessToken()));
    emptyApollo.push(await timeToAnswer('emptyApollo', { ...options, environment: {} }, HELLO, null));
    progress.advance(COLD_START_SECONDS / STARTS);
  }
  return { gateway, emptyApollo };
}

async function timeToAnswer(
  name: 'gateway' | 'emptyApollo',
  options: ServerOptions,
  operation: Operation,
  accessToken: string | null,
): Promise<number> {
  const startedAt = performance.now();
  const server = await ServerProcess.spawn(name, options);
  try {
    while (!(await answers(server.url, operation, accessToken))) {
      if (performance.now() - startedAt > LIMIT_MS) throw server.failure('did not answer');
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return Math.round(performance.now() - startedAt);
  } finally {
    await server.stop();
  }
}

const answers = (url: string, operation: Operation, accessToken: string | null): Promise<boolean> =>
  ask(url, operation, accessToken).then(
    ({ status, body }) => status === 200 && body.data !== undefined,
    () => false,
  );
