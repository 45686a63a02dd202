// Which scopes each type of token needs, row by row, and how they are held against what the provider said.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { GitProviderFamily } from '../../src/domain/git-provider';
import { GIT_TOKEN_KINDS, GIT_TOKEN_TYPES } from '../../src/domain/git-token';
import {
  holdAgainst,
  REQUIRED_SCOPES,
  refusalByType,
  requiredScopes,
  servingType,
  typesThatServe,
} from '../../src/domain/required-scopes';
import type { ScopeEvidence } from '../../src/domain/token-evidence';
import { ADVISED_TYPE, isKnown, type KnownTokenType, PLAINEST_TYPE, TOKEN_TYPES } from '../../src/domain/token-types';
import { read } from './samples';

const FINE_RUNTIME =
  'administration:write statuses:write contents:write metadata:read pull_requests:write repository_hooks:write';
const GRANULAR_RUNTIME =
  'read_project create_project download_code push_code create_merge_request create_webhook read_user read_personal_access_token';
const API_TOKEN =
  'read:user:bitbucket read:workspace:bitbucket read:webhook:bitbucket write:webhook:bitbucket read:repository:bitbucket write:repository:bitbucket admin:repository:bitbucket';
const ACCESS_TOKEN = 'webhook repository:write repository:admin';

/** The table as people agreed on it: scopes, or why not. */
const EXPECTED: Record<KnownTokenType, { RUNTIME: string; USER: string }> = {
  GITHUB_CLASSIC: { RUNTIME: 'repo admin:repo_hook', USER: 'repo' },
  GITHUB_FINE_GRAINED: { RUNTIME: FINE_RUNTIME, USER: 'contents:write metadata:read' },
  GITHUB_OAUTH: { RUNTIME: 'repo admin:repo_hook', USER: 'repo' },
  GITHUB_APP_USER: { RUNTIME: 'no: it lives for 8 hours only', USER: 'contents:write metadata:read' },
  GITHUB_APP_INSTALLATION: {
    RUNTIME: 'no: it lives for an hour only',
    USER: 'no: it belongs to an app and to nobody',
  },
  GITLAB_PERSONAL: { RUNTIME: 'api', USER: 'write_repository read_api' },
  GITLAB_GROUP: { RUNTIME: 'api', USER: 'write_repository read_api' },
  GITLAB_PROJECT: { RUNTIME: 'no: it reaches one project only', USER: 'write_repository read_api' },
  GITLAB_SERVICE_ACCOUNT: { RUNTIME: 'api', USER: 'write_repository read_api' },
  GITLAB_GRANULAR: { RUNTIME: GRANULAR_RUNTIME, USER: 'download_code push_code read_project read_user' },
  GITLAB_OAUTH: { RUNTIME: 'no: it lives for 2 hours only', USER: 'write_repository read_api' },
  BITBUCKET_API_TOKEN: { RUNTIME: API_TOKEN, USER: API_TOKEN },
  BITBUCKET_REPOSITORY_TOKEN: { RUNTIME: ACCESS_TOKEN, USER: ACCESS_TOKEN },
  BITBUCKET_PROJECT_TOKEN: { RUNTIME: ACCESS_TOKEN, USER: ACCESS_TOKEN },
  BITBUCKET_WORKSPACE_TOKEN: { RUNTIME: ACCESS_TOKEN, USER: ACCESS_TOKEN },
  BITBUCKET_OAUTH: {
    RUNTIME: 'no: it lives for 2 hours only',
    USER: 'account team webhook repository:write repository:admin',
  },
  BITBUCKET_SERVER_HTTP_TOKEN: { RUNTIME: 'PROJECT_ADMIN REPO_ADMIN', USER: 'REPO_WRITE' },
};

const KNOWN = GIT_TOKEN_TYPES.filter(isKnown);

for (const tokenType of KNOWN) {
  for (const kind of GIT_TOKEN_KINDS) {
    test(`${tokenType} as ${kind} needs ${EXPECTED[tokenType][kind]}`, () => {
      const refusal = refusalByType(tokenType, kind);
      const scopes = requiredScopes(tokenType, kind).map(({ scope }) => scope);
      assert.equal(refusal ? `no: ${refusal.because}` : scopes.join(' '), EXPECTED[tokenType][kind]);
    });
  }
}

