// R17: what can be sent to a Git host at all? What the list has; everything else is stopped before it is sent.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GIT_PROVIDERS, type GitProviderFamily } from '../../src/domain/git-provider';
import {
  ALLOWED_REQUESTS,
  isAllowed,
  type OutgoingRequest,
  type ProbeMode,
} from '../../src/git-providers/allowed-requests';
import { createHttpClient } from '../../src/git-providers/http-client';
import { startCountingHost } from './counting-host';

const ROOT = 'https://git.example/api/v4';

const request = (method: string, path: string, body: string | null = null, root = ROOT) =>
  ({ method, url: new URL(`${root}${path}`), body }) as OutgoingRequest;

const ROWS = Object.entries(ALLOWED_REQUESTS).flatMap(([family, rows]) =>
  rows.map((row) => ({ family: family as GitProviderFamily, ...row })),
);

/** A row's path with names put in. */
const example = (path: string) => path.replace(/\{path\}/g, 'acme%2Fconfig').replace(/\{\w+\}/g, 'x.y_z-1');

describe('the list', () => {
  test('every family has one', () => {
    for (const { family } of Object.values(GIT_PROVIDERS)) assert.ok(ALLOWED_REQUESTS[family].length > 0, family);
  });

  for (const { family, method, path, body, why } of ROWS) {
    test(`${family} ${method} ${path}: ${why}`, () => {
      const sent = request(method, example(path), body === undefined ? null : JSON.stringify(body));
      assert.ok(isAllowed(sent, family, [ROOT]), 'its own example does not fit it');
      assert.equal(body === undefined, method === 'GET', 'a write has a body, a GET has none');
      assert.ok(why.length > 10, 'say why it changes nothing');
    });
  }

  test('it has no request that changes something', () => {
    for (const { method, path } of ROWS) {
      assert.match(method, /^(GET|POST|PATCH)$/, path);
      assert.doesNotMatch(path, /rotate|contents|git\/blobs|revoke/, path);
      if (method !== 'GET') assert.doesNotMatch(path, /self|\/hooks$|\/keys$/, path);
    }
  });
});

describe('what is not on it', () => {
  const REFUSED: readonly (readonly [GitProviderFamily, string, string, (string | null)?])[] = [
    ['GITLAB', 'DELETE', '/personal_access_tokens/self'],
    ['GITLAB', 'POST', '/personal_access_tokens/self/rotate', '{}'],
    ['GITLAB', 'POST', '/personal_access_tokens/self', '{}'],
    ['GITLAB', 'GET', '/personal_access_tokens'],
    ['GITLAB', 'GET', '/user?private_token=x'],
    ['GITLAB', 'GET', '/users'],
    ['GITLAB', 'GET', '/user/'],
    ['GITLAB', 'GET', '/x/../../../user'],
    ['GITLAB', 'HEAD', '/user'],
    ['GITHUB', 'PUT', '/repos/acme/config/contents/README.md', '{}'],
    ['GITHUB', 'DELETE', '/repos/acme/config'],
    ['GITHUB', 'POST', '/repos/acme/config/hooks', '{}'],
    ['GITHUB', 'POST', '/repos/acme/config/git/blobs', '{}'],
    ['GITHUB', 'POST', '/repos/acme/config/pulls', '{"head":"a","base":"main","title":"x"}'],
    ['GITHUB', 'POST', '/repos/acme/config/pulls'],
    [
      'GITHUB',
      'POST',
      '/repos/acme/config/git/refs',
      '{"ref":"refs/heads/x","sha":"aa218f56b14c9653891f9e74264a383fa43fefbd"}',
    ],
    ['GITHUB', 'PATCH', '/repos/acme/config/hooks/1', '{}'],
    ['GITHUB', 'PATCH', `/repos/acme/config/hooks/${Number.MAX_SAFE_INTEGER}`, '{"active":false}'],
    ['GITHUB', 'GET', '/repos/acme'],
    ['GITHUB', 'GET', '/repos/acme/config%2F..%2Fother'],
    ['GITHUB', 'GET', '/repos/acme/a%3Fb'],
    ['GITHUB', 'GET', '/user', '{}'],
  ];
  for (const [family, method, path, body = null] of REFUSED) {
    test(`${family} ${method} ${path} ${body ?? ''}`, () => {
      assert.equal(isAllowed(request(method, path, body), family, [ROOT]), false);
    });
  }

  test('other hosts, other paths above the root, user names and fragments', () => {
    for (const url of [
      'https://git.example.evil.example/api/v4/user',
      'https://evil.example/api/v4/user',
      'http://git.example/api/v4/user',
      'https://git.example:8443/api/v4/user',
      'https://git.example/user',
      'https://git.example/api/v4x/user',
      'https://user@git.example/api/v4/user',
      'https://git.example/api/v4/user#x',
    ]) {
      const sent: OutgoingRequest = { method: 'GET', url: new URL(url), body: null };
      assert.equal(isAllowed(sent, 'GITLAB', [ROOT]), false, url);
    }
  });
});

describe('the HTTP client', () => {
  const attempt = async (
    t: Parameters<typeof startCountingHost>[0],
    probes: ProbeMode,
    sent: [string, string, string?],
  ) => {
    const host = await startCountingHost(t);
    const root = `http://127.0.0.1:${host.port}`;
    const connect = createHttpClient({ timeLimitMs: 5000, trustedOrigins: new Set([root]) });
    const connection = connect({ family: 'GITHUB', roots: [root], probes });
    t.after(() => connection.close());
    const [method, path, body] = sent;
    await assert.rejects(connection.send(request(method, path, body ?? null, root), 'Bearer x'), /was stopped/);
    assert.equal(host.connections, 0);
  };

  test('throws before anything of it is sent', (t) => attempt(t, 'all', ['DELETE', '/repos/acme/config']));

  test('GIT_PROBES=read: of the list it sends the GETs alone', (t) =>
    attempt(t, 'read', ['POST', '/repos/acme/config/pulls', '{}']));
});
