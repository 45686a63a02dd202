// Can a host's answer break an adapter, or pass for a verdict when it is none? Whatever it says.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { holdAgainst, requiredScopes } from '../../src/domain/required-scopes';
import { Secret } from '../../src/domain/secret';
import type { TokenEvidence } from '../../src/domain/token-evidence';
import { type Exchange, HostTrouble, readReply } from '../../src/git-providers/answer';
import { bitbucketCloud } from '../../src/git-providers/bitbucket-cloud';
import { bitbucketServer } from '../../src/git-providers/bitbucket-server';
import { github } from '../../src/git-providers/github';
import { gitlab } from '../../src/git-providers/gitlab';
import { hostScopes, hostText } from '../../src/git-providers/host-text';
import { KNOWN_SCOPES } from '../../src/git-providers/known-scopes';
import type { ProviderAdapter } from '../../src/git-providers/provider-adapter';

const NOW = new Date('2026-03-10T12:00:00.000Z');

/** Inspects with these exchanges as the host's answers, one after the other, the last again and again. */
async function inspectWith(
  adapter: ProviderAdapter,
  exchanges: readonly Exchange[],
): Promise<TokenEvidence | HostTrouble> {
  const left = [...exchanges];
  const next = () => (left.length > 1 ? left.shift() : left[0]) as Exchange;
  try {
    return await adapter.inspect({
      host: { webRoot: 'https://git.example', apiRoot: 'https://git.example/api' },
      value: new Secret('0123456789'),
      repository: 'acme/config',
      tokenKind: 'RUNTIME',
      probes: 'all',
      now: NOW,
      ask: async () => readReply(next(), NOW),
    });
  } catch (error) {
    if (error instanceof HostTrouble) return error;
    throw error;
  }
}

const FIELDS =
  'login name type message documentation_url full_name scopes revoked active expires_at username bot error error_description scope expires_in nickname display_name errors values slug displayName permissions expiryDate id'.split(
    ' ',
  );
const WORDS = [
  'Bad credentials',
  '401 Unauthorized',
  '403 Forbidden - x',
  'invalid_token',
  'insufficient_scope',
  'api',
  'granular',
  'User',
  '2027-01-01',
  'error',
  'app_user',
];
const HEADERS =
  'x-oauth-scopes github-authentication-token-expiration x-github-sso location retry-after x-ratelimit-remaining x-ratelimit-reset ratelimit-reset x-credential-type x-ausername x-arequestid'.split(
    ' ',
  );

const word = fc.oneof(fc.constantFrom(...WORDS), fc.string());
const ownError = fc.record({
  message: word,
  exceptionName: fc.constantFrom('', 'x.AuthorisationException', 'x.IncorrectPasswordAuthenticationException'),
  detail: fc.record({ granted: fc.array(word) }),
});
/** Deeper than what walks through it can go. JSON cannot even be written of it, so it is put in as text. */
const DEEP = 'twenty thousand lists in one another';
const DEEP_JSON = '['.repeat(20_000) + ']'.repeat(20_000);
const jsonOf = (body: unknown) => JSON.stringify(body).replaceAll(`"${DEEP}"`, DEEP_JSON);