test('every needed scope says what for', () => {
  for (const [tokenType, needs] of Object.entries(REQUIRED_SCOPES)) {
    for (const kind of GIT_TOKEN_KINDS) {
      const need = needs[kind];
      if ('because' in need) continue;
      for (const { scope, purpose } of need) assert.match(purpose, /^[a-z].*[^.]$/, `${tokenType} ${kind} ${scope}`);
    }
  }
});

const FAMILIES = Object.keys(PLAINEST_TYPE) as GitProviderFamily[];

for (const family of FAMILIES) {
  test(`a ${family} token of unknown type is held to what a ${PLAINEST_TYPE[family]} needs`, () => {
    for (const kind of GIT_TOKEN_KINDS) assert.equal(servingType('UNKNOWN', kind, family), PLAINEST_TYPE[family]);
  });

  test(`what is advised at ${family} can always serve there`, () => {
    for (const tokenType of GIT_TOKEN_TYPES) {
      for (const kind of GIT_TOKEN_KINDS) {
        const serving = servingType(tokenType, kind, family);
        assert.equal(TOKEN_TYPES[serving].family, family);
        assert.equal(refusalByType(serving, kind), null);
      }
    }
    for (const kind of GIT_TOKEN_KINDS) {
      const advised = ADVISED_TYPE[family][kind];
      assert.deepEqual([TOKEN_TYPES[advised].family, refusalByType(advised, kind)], [family, null]);
    }
  });

  test(`the catalogue of ${family} lists exactly its types that can serve`, () => {
    for (const kind of GIT_TOKEN_KINDS) {
      const expected = KNOWN.filter(
        (tokenType) => TOKEN_TYPES[tokenType].family === family && !EXPECTED[tokenType][kind].startsWith('no:'),
      );
      assert.deepEqual(typesThatServe(family, kind), expected);
    }
  });
}

const runtimeNeeds = (tokenType: KnownTokenType, evidence: ScopeEvidence, kind: 'RUNTIME' | 'USER' = 'RUNTIME') =>
  holdAgainst(requiredScopes(tokenType, kind), evidence, TOKEN_TYPES[tokenType].vocabulary).map(
    ({ scope, state, evidence: how, grantedBy }) => `${scope} ${state} ${how}${grantedBy ? ` by ${grantedBy}` : ''}`,
  );

test('R16: a listed scope is GRANTED, one that is not is MISSING; both were reported', () => {
  assert.deepEqual(runtimeNeeds('GITHUB_CLASSIC', read('repo')), [
    'repo GRANTED REPORTED',
    'admin:repo_hook MISSING REPORTED',
  ]);
});

test('R16: write:repo_hook does not do for admin:repo_hook', () => {
  assert.ok(
    runtimeNeeds('GITHUB_CLASSIC', read('repo', 'write:repo_hook')).includes('admin:repo_hook MISSING REPORTED'),
  );
});

test('R16: an implied scope is GRANTED and names the one that includes it', () => {
  assert.deepEqual(runtimeNeeds('GITLAB_PERSONAL', read('api'), 'USER'), [
    'write_repository GRANTED IMPLIED by api',
    'read_api GRANTED IMPLIED by api',
  ]);
  assert.deepEqual(runtimeNeeds('BITBUCKET_SERVER_HTTP_TOKEN', read('PROJECT_ADMIN')), [
    'PROJECT_ADMIN GRANTED REPORTED',
    'REPO_ADMIN GRANTED IMPLIED by PROJECT_ADMIN',
  ]);
});

test('R16: at Bitbucket Cloud repository:admin does not include repository:write', () => {
  assert.deepEqual(runtimeNeeds('BITBUCKET_WORKSPACE_TOKEN', read('webhook', 'repository:admin')), [
    'webhook GRANTED REPORTED',
    'repository:write MISSING REPORTED',
    'repository:admin GRANTED REPORTED',
  ]);
});

test('R16: Bitbucket’s account and team count in their other forms too', () => {
  for (const account of ['account', 'account:read', 'account:write']) {
    for (const team of ['team', 'team:write']) {
      const lacks = runtimeNeeds('BITBUCKET_OAUTH', read(account, team), 'USER').filter((line) =>
        /^(account|team) MISSING/.test(line),
      );
      assert.deepEqual(lacks, [], `${account}, ${team}`);
    }
  }
});

