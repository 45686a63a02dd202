// Does the one way to a Git host keep its limits: certificates, size, names that do not exist, what is sent?

import assert from 'node:assert/strict';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { describe, test } from 'node:test';
import tls from 'node:tls';
import { createHttpClient, REQUESTS_A_CHECK } from '../../src/git-providers/http-client';
import { ANSWER_LIMIT_BYTES } from '../../src/git-providers/read-exchange';
import { connectTo, startCountingHost } from './counting-host';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate';

async function listening(server: ReturnType<typeof createHttpServer>, use: (port: number) => Promise<void>) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function get(root: string, settings: { ca?: string } = {}) {
  const trustedOrigins = new Set([new URL(root).origin]);
  const connect = createHttpClient({ timeLimitMs: 5000, trustedOrigins, ...settings });
  const connection = connect({ family: 'GITHUB', roots: [root], probes: 'all' });
  try {
    return await connection.send({ method: 'GET', url: new URL(`${root}/user`), body: null }, 'Bearer x');
  } finally {
    await connection.close();
  }
}

const answering =
  (body: string): RequestListener =>
  (_request, response) =>
    response.end(body);

describe('certificates', () => {
  const server = () => createHttpsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, answering('{}'));

  test('a host whose certificate nobody vouches for is not spoken to', () =>
    listening(server(), async (port) => {
      assert.deepEqual(await get(`https://127.0.0.1:${port}`), { came: 'NOTHING', because: 'TLS' });
    }));

  test('a configured authority is trusted besides the usual ones', () =>
    listening(server(), async (port) => {
      assert.equal((await get(`https://127.0.0.1:${port}`, { ca: TEST_CERTIFICATE })).came, 'ANSWER');
    }));

  test('the usual ones stay: it is added to Node’s own, which the option alone would replace', (t) => {
    const make = t.mock.method(tls, 'createSecureContext');
    createHttpClient({ timeLimitMs: 5000, trustedOrigins: new Set(), ca: TEST_CERTIFICATE });
    createHttpClient({ timeLimitMs: 5000, trustedOrigins: new Set() });
    assert.ok(tls.rootCertificates.length > 100);
    const trusted = [...tls.rootCertificates, TEST_CERTIFICATE];
    assert.deepEqual(
      make.mock.calls.map((call) => call.arguments[0]?.ca),
      [trusted],
      'without one, Node’s own way is left alone',
    );
  });

  test('it vouches for the names in its certificate only', () =>
    listening(server(), async (port) => {
      const exchange = await get(`https://localhost:${port}`, { ca: TEST_CERTIFICATE });
      assert.deepEqual(exchange, { came: 'NOTHING', because: 'TLS' });
    }));

  test('a host that does not speak TLS', () =>
    listening(createHttpServer(answering('{}')), async (port) => {
      assert.deepEqual(await get(`https://127.0.0.1:${port}`), { came: 'NOTHING', because: 'TLS' });
    }));
});

test('64 KB of answer are read, one byte more is not', async () => {
  for (const [size, came] of [
    [ANSWER_LIMIT_BYTES, 'ANSWER'],
    [ANSWER_LIMIT_BYTES + 1, 'NOTHING'],
  ] as const) {
    await listening(createHttpServer(answering('x'.repeat(size))), async (port) => {
      assert.equal((await get(`http://127.0.0.1:${port}`)).came, came, `${size} bytes`);
    });
  }
});

test('an endless answer is cut off, and its connection closed', async () => {
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const endless: RequestListener = (_request, response) => {
    response.on('close', closed);
    const pour = () => {
      while (!response.destroyed && response.write('x'.repeat(16 * 1024)));
    };
    response.on('drain', pour);
    pour();
  };
  await listening(createHttpServer(endless), async (port) => {
    assert.deepEqual(await get(`http://127.0.0.1:${port}`), { came: 'NOTHING', because: 'TOO_LARGE' });
    await isClosed;
  });
});

/** What a host can go on with that is neither a header nor the body. */
const ENDLESS: Readonly<Record<string, { begin: string; goOn: string }>> = {
  'interim answers': { begin: '', goOn: 'HTTP/1.1 103 Early Hints\r\n\r\n' },
  'line breaks before the answer': { begin: '', goOn: '\r\n' },
  'a reason phrase': { begin: 'HTTP/1.1 200 ', goOn: 'well' },
  'an extension of a chunk': { begin: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;', goOn: 'x' },
};

for (const [what, { begin, goOn }] of Object.entries(ENDLESS)) {
  test(`${what} without end: cut off after 256 KB, and not asked for again`, async (t) => {
    let connections = 0;
    const piece = goOn.repeat(16 * 1024);
    const server = createSocketServer((socket) => {
      connections += 1;
      socket.on('error', () => {});
      socket.once('data', () => {
        socket.write(begin);
        const pour = () => {
          while (!socket.destroyed && socket.write(piece));
        };
        socket.on('drain', pour);
        pour();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close());
    const { port } = server.address() as AddressInfo;
    assert.deepEqual(await get(`http://127.0.0.1:${port}`), { came: 'NOTHING', because: 'TOO_LARGE' });
    assert.equal(connections, 1);
  });
}

test('the limit is each answer’s own: eight long ones are read in one check', async (t) => {
  const host = await startCountingHost(t, answering('x'.repeat(ANSWER_LIMIT_BYTES)));
  const root = `http://127.0.0.1:${host.port}`;
  const { ask } = connectTo(t, root, { trustedOrigins: new Set([root]) });
  for (let question = 0; question < REQUESTS_A_CHECK; question += 1) assert.equal((await ask()).came, 'ANSWER');
});

test('a name that does not exist is trouble with names', async () => {
  assert.deepEqual(await get('https://git-host.invalid'), { came: 'NOTHING', because: 'DNS' });
});

test('what is sent: no compression asked for, no cookies, our User-Agent', async () => {
  let sent: unknown;
  const server = createHttpServer((request, response) => {
    const { host: _host, connection: _connection, ...headers } = request.headers;
    sent = headers;
    response.end('{}');
  });
  await listening(server, async (port) => void (await get(`http://127.0.0.1:${port}`)));
  assert.deepEqual(sent, {
    accept: 'application/json',
    'accept-encoding': 'identity',
    authorization: 'Bearer x',
    'user-agent': 'git-token-gateway',
  });
});