const anyValue = fc.oneof(
  { arbitrary: fc.constant<unknown>({ toString: 1, valueOf: 1 }), weight: 1 },
  { arbitrary: fc.constant(DEEP), weight: 1 },
  {
    arbitrary: fc.oneof(fc.boolean(), fc.constant(null), fc.array(word), ownError, fc.array(ownError), fc.jsonValue()),
    weight: 20,
  },
);
const text = fc.oneof(
  fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), fc.string()), anyValue).map(jsonOf),
  fc.json(),
  fc.string(),
);
const headers = fc
  .tuple(
    fc.option(fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/html', 'x')),
    fc.dictionary(
      fc.constantFrom(...HEADERS),
      fc.oneof(fc.string(), fc.nat().map(String), fc.constant('required; url=https://git.example/sso')),
    ),
  )
  .map(([type, others]) => ({ ...others, ...(type !== null && { 'content-type': type }) }));
const status = fc.oneof(
  fc.constantFrom(200, 301, 302, 307, 400, 401, 403, 404, 429, 500, 503),
  fc.integer({ min: 200, max: 599 }),
);
const answer: fc.Arbitrary<Exchange> = fc.record({ came: fc.constant('ANSWER' as const), status, headers, text });

/** Bitbucket Data Center may say no without a body; its own headers make it its word. */
const isOwnSilence = ({ status, headers, text }: Extract<Exchange, { came: 'ANSWER' }>) =>
  status === 401 && text === '' && (headers['x-ausername'] ?? headers['x-arequestid']) !== undefined;

const BLOCK_LIMIT = 200;

for (const [name, adapter] of Object.entries({ github, gitlab, bitbucketCloud, bitbucketServer })) {
  describe(name, () => {
    test('no answer makes the adapter throw, and what it keeps is bounded and inert', () =>
      fc.assert(
        fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 3 }), async (exchanges) => {
          const result = await inspectWith(adapter, exchanges);
          if (result instanceof HostTrouble) return;
          for (const kept of [result.identity?.login, result.identity?.displayName, result.tokenName]) {
            assert.ok([...(kept ?? '')].length <= BLOCK_LIMIT && !/\p{Cc}/u.test(kept ?? ''));
          }
          if (result.answer === 'REFUSED' && result.fixUrl !== null) {
            assert.equal(new URL(result.fixUrl).origin, 'https://git.example');
          }
        }),
        { numRuns: 2000 },
      ));

    test('a field that no text can be made of does not make it throw, whichever it is', async () => {
      for (const value of [{ toString: 1 }, DEEP]) {
        for (const status of [200, 301, 400, 401, 403, 404]) {
          const text = jsonOf(Object.fromEntries(FIELDS.map((field) => [field, value])));
          const headers = { 'content-type': 'application/json' };
          const result = await inspectWith(adapter, [{ came: 'ANSWER', status, headers, text }]);
          assert.ok(result instanceof HostTrouble, `${status} ${JSON.stringify(result)}`);
        }
      }
    });

    test('R14: what is not a JSON object of the provider’s own is never ACCEPTED or REFUSED', () => {
      const noWord = fc.oneof(
        answer.filter(
          ({ ...exchange }) =>
            exchange.came === 'ANSWER' &&
            exchange.headers['content-type']?.startsWith('application/json') !== true &&
            !isOwnSilence(exchange),
        ),
        fc.record({ came: fc.constant('ANSWER' as const), status: fc.integer({ min: 500, max: 599 }), headers, text }),
        fc.record({ came: fc.constant('ANSWER' as const), status: fc.constant(429), headers, text }),
        fc.record({ came: fc.constant('ANSWER' as const), status: fc.integer({ min: 300, max: 399 }), headers, text }),
        fc.record({
          came: fc.constant('NOTHING' as const),
          because: fc.constantFrom('TIMEOUT' as const, 'DNS' as const, 'TLS' as const, 'CONNECTION_LOST' as const),
        }),
      );
      return fc.assert(
        fc.asyncProperty(noWord, async (exchange) => {
          const result = await inspectWith(adapter, [exchange]);
          assert.ok(result instanceof HostTrouble, JSON.stringify(result));
        }),
        { numRuns: 1000 },
      );
    });
  });
}

test('R14: a limit is told by a remaining count of 0 beside a 403, in GitHub’s spelling and in GitLab’s; a 5xx has its moment too', () => {
  const troubleOf = (status: number, headers: Record<string, string>) => {
    try {
      readReply(
        { came: 'ANSWER', status, headers: { 'content-type': 'application/json', ...headers }, text: '{}' },
        NOW,
      );
    } catch (error) {
      const { because, retryAt } = error as HostTrouble;
      return [because, retryAt?.toISOString() ?? null];
    }
    return 'no trouble';
  };
  assert.deepEqual(troubleOf(403, { 'ratelimit-remaining': '0' }), ['RATE_LIMIT', null]);
  assert.deepEqual(troubleOf(403, { 'x-ratelimit-remaining': '0' }), ['RATE_LIMIT', null]);
  assert.equal(troubleOf(403, { 'ratelimit-remaining': '1', 'x-ratelimit-remaining': '10' }), 'no trouble');
  assert.deepEqual(troubleOf(503, { 'retry-after': '60' }), ['SERVER_ERROR', '2026-03-10T12:01:00.000Z']);
  assert.deepEqual(troubleOf(500, {}), ['SERVER_ERROR', null]);
});