test('R16: of a Bitbucket API token’s scopes none brings another, and Atlassian’s own names do not count', () => {
  const granted = ['admin:repository:bitbucket', 'write:webhook:bitbucket', 'read:account', 'read:me'];
  const states = runtimeNeeds('BITBUCKET_API_TOKEN', read(...granted)).map((line) => line.replace(' REPORTED', ''));
  assert.deepEqual(states, [
    'read:user:bitbucket MISSING',
    'read:workspace:bitbucket MISSING',
    'read:webhook:bitbucket MISSING',
    'write:webhook:bitbucket GRANTED',
    'read:repository:bitbucket MISSING',
    'write:repository:bitbucket MISSING',
    'admin:repository:bitbucket GRANTED',
  ]);
});

test('R17: without probes everything is UNKNOWN', () => {
  for (const line of runtimeNeeds('GITHUB_FINE_GRAINED', { how: 'UNREADABLE', probes: [] })) {
    assert.match(line, /UNKNOWN NONE$/);
  }
});

test('R17: a probe proves or refutes; what none has told stays UNKNOWN', () => {
  const probes = [
    { scope: 'contents:write', state: 'GRANTED' },
    { scope: 'metadata:read', state: 'MISSING' },
  ] as const;
  assert.deepEqual(runtimeNeeds('GITHUB_FINE_GRAINED', { how: 'UNREADABLE', probes }, 'USER'), [
    'contents:write GRANTED PROBED',
    'metadata:read MISSING PROBED',
  ]);
  assert.ok(
    runtimeNeeds('GITHUB_FINE_GRAINED', { how: 'UNREADABLE', probes }).includes('administration:write UNKNOWN NONE'),
  );
});

test('R17: what a probe refuted is missing, even where a wider right would include it', () => {
  const probes = [
    { scope: 'PROJECT_ADMIN', state: 'GRANTED' },
    { scope: 'REPO_ADMIN', state: 'MISSING' },
  ] as const;
  assert.ok(
    runtimeNeeds('BITBUCKET_SERVER_HTTP_TOKEN', { how: 'UNREADABLE', probes }).includes('REPO_ADMIN MISSING PROBED'),
  );
});

test('R16: more scopes never make a requirement MISSING', () => {
  const scopes = fc.uniqueArray(
    fc.constantFrom(
      ...KNOWN.flatMap((type) =>
        GIT_TOKEN_KINDS.flatMap((kind) => requiredScopes(type, kind).map(({ scope }) => scope)),
      ),
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...KNOWN), scopes, scopes, (tokenType, some, others) => {
      const lacks = (granted: string[]) =>
        runtimeNeeds(tokenType, read(...granted))
          .filter((line) => line.includes(' MISSING '))
          .map((line) => line.split(' ')[0]);
      const before = new Set(lacks(some));
      assert.deepEqual(
        lacks([...some, ...others]).filter((scope) => !before.has(scope)),
        [],
      );
    }),
  );
});

test('in place of what cannot serve, a runtime is advised a robot’s type where there is one, a person their own', () => {
  const advice = (tokenType: KnownTokenType, kind: 'RUNTIME' | 'USER') =>
    servingType(tokenType, kind, TOKEN_TYPES[tokenType].family);
  assert.equal(advice('GITLAB_PROJECT', 'RUNTIME'), 'GITLAB_GROUP');
  assert.equal(advice('BITBUCKET_OAUTH', 'RUNTIME'), 'BITBUCKET_WORKSPACE_TOKEN');
  assert.equal(servingType('GITHUB_CLASSIC', 'USER', 'GITLAB'), 'GITLAB_PERSONAL');
  for (const { RUNTIME, USER } of Object.values(ADVISED_TYPE)) {
    const hasRobots = KNOWN.some(
      (type) =>
        TOKEN_TYPES[type].family === TOKEN_TYPES[RUNTIME].family &&
        TOKEN_TYPES[type].robot &&
        !refusalByType(type, 'RUNTIME'),
    );
    assert.deepEqual([TOKEN_TYPES[RUNTIME].robot, TOKEN_TYPES[USER].robot], [hasRobots, false]);
  }
});
