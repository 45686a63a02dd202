// How does everything answer that is not GraphQL? In the same JSON, with headers that give a browser nothing.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SANDBOX_ORIGINS } from '../../src/http/security-headers';
import { type Answer, codesOf, SENTINEL, type SmallApi, sendBytes, startSmallApi, TOKEN } from './small-api';

const JSON_HEADERS = { 'content-type': 'application/json', authorization: TOKEN };
const post = (body: string, headers: Record<string, string> = JSON_HEADERS) => ({ method: 'POST', headers, body });

/** Request → status, code and, for 405, what is allowed. */
const REFUSALS: readonly [
  what: string,
  path: string,
  init: RequestInit,
  status: number,
  code: string,
  allow?: string,
][] = [
  ['an unknown path', `/${SENTINEL}`, {}, 404, 'NOT_FOUND'],
  [
    'an unknown path with a body of any type',
    '/unknown',
    post('<a/>', { 'content-type': 'text/xml' }),
    404,
    'NOT_FOUND',
  ],
  ['a path below', '/graphql/', {}, 404, 'NOT_FOUND'],
  ['another method', '/graphql', { method: 'PUT' }, 405, 'METHOD_NOT_ALLOWED', 'GET, POST'],
  [
    'DELETE with a query string',
    `/graphql?a=${SENTINEL}`,
    { method: 'DELETE' },
    405,
    'METHOD_NOT_ALLOWED',
    'GET, POST',
  ],
  ['HEAD', '/graphql', { method: 'HEAD' }, 405, '', 'GET, POST'],
  ['POST to a health check', '/healthz', { method: 'POST' }, 405, 'METHOD_NOT_ALLOWED', 'GET'],
  ['text', '/graphql', post('{ hello }', { 'content-type': 'text/plain' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  [
    'a form',
    '/graphql',
    post('query=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'UNSUPPORTED_MEDIA_TYPE',
  ],
  ['a content type that is none', '/graphql', post('{}', { 'content-type': ';;' }), 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['malformed JSON', '/graphql', post(`{"query": ${SENTINEL}`), 400, 'BAD_REQUEST'],
  [
    'JSON that would change prototypes',
    '/graphql',
    post('{"query":"{ hello }","variables":{"__proto__":{"a":1}}}'),
    400,
    'BAD_REQUEST',
  ],
  ['an empty body', '/graphql', { method: 'POST', headers: JSON_HEADERS }, 400, 'BAD_REQUEST'],
  ['a body that is no object', '/graphql', post('"query"'), 400, 'BAD_REQUEST'],
  [
    'a body over the limit',
    '/graphql',
    post(JSON.stringify({ query: 'x'.repeat(110_000) })),
    413,
    'OPERATION_TOO_LARGE',
  ],
  ['a URL that cannot be decoded', '/%zz', {}, 400, 'BAD_REQUEST'],
  [
    'a GET that any web page could send',
    '/graphql?query={__typename}',
    { headers: { authorization: TOKEN } },
    400,
    'BAD_REQUEST',
  ],
  [
    'a parameter given twice',
    '/graphql?query={hello}&query={__typename}',
    { headers: JSON_HEADERS },
    400,
    'BAD_REQUEST',
  ],
  [
    'variables in a URL that are no JSON',
    '/graphql?query={hello}&variables={',
    { headers: JSON_HEADERS },
    400,
    'BAD_REQUEST',
  ],
];

function assertSafeHeaders({ headers }: Answer): void {
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('referrer-policy'), 'no-referrer');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
}

describe('outside GraphQL', () => {
  let api: SmallApi;
  before(async () => {
    api = await startSmallApi();
  });
  after(() => api.close());

  for (const [what, path, init, status, code, allow] of REFUSALS)
    it(`${what}: ${status} ${code}`, async () => {
      const answer = await api.send(path, init).catch((error) => assert.fail(`no JSON: ${error}`));
      assert.equal(answer.status, status, answer.text);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/json/);
      if (code) {
        assert.deepEqual(codesOf(answer), [code], answer.text);
        assert.deepEqual(Object.keys(answer.body), ['errors']);
        assert.deepEqual(Object.keys(answer.body.errors?.[0] ?? {}), ['message', 'extensions']);
      }
      assert.equal(answer.headers.get('allow'), allow ?? null);
      assertSafeHeaders(answer);
      assert.ok(!`${answer.text}${api.logText()}`.includes('SENTINEL'), 'input came out');
    });

  it('malformed JSON, an empty body and one that is too large are told by name', async () => {
    const said = async (body?: string) =>
      (await api.send('/graphql', { method: 'POST', headers: JSON_HEADERS, body })).body.errors?.[0]?.message;
    assert.equal(await said('{"query": '), 'The body is not valid JSON.');
    assert.equal(await said(), 'The body is empty. Send a JSON object with a query.');
    assert.equal(
      await said(JSON.stringify({ query: 'x'.repeat(110_000) })),
      'The operation is too large: its size in bytes is above 102,400.',
    );
  });

  it('headers over 16 KB: 431, in JSON', async () => {
    const received = await sendBytes(api.url, `GET /healthz HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`);
    assert.match(received, /^HTTP\/1\.1 431 /);
    assert.match(received, /\{"errors":\[\{"message":"[^"]+","extensions":\{"code":"BAD_REQUEST"\}\}\]\}$/);
  });

  it('a Host header that is no host, or missing: 400, in JSON', async () => {
    const rest = `authorization: ${TOKEN}\r\ncontent-type: application/json\r\ncontent-length: 19\r\n\r\n{"query":"{hello}"}`;
    for (const start of ['POST /graphql HTTP/1.1\r\nhost: [\r\nconnection: close\r\n', 'POST /graphql HTTP/1.0\r\n']) {
      const received = await sendBytes(api.url, start + rest);
      assert.match(received, /^HTTP\/1\.1 400 /, received);
      assert.match(received, /"code":"BAD_REQUEST"/);
    }
  });

  it('what is not HTTP: 400, in JSON', async () => {
    const received = await sendBytes(api.url, 'NONSENSE\r\n\r\n');
    assert.match(received, /^HTTP\/1\.1 400 /);
    assert.match(received, /"code":"BAD_REQUEST"/);
  });

  it('answers of GraphQL have the same headers', async () => {
    assertSafeHeaders(await api.ask('{ hello }'));
  });

  it('who asks for the media type of GraphQL gets it, for errors outside it too', async () => {
    const answer = await api.send('/graphql', { headers: { accept: 'application/graphql-response+json' } });
    assert.match(answer.headers.get('content-type') ?? '', /^application\/graphql-response\+json/);
  });

  it('an Accept header that fits nothing does not hide the answer of an operation that ran', async () => {
    const answer = await api.ask('mutation { change }', { headers: { accept: 'image/png' } });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.body.data, { change: 'changed' });
  });
});

describe('health', () => {
  it('/healthz says alive; /readyz says ready, or 503 and SERVICE_UNAVAILABLE', async () => {
    let isReady = true;
    const api = await startSmallApi({ readiness: async () => isReady });
    assert.equal((await api.send('/healthz')).status, 200);
    assert.equal((await api.send('/readyz')).status, 200);
    isReady = false;
    const answer = await api.send('/readyz');
    assert.equal(answer.status, 503);
    assert.deepEqual(codesOf(answer), ['SERVICE_UNAVAILABLE']);
    assert.equal((await api.send('/healthz')).status, 200);
    await api.close();
  });
});

const PREFLIGHT = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };

for (const production of [true, false]) {
  describe(`browsers in ${production ? 'production' : 'development'}`, () => {
    let api: SmallApi;
    before(async () => {
      api = await startSmallApi({ production });
    });
    after(() => api.close());

    for (const origin of [...SANDBOX_ORIGINS, 'https://evil.example', 'null'])
      it(`CORS: ${origin}`, async () => {
        const isAllowed = !production && (SANDBOX_ORIGINS as readonly string[]).includes(origin);
        const preflight = await api.send('/graphql', { method: 'OPTIONS', headers: { origin, ...PREFLIGHT } });
        const answer = await api.ask('{ hello }', { headers: { origin } });
        for (const { headers } of [preflight, answer]) {
          assert.equal(headers.get('access-control-allow-origin'), isAllowed ? origin : null);
          assert.equal(headers.get('access-control-allow-credentials'), null);
        }
        assert.equal(preflight.headers.has('access-control-allow-headers'), isAllowed);
      });

    it(production ? 'there is no landing page' : 'GET shows Apollo Sandbox, with its own content policy', async () => {
      const answer = await api.send('/graphql', { headers: { accept: 'text/html,*/*;q=0.8' } });
      assert.equal(answer.status, production ? 400 : 200);
      assert.equal(answer.text.includes('embeddable-sandbox'), !production);
      const policy = answer.headers.get('content-security-policy') ?? '';
      assert.equal(policy.includes('default-src'), production);
      assertSafeHeaders(answer);
    });
  });
}