test('a date to ask again is kept only if it lies within a day', () => {
  const retryAt = (headers: Record<string, string>) => {
    try {
      readReply({ came: 'ANSWER', status: 429, headers, text: '' }, NOW);
    } catch (error) {
      return (error as HostTrouble).retryAt?.toISOString() ?? null;
    }
    return 'no trouble';
  };
  const seconds = NOW.getTime() / 1000;
  assert.equal(retryAt({ 'retry-after': '60' }), '2026-03-10T12:01:00.000Z');
  assert.equal(retryAt({ 'retry-after': 'Tue, 10 Mar 2026 12:02:00 GMT' }), '2026-03-10T12:02:00.000Z');
  assert.equal(retryAt({ 'x-ratelimit-reset': String(seconds + 90) }), '2026-03-10T12:01:30.000Z');
  assert.equal(retryAt({ 'ratelimit-reset': String(seconds + 90) }), '2026-03-10T12:01:30.000Z');
  for (const odd of ['', '-5', 'soon', '0', '999999999999', '1e9', '86401'])
    assert.equal(retryAt({ 'retry-after': odd }), null, odd);
  assert.equal(retryAt({ 'x-ratelimit-reset': String(seconds - 1) }), null);
  assert.equal(retryAt({}), null);
});

test('a host’s text is cut at 200 characters and loses what is not to be seen', () => {
  assert.equal(hostText('  Ada\u0000\u001b[31m\u202eLove\nlace '), 'Ada[31mLovelace');
  assert.equal(hostText('x'.repeat(70_000))?.length, 200);
  assert.equal([...(hostText('🦊'.repeat(300)) ?? '')].length, 200);
  assert.equal(hostText('A\u3164d\u115fa\u2800 \u034fL.'), 'Ada L.');
  const unseen = ['\u3164', '\u115f', '\u2800', '\u034f', '\u00a0', '\u2800 \u3164'];
  for (const nothing of [...unseen, '', ' \n', null, undefined, 7, {}, ['x']]) assert.equal(hostText(nothing), null);
});

test('a scope that means something is found in every list, however long: more of them never prove less', () => {
  const known = fc.constantFrom(...KNOWN_SCOPES);
  const list = fc
    .tuple(fc.array(known), fc.array(fc.stringMatching(/^[a-z:]{1,6}$/)), fc.nat({ max: 500 }))
    .map(([some, others, count]) => [...others, ...Array.from({ length: count }, (_, at) => `other${at}`), ...some]);
  fc.assert(
    fc.property(list, fc.array(known, { maxLength: 300 }), (scopes, more) => {
      const kept = hostScopes(scopes);
      const keptOfMore = new Set(hostScopes([...scopes, ...more]));
      for (const scope of kept.filter((name) => KNOWN_SCOPES.has(name))) assert.ok(keptOfMore.has(scope), scope);
      for (const scope of more) assert.ok(keptOfMore.has(scope), scope);
      assert.ok(kept.length <= 200);
    }),
  );
  const granted = hostScopes([...Array.from({ length: 300 }, () => 'repo'), 'admin:repo_hook']);
  assert.deepEqual(granted, ['repo', 'admin:repo_hook'], 'each is counted once');
});

for (const [type, name, needed] of [
  ['GITLAB_PERSONAL', 'GITLAB_SCOPES', 'api'],
  ['GITHUB_CLASSIC', 'GITHUB_SCOPES', 'repo'],
] as const) {
  test(`${type}: a needed scope behind a thousand others is granted, and no more than it`, () => {
    const scopes = hostScopes([...Array.from({ length: 1000 }, (_, at) => `other${at}`), needed]);
    const held = holdAgainst(requiredScopes(type, 'RUNTIME'), { how: 'READ', scopes }, name);
    assert.equal(held.find(({ scope }) => scope === needed)?.state, 'GRANTED');
  });
}

test('an odd scope is left out, never mended; 200 are kept', () => {
  assert.deepEqual(hostScopes(['repo', 're\u0000po', ' repo', '', 'x'.repeat(101), 7, null, 'admin:org']), [
    'repo',
    'admin:org',
  ]);
  assert.equal(hostScopes(Array.from({ length: 500 }, (_, index) => `scope${index}`)).length, 200);
});
