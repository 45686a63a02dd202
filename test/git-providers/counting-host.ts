// How does a test know that nobody connected? A host on loopback that counts connections.

import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createHttpClient, type HttpClientOptions } from '../../src/git-providers/http-client';

export interface CountingHost {
  readonly port: number;
  connections: number;
}

/** Closed after the test. */
export async function startCountingHost(
  test: TestContext,
  answer: RequestListener = (_request, response) => response.end('{}'),
): Promise<CountingHost> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const host = { port: (server.address() as AddressInfo).port, connections: 0 };
  server.on('connection', () => {
    host.connections += 1;
  });
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return host;
}

type ClientSettings = Partial<HttpClientOptions>;

/** A connection below this root, with `/user` to be asked for. Closed after the test. */
export function connectTo(test: TestContext, root: string, settings: ClientSettings = {}) {
  const connect = createHttpClient({ timeLimitMs: 5000, trustedOrigins: new Set(), ...settings });
  const open = () => {
    const connection = connect({ family: 'GITHUB', roots: [root], probes: 'all' });
    test.after(() => connection.close());
    return {
      ask: () => connection.send({ method: 'GET', url: new URL(`${root}/user`), body: null }, 'Bearer x'),
      close: () => connection.close(),
    };
  };
  return { ...open(), another: open };
}
