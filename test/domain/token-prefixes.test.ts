// What a prefix tells, and what is refused before anything is sent (R18).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GIT_PROVIDER_KINDS, GIT_PROVIDERS, type GitProviderKind } from '../../src/domain/git-provider';
import { GIT_TOKEN_KINDS, type GitTokenKind } from '../../src/domain/git-token';
import { Secret } from '../../src/domain/secret';
import { needsUsername, recognizeToken, refusalBeforeAsking, TOKEN_PREFIXES } from '../../src/domain/token-prefixes';

const TAIL = '0123456789abcdefghijABCDEFGHIJ012345';

const tokenWith = (prefix: string, tail = TAIL): Secret => new Secret(prefix + tail);

const why = (value: Secret, provider: GitProviderKind, tokenKind: GitTokenKind) =>
  refusalBeforeAsking(value, provider, tokenKind)?.why ?? null;

for (const { prefix, family, tokenType, neverForApi } of TOKEN_PREFIXES) {
  test(`R18: ${prefix}… is recognized as ${family}’s ${neverForApi ? `: ${neverForApi}` : tokenType}`, () => {
    assert.deepEqual(recognizeToken(tokenWith(prefix)), { family, tokenType, neverForApi });
  });

  for (const provider of GIT_PROVIDER_KINDS.filter((kind) => GIT_PROVIDERS[kind].family !== family)) {
    test(`R18: ${prefix}… for ${provider} is WRONG_PROVIDER, whatever else is wrong with it`, () => {
      for (const kind of GIT_TOKEN_KINDS) assert.equal(why(tokenWith(prefix), provider, kind), 'WRONG_PROVIDER', kind);
    });
  }
}

const NEVER_API = TOKEN_PREFIXES.filter(({ neverForApi }) => neverForApi !== null);

test('R18: the kinds that no API takes, by name: refresh, deploy, runner, job, trigger, feed, mail, agent, workspace, application, SCIM, feature-flag tokens, app passwords', () => {
  assert.deepEqual(
    NEVER_API.map(({ prefix }) => prefix).sort(),
    'ATBB ghr_ glagent- glcbt- gldt- glffct- glft- glimt- gloas- glptt- glrt- glrtr- glsoat- glwt-'.split(' '),
  );
});

for (const { prefix, family, neverForApi } of NEVER_API) {
  const atHome = GIT_PROVIDER_KINDS.filter((kind) => GIT_PROVIDERS[kind].family === family && kind !== 'GITLAB_SERVER');
  test(`R18: ${prefix}… is WRONG_TOKEN_TYPE at ${atHome.join(', ')} as either kind`, () => {
    for (const provider of atHome) {
      for (const kind of GIT_TOKEN_KINDS)
        assert.equal(why(tokenWith(prefix), provider, kind), 'WRONG_TOKEN_TYPE', kind);
      assert.equal(refusalBeforeAsking(tokenWith(prefix), provider, 'USER')?.beginsLike, neverForApi);
    }
  });
}

test('R18: on self-managed GitLab no GitLab prefix proves or disproves a kind', () => {
  for (const { prefix } of TOKEN_PREFIXES.filter(({ family }) => family === 'GITLAB')) {
    for (const kind of GIT_TOKEN_KINDS) assert.equal(why(tokenWith(prefix), 'GITLAB_SERVER', kind), null, prefix);
  }
});

/** Types that are refused as a kind and known by their prefix. */
const SHORT_LIVED: readonly (readonly [string, GitProviderKind, Record<GitTokenKind, string | null>])[] = [
  ['ghs_', 'GITHUB', { RUNTIME: 'WRONG_TOKEN_TYPE', USER: 'WRONG_TOKEN_TYPE' }],
  ['ghu_', 'GITHUB_ENTERPRISE', { RUNTIME: 'WRONG_TOKEN_TYPE', USER: null }],
  ['gliamat-', 'GITLAB_CLOUD', { RUNTIME: 'WRONG_TOKEN_TYPE', USER: null }],
  ['ghp_', 'GITHUB', { RUNTIME: null, USER: null }],
  ['gho_', 'GITHUB', { RUNTIME: null, USER: null }],
  ['github_pat_', 'GITHUB', { RUNTIME: null, USER: null }],
  ['glpat-', 'GITLAB_CLOUD', { RUNTIME: null, USER: null }],
  ['ATATT3', 'BITBUCKET_CLOUD', { RUNTIME: null, USER: null }],
  ['ATCTT3', 'BITBUCKET_CLOUD', { RUNTIME: null, USER: null }],
  ['BBDC-', 'BITBUCKET_SERVER', { RUNTIME: null, USER: null }],
];

