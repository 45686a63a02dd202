// What surrounds every check, whatever its provider? It ends its connection, keeps no token, and a reply that cannot be read is no verdict.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GitProviderKind } from '../../src/domain/git-provider';
import { Secret } from '../../src/domain/secret';
import { type Exchange, HostTrouble } from '../../src/git-providers/answer';
import { bitbucketCloud } from '../../src/git-providers/bitbucket-cloud';
import { gitlab } from '../../src/git-providers/gitlab';
import { StoppedRequest } from '../../src/git-providers/http-client';
import { inspectAt } from '../../src/git-providers/inspect-at';
import type { ProviderAdapter } from '../../src/git-providers/provider-adapter';
import { NOW } from './simulated-systems';

interface Scene {
  readonly adapter?: ProviderAdapter;
  readonly provider?: GitProviderKind;
  readonly value?: string;
  readonly username?: string | null;
  /** The host's answer to everything. */
  readonly body?: object;
}

/** Inspects where every question gets one answer; counts how often the connection was closed. */
function check({
  adapter = gitlab,
  provider = 'GITLAB_CLOUD',
  value = 'glpat-FAKE',
  username = null,
  body = {},
}: Scene) {
  const exchange: Exchange = {
    came: 'ANSWER',
    status: 200,
    headers: { 'content-type': 'application/json' },
    text: JSON.stringify(body),
  };
  const connection = { closed: 0 };
  const evidence = inspectAt({
    host: { webRoot: 'https://git.example', apiRoot: 'https://git.example/api/v4' },
    adapter,
    request: {
      provider,
      providerUrl: 'https://git.example',
      credential: { value: new Secret(value), username },
      repository: null,
      tokenKind: 'USER',
    },
    now: NOW,
    probes: 'all',
    connect: () => ({
      send: async () => exchange,
      close: async () => {
        connection.closed += 1;
      },
    }),
    onLastRequest: () => assert.fail('no limit was named'),
  });
  return { evidence, connection };
}

const isOddAnswer = (error: unknown) => error instanceof HostTrouble && error.because === 'ODD_ANSWER';
const SELF = { scopes: ['api'], active: true, expires_at: null, username: 'sam', bot: false };

const failing = (error: Error): ProviderAdapter => ({
  apiRootOf: (webRoot) => webRoot,
  typeByForm: () => 'UNKNOWN',
  inspect: async () => {
    throw error;
  },
});

test('a check ends its connection, whatever comes of it', async () => {
  const good = check({ body: { ...SELF, name: 'x' } });
  assert.equal((await good.evidence).answer, 'ACCEPTED');
  assert.equal(good.connection.closed, 1);
  const bad = check({});
  await assert.rejects(bad.evidence, HostTrouble);
  assert.equal(bad.connection.closed, 1);
});

test('R14: a reply that cannot even be read is an odd answer, not a failure of the gateway', async () => {
  for (const error of [new TypeError('Cannot convert object to primitive value'), new RangeError('Maximum call stack')])
    await assert.rejects(check({ adapter: failing(error) }).evidence, isOddAnswer);
});

test('a request that was stopped is a mistake of the adapter, and stays one', async () => {
  await assert.rejects(check({ adapter: failing(new StoppedRequest('stopped')) }).evidence, StoppedRequest);
});

/** Of the longest form that providers give. */
const LONG = `glpat-${Array.from({ length: 250 }, (_, at) => 'aZ3kQ9xW7'.charAt((at * at) % 9)).join('')}`;

test('a token that a host hands back as a name is not kept, not even the part of it that a name has room for', async () => {
  for (const name of [
    LONG,
    `Token ${LONG}`,
    ` ${LONG.slice(0, 40)}`,
    `${'x'.repeat(150)}${LONG}`,
    LONG.slice(100, 200),
  ])
    await assert.rejects(check({ value: LONG, body: { ...SELF, name } }).evidence, isOddAnswer, name);
});

test('a name that shares a prefix with all tokens of an installation is no part of the token', async () => {
  const value = 'acme-gitlab-tokens-x-3f8a2c9d0b1e7f6a5d4c';
  const evidence = await check({ value, body: { ...SELF, name: 'acme-gitlab-tokens-x' } }).evidence;
  assert.ok(evidence.answer === 'ACCEPTED' && evidence.tokenName === 'acme-gitlab-tokens-x');
});

test('a token is known in the form of a password too, beside the user name that it was presented with', async () => {
  const value = 'ATATT3xFfGF0FAKE0FAKE0FAKE0FAKE0FAKE0FAKE0FAKE';
  const username = 'sam@example.com';
  const bitbucket = { adapter: bitbucketCloud, provider: 'BITBUCKET_CLOUD', value, username } as const;
  const user = { type: 'user', username: 'sam', display_name: 'Sam' };
  assert.equal((await check({ ...bitbucket, body: user }).evidence).answer, 'ACCEPTED');
  const asPassword = Buffer.from(`${username}:${value}`).toString('base64');
  for (const display_name of [asPassword, value, asPassword.slice(30)])
    await assert.rejects(check({ ...bitbucket, body: { ...user, display_name } }).evidence, isOddAnswer, display_name);
});
