// Are Git hosts reached through the proxy that the usual variables name? TLS through a tunnel, plain HTTP forwarded.

import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect as connectSocket } from 'node:net';
import { describe, type TestContext, test } from 'node:test';
import { createServer as createTlsServer } from 'node:tls';
import { Secret } from '../../src/domain/secret';
import { type GitProxies, proxyFor } from '../../src/git-providers/proxy-route';
import { connectTo, startCountingHost } from './counting-host';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate';

interface TestProxy {
  readonly url: string;
  /** What it was asked for: `CONNECT host:port`, `GET http://…`. */
  readonly asked: string[];
  readonly authorizations: (string | undefined)[];
}

/** Leads everything to this port of this machine, whatever the name: it is the proxy that resolves names. */
async function startProxy(t: TestContext, port: number, status = 200): Promise<TestProxy> {
  const asked: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const { pathname } = new URL(request.url ?? '');
    const onward = httpRequest({ port, path: pathname, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    authorizations.push(request.headers['proxy-authorization']);
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const onward = connectSocket(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    for (const end of [socket, onward]) end.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, authorizations };
}

async function startTlsHost(t: TestContext): Promise<number> {
  const server = createHttpsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, (_request, response) =>
    response.end('{}'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const through = (url: string): GitProxies => ({ https: new Secret(url), http: new Secret(url), exceptions: [] });
const nobody = async () => assert.fail('names are for the proxy to resolve');

test('an https:// host is reached through a tunnel; its certificate is checked against the configured authority', async (t) => {
  const port = await startTlsHost(t);
  const proxy = await startProxy(t, port);
  const root = `https://git.test:${port}`;
  const settings = { proxies: through(proxy.url), resolve: nobody };
  assert.equal((await connectTo(t, root, { ...settings, ca: TEST_CERTIFICATE }).ask()).came, 'ANSWER');
  assert.deepEqual(await connectTo(t, root, settings).ask(), { came: 'NOTHING', because: 'TLS' });
  assert.deepEqual(proxy.asked, [`CONNECT git.test:${port}`, `CONNECT git.test:${port}`]);
});

test('interim answers without end are cut off inside TLS and inside a tunnel too', async (t) => {
  const server = createTlsServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, (socket) => {
    // The proxy of this test does not tell a host that nobody listens any more.
    t.after(() => socket.destroy());
    const pour = () => {
      while (!socket.destroyed && socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)));
    };
    socket.on('error', () => {});
    socket.on('drain', pour);
    socket.once('data', pour);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const proxy = await startProxy(t, port);
  const root = `https://git.test:${port}`;
  const settings = { ca: TEST_CERTIFICATE, trustedOrigins: new Set([root]) };
  const straight = { ...settings, resolve: async () => [{ address: '127.0.0.1', family: 4 }] };
  const tunneled = { ...settings, proxies: through(proxy.url), resolve: nobody };
  for (const way of [straight, tunneled])
    assert.deepEqual(await connectTo(t, root, way).ask(), { came: 'NOTHING', because: 'TOO_LARGE' });
});

test('the proxy resolves the name, and is told its own user and password', async (t) => {
  const port = await startTlsHost(t);
  const proxy = await startProxy(t, port);
  const withUser = proxy.url.replace('://', '://us%40er:pass%3Aword@');
  const root = 'https://git.nowhere.example';
  const exchange = await connectTo(t, root, { proxies: through(withUser), resolve: nobody }).ask();
  assert.deepEqual(exchange, { came: 'NOTHING', because: 'TLS' }, 'it is not the host of that name');
  assert.deepEqual(proxy.asked, ['CONNECT git.nowhere.example:443']);
  assert.deepEqual(proxy.authorizations, [`Basic ${Buffer.from('us@er:pass:word').toString('base64')}`]);
});

test('an http:// host is asked for by its whole URL, as proxies that open no tunnels to it want', async (t) => {
  const host = await startCountingHost(t);
  const proxy = await startProxy(t, host.port);
  const root = `http://git.nowhere.example:${host.port}`;
  const exchange = await connectTo(t, root, { proxies: through(proxy.url), resolve: nobody }).ask();
  assert.equal(exchange.came, 'ANSWER');
  assert.deepEqual(proxy.asked, [`GET ${root}/user`]);
});

test('an address in the URL is checked even before a proxy: metadata is not asked for', async (t) => {
  const host = await startCountingHost(t);
  const proxy = await startProxy(t, host.port);
  for (const root of ['http://169.254.169.254', 'https://[::ffff:169.254.169.254]', 'http://10.0.0.1']) {
    const exchange = await connectTo(t, new URL(root).origin, { proxies: through(proxy.url) }).ask();
    assert.deepEqual(exchange, { came: 'NOTHING', because: 'NOT_ALLOWED' }, root);
  }
  assert.deepEqual(proxy.asked, []);
});

test('a proxy that refuses, or is not there, is trouble', async (t) => {
  const proxy = await startProxy(t, 1, 407);
  const root = 'https://git.nowhere.example';
  const refused = await connectTo(t, root, { proxies: through(proxy.url) }).ask();
  assert.deepEqual(refused, { came: 'NOTHING', because: 'PROXY' });
  const gone = await connectTo(t, root, { proxies: through('http://127.0.0.1:1') }).ask();
  assert.deepEqual(gone, { came: 'NOTHING', because: 'UNREACHABLE' });
});

describe('NO_PROXY', () => {
  const proxies = (...exceptions: string[]): GitProxies => ({
    https: new Secret('http://secure'),
    http: new Secret('http://plain'),
    exceptions,
  });
  const ROWS: readonly (readonly [url: string, exceptions: readonly string[], proxy: string | null])[] = [
    ['https://git.example', [], 'http://secure'],
    ['http://git.example', [], 'http://plain'],
    ['https://git.example', ['*'], null],
    ['https://git.example', ['git.example'], null],
    ['https://git.example', ['GIT.Example'], null],
    ['https://git.example', ['example'], null],
    ['https://git.example', ['.example'], null],
    ['https://git.example', ['*.example'], null],
    ['https://git.example', ['it.example'], 'http://secure'],
    ['https://git.example', ['git.example.com'], 'http://secure'],
    ['https://git.example', ['other', 'git.example:443'], null],
    ['https://git.example', ['git.example:8443'], 'http://secure'],
    ['https://git.example:8443', ['git.example:8443'], null],
    ['http://git.example', ['git.example:80'], null],
    ['http://10.0.0.1', ['10.0.0.1'], null],
    ['https://[fd00::1]', ['[fd00::1]'], null],
    ['http://10.1.2.3', ['10.0.0.0/8'], null],
    ['http://10.1.2.3:7990', ['git.example', '10.1.0.0/16'], null],
    ['http://11.1.2.3', ['10.0.0.0/8'], 'http://plain'],
    ['http://10.1.2.3', ['10.1.2.2/32'], 'http://plain'],
    ['http://10.1.2.3', ['0.0.0.0/0'], null],
    ['https://[fd00::1]', ['fd00::/8'], null],
    ['https://[fd00::1]', ['FD00::/8'], null],
    ['https://[2001:db8::1]', ['fd00::/8'], 'http://secure'],
    ['https://[fd00::1]', ['10.0.0.0/8'], 'http://secure'],
    ['http://10.1.2.3', ['fd00::/8'], 'http://plain'],
    ['https://10.example', ['10.0.0.0/8'], 'http://secure'],
    ['https://git.example', [''], 'http://secure'],
    ['http://127.0.0.1:4801', [], null],
    ['http://localhost:4801', [], null],
    ['https://[::1]', [], null],
    ['https://localhost.example', [], 'http://secure'],
  ];
  for (const [url, exceptions, proxy] of ROWS) {
    test(`${url} with NO_PROXY=${exceptions.join(',')}: ${proxy ?? 'straight'}`, () => {
      assert.equal(proxyFor(new URL(url), proxies(...exceptions))?.reveal() ?? null, proxy);
    });
  }

  test('what it excepts is looked up and checked as without a proxy', async (t) => {
    const host = await startCountingHost(t);
    const proxy = await startProxy(t, host.port);
    const settings = { proxies: { ...through(proxy.url), exceptions: ['git.example'] } };
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    const exchange = await connectTo(t, `http://git.example:${host.port}`, { ...settings, resolve }).ask();
    assert.deepEqual(exchange, { came: 'NOTHING', because: 'NOT_ALLOWED' });
    assert.deepEqual([proxy.asked, host.connections], [[], 0]);
  });
});