for (const [prefix, provider, answers] of SHORT_LIVED) {
  for (const kind of GIT_TOKEN_KINDS) {
    test(`R18: ${prefix}… at ${provider} as ${kind}: ${answers[kind] ?? 'the provider is asked'}`, () => {
      assert.equal(why(tokenWith(prefix), provider, kind), answers[kind]);
    });
  }
}

test('R18: GitHub’s long installation tokens with dots are recognized too', () => {
  assert.equal(
    recognizeToken(tokenWith('ghs_', `12345_${'eyJ0eXAi.'.repeat(50)}a-b_c`))?.tokenType,
    'GITHUB_APP_INSTALLATION',
  );
});

/** Forms that are newer than their prefix. No length and no checksum is held against a token. */
const NEW_FORMS: readonly (readonly [string, string, GitProviderKind])[] = [
  ['GITHUB_APP_USER', `ghu_123456_${'eyJ0eXAi.'.repeat(50)}a-b_c`, 'GITHUB'],
  ['GITHUB_FINE_GRAINED', `github_pat_${'A'.repeat(22)}_${'0'.repeat(59)}`, 'GITHUB_ENTERPRISE'],
  ['GITLAB_PERSONAL', 'glpat-bzoxCnU6MQpvOjEKFAKEFAKEFAKEFAKE.01.1o0fa4e00', 'GITLAB_CLOUD'],
  ['GITLAB_PERSONAL', 'glpat-bzoxCnU6MQpvOjEKFAKEFAKEFAKEFAKE.1o0fa4e00', 'GITLAB_CLOUD'],
  ['GITLAB_PERSONAL', `glpat-${'A'.repeat(297)}.01.2o0fa4e00`, 'GITLAB_CLOUD'],
];

for (const [tokenType, value, provider] of NEW_FORMS) {
  test(`R18: a ${tokenType} of ${value.length} characters, ${value.slice(0, 20)}…, is recognized at ${provider}`, () => {
    assert.equal(recognizeToken(new Secret(value))?.tokenType, tokenType);
    assert.equal(why(new Secret(value), provider, 'USER'), null);
  });
}

test('R18: what a GitHub App signs for itself is for neither kind; elsewhere a JWT may be an OAuth token', () => {
  const signature = new Secret('eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0NTYifQ.FAKE_signature-of0an0app');
  for (const provider of GIT_PROVIDER_KINDS) {
    const expected = GIT_PROVIDERS[provider].family === 'GITHUB' ? 'WRONG_TOKEN_TYPE' : null;
    for (const kind of GIT_TOKEN_KINDS) assert.equal(why(signature, provider, kind), expected, provider);
  }
});

const OLD_STYLE: Record<string, string> = {
  'GitHub before 2021, 40 hexadecimal digits': '0123456789abcdef0123456789abcdef01234567',
  'GitLab, 20 characters': 'ATBBxxxxxxxxxxxxxxxx',
  'GitLab, 20 characters that begin like another’s': 'ghp_xxxxxxxxxxxxxxxx',
  'GitLab OAuth, 64 hexadecimal digits': 'a'.repeat(64),
  'Bitbucket Data Center, base64': 'MjUyOTczNTE1MDY5OiiZ0k1Yb3bGJvH3wKfNc0VVjz4x',
  'GitLab with an instance’s own prefix': 'acme-glpat-0123456789abcdefghij',
  'a prefix inside': 'xghp_0123456789abcdefghijABCDEFGHIJ012345',
  'another case of letters': 'GHP_0123456789abcdefghijABCDEFGHIJ012345',
  'a prefix and hardly anything': 'ghp_short',
};

for (const [what, value] of Object.entries(OLD_STYLE)) {
  test(`R18: never refused unasked: ${what}`, () => {
    for (const provider of GIT_PROVIDER_KINDS) {
      for (const kind of GIT_TOKEN_KINDS) assert.equal(why(new Secret(value), provider, kind), null, provider);
    }
  });
}

test('R18: random text without a known prefix is never refused unasked', () => {
  const value = fc
    .string({ unit: fc.constantFrom(...'abcdefghijklmnop0123456789'), minLength: 8, maxLength: 80 })
    .filter((text) => !TOKEN_PREFIXES.some(({ prefix }) => text.startsWith(prefix)));
  fc.assert(
    fc.property(
      value,
      fc.constantFrom(...GIT_PROVIDER_KINDS),
      fc.constantFrom(...GIT_TOKEN_KINDS),
      (text, provider, kind) => refusalBeforeAsking(new Secret(text), provider, kind) === null,
    ),
  );
});

test('only a Bitbucket Cloud API token needs a user name beside it', () => {
  const tail = 'F'.repeat(40);
  for (const { prefix } of TOKEN_PREFIXES) {
    assert.equal(needsUsername(new Secret(`${prefix}${tail}`)), prefix === 'ATATT3', prefix);
  }
  assert.equal(needsUsername(new Secret(tail)), false);
});
