// How is load made? With autocannon, in a process of its own on a core of its own: each connection asks again once it is answered.

import autocannon, { type Client, type Request, type Result } from 'autocannon';
import { quantile } from '../report/statistics';
import type { LoadJob, LoadReport } from './load-job';

async function run({ url, accessToken, connections, seconds, operations, from }: LoadJob): Promise<LoadReport> {
  const bodies = operations.map((operation) => JSON.stringify(operation));
  let next = from;
  const takeTurn = (request: Request): Request => ({ ...request, body: bodies[next++ % bodies.length] });
  const waits = new Waits();
  const options: autocannon.Options = {
    url,
    method: 'POST',
    connections,
    duration: seconds,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }),
    },
    ...(bodies.length === 1 ? { body: bodies[0] } : { requests: [{ method: 'POST', setupRequest: takeTurn }] }),
    verifyBody: (body) => !String(body).includes('"errors"'),
  };
  const { requests, duration, errors, timeouts, non2xx, mismatches } = await new Promise<Result>((resolve, reject) => {
    const load = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    load.on('response', (client, _status, _bytes, milliseconds) => waits.add(client, milliseconds));
  });
  return {
    answered: requests.total,
    requestsPerSecond: requests.total / duration,
    median: waits.at(0.5),
    p99: waits.at(0.99),
    failed: errors + timeouts + non2xx + mismatches,
  };
}

/**
 * How long answers took, on connections that stand. Node accepts one connection in each turn of its loop: of many that come
 * at once to a busy server the last ones wait for a second, whatever the server, and would be its slowest hundredth.
 */
class Waits {
  readonly #standing = new Set<Client>();
  readonly #milliseconds: number[] = [];

  add(connection: Client, milliseconds: number): void {
    if (this.#standing.has(connection)) this.#milliseconds.push(milliseconds);
    else this.#standing.add(connection);
  }

  at(share: number): number {
    return Math.round(quantile(this.#milliseconds, share) * 100) / 100;
  }
}

process.on('message', async (job: LoadJob) => {
  process.send?.(await run(job));
});
process.on('disconnect', () => process.exit());
