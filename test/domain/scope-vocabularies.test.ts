// What one scope includes (R16).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  everyScopeOf,
  excessScopes,
  SCOPE_VOCABULARIES,
  type ScopeVocabulary,
} from '../../src/domain/scope-vocabularies';

const VOCABULARIES = Object.keys(SCOPE_VOCABULARIES) as ScopeVocabulary[];

const allOf = (granted: readonly string[], vocabulary: ScopeVocabulary): string[] =>
  [...everyScopeOf(granted, vocabulary).keys()].sort();

const INCLUDED: readonly (readonly [ScopeVocabulary, string, readonly string[]])[] = [
  ['GITHUB_SCOPES', 'repo', ['public_repo', 'repo:invite', 'repo:status', 'repo_deployment', 'security_events']],
  ['GITHUB_SCOPES', 'admin:repo_hook', ['read:repo_hook', 'write:repo_hook']],
  ['GITHUB_SCOPES', 'write:repo_hook', ['read:repo_hook']],
  ['GITHUB_SCOPES', 'admin:org', ['manage_runners:org', 'read:org', 'write:org']],
  ['GITHUB_SCOPES', 'admin:public_key', ['read:public_key', 'write:public_key']],
  ['GITHUB_SCOPES', 'admin:gpg_key', ['read:gpg_key', 'write:gpg_key']],
  ['GITHUB_SCOPES', 'admin:ssh_signing_key', ['read:ssh_signing_key', 'write:ssh_signing_key']],
  ['GITHUB_SCOPES', 'admin:enterprise', ['manage_billing:enterprise', 'manage_runners:enterprise', 'read:enterprise']],
  ['GITHUB_SCOPES', 'user', ['read:user', 'user:email', 'user:follow']],
  ['GITHUB_SCOPES', 'project', ['read:project']],
  ['GITHUB_SCOPES', 'write:packages', ['read:packages']],
  ['GITHUB_SCOPES', 'write:discussion', ['read:discussion']],
  ['GITHUB_SCOPES', 'codespace', ['codespace:secrets']],
  ['GITHUB_SCOPES', 'audit_log', ['read:audit_log']],
  ['GITHUB_SCOPES', 'copilot', ['manage_billing:copilot']],
  ['GITHUB_PERMISSIONS', 'contents:write', ['contents:read']],
  ['GITHUB_PERMISSIONS', 'contents:read', []],
  [
    'GITLAB_SCOPES',
    'api',
    [
      'read_api',
      'read_registry',
      'read_repository',
      'read_user',
      'read_virtual_registry',
      'write_registry',
      'write_repository',
      'write_virtual_registry',
    ],
  ],
  ['GITLAB_SCOPES', 'read_api', ['read_user']],
  ['GITLAB_SCOPES', 'write_repository', ['read_repository']],
  ['GITLAB_PERMISSIONS', 'push_code', []],
  ['BITBUCKET_SCOPES', 'repository:admin', []],
  ['BITBUCKET_SCOPES', 'repository:write', ['repository']],
  ['BITBUCKET_SCOPES', 'pullrequest:write', ['pullrequest', 'repository', 'repository:write']],
  ['BITBUCKET_SCOPES', 'repository:delete', []],
  ['BITBUCKET_SCOPES', 'pullrequest', ['repository']],
  ['BITBUCKET_SCOPES', 'webhook', []],
  ['BITBUCKET_SCOPES', 'account', ['email']],
  ['BITBUCKET_SCOPES', 'account:read', ['account', 'email']],
  ['BITBUCKET_SCOPES', 'account:write', ['account', 'email']],
  ['BITBUCKET_SCOPES', 'team:write', ['team']],
  ['BITBUCKET_SCOPES', 'pipeline:variable', ['pipeline', 'pipeline:write']],
  ['BITBUCKET_SCOPES', 'issue:write', ['issue']],
  ['BITBUCKET_SCOPES', 'snippet:write', ['snippet']],
  ['BITBUCKET_SCOPES', 'pipeline:write', ['pipeline']],
  ['BITBUCKET_SCOPES', 'runner:write', ['runner']],
  ['BITBUCKET_SCOPES', 'project', ['repository']],
  ['BITBUCKET_SCOPES', 'project:write', []],
  ['BITBUCKET_SCOPES', 'project:admin', []],
  ['BITBUCKET_API_TOKEN_SCOPES', 'admin:repository:bitbucket', []],
  ['BITBUCKET_API_TOKEN_SCOPES', 'write:repository:bitbucket', []],
  [
    'BITBUCKET_SERVER_LEVELS',
    'PROJECT_ADMIN',
    ['PROJECT_READ', 'PROJECT_WRITE', 'REPO_ADMIN', 'REPO_READ', 'REPO_WRITE'],
  ],
  ['BITBUCKET_SERVER_LEVELS', 'PROJECT_WRITE', ['PROJECT_READ', 'REPO_READ', 'REPO_WRITE']],
  ['BITBUCKET_SERVER_LEVELS', 'REPO_WRITE', ['REPO_READ']],
  ['BITBUCKET_SERVER_LEVELS', 'REPO_READ', []],
  ['BITBUCKET_SERVER_LEVELS', 'REPO_ADMIN', ['REPO_READ', 'REPO_WRITE']],
  ['BITBUCKET_SERVER_LEVELS', 'PROJECT_READ', ['REPO_READ']],
];

const STANDING_ALONE: Partial<Record<ScopeVocabulary, string>> = {
  GITHUB_SCOPES:
    'workflow delete_repo delete:packages gist notifications admin:org_hook site_admin public_repo repo:status read:repo_hook',
  GITLAB_SCOPES:
    'read_user read_repository read_registry read_virtual_registry create_runner manage_runner ai_features k8s_proxy self_rotate mcp sudo admin_mode read_service_ping openid profile email',
};

for (const [vocabulary, scopes] of Object.entries(STANDING_ALONE)) {
  test(`R16: ${vocabulary}: these include nothing: ${scopes}`, () => {
    for (const scope of scopes.split(' ')) assert.deepEqual(allOf([scope], vocabulary as ScopeVocabulary), [scope]);
  });
}

test('R16: neither repo nor api brings what stands apart: workflow, deleting, an organization’s hooks; sudo, admin_mode', () => {
  const apart = [
    'workflow',
    'delete_repo',
    'delete:packages',
    'admin:org_hook',
    'admin:repo_hook',
    'sudo',
    'admin_mode',
  ];
  const brought = [
    ...allOf(['repo', 'admin:org', 'write:packages'], 'GITHUB_SCOPES'),
    ...allOf(['api'], 'GITLAB_SCOPES'),
  ];
  assert.deepEqual(
    apart.filter((scope) => brought.includes(scope)),
    [],
  );
});

for (const [vocabulary, scope, included] of INCLUDED) {
  test(`R16: ${scope} (${vocabulary}) includes ${included.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(allOf([scope], vocabulary), [scope, ...included].sort());
  });
}

const AREAS = 'repository pullrequest webhook workspace user project pipeline issue snippet runner package'.split(' ');

test('R16: no scope of a Bitbucket API token includes another: each must be ticked', () => {
  for (const area of AREAS) {
    for (const right of ['read', 'write', 'admin', 'delete']) {
      const scope = `${right}:${area}:bitbucket`;
      assert.deepEqual(allOf([scope], 'BITBUCKET_API_TOKEN_SCOPES'), [scope]);
    }
  }
});

test('an included scope names the granted one that brings it, however long the chain', () => {
  const brought = everyScopeOf(['repo', 'admin:repo_hook'], 'GITHUB_SCOPES');
  assert.equal(brought.get('read:repo_hook'), 'admin:repo_hook');
  assert.equal(brought.get('repo'), 'repo');
});

test('names of a host are no names of JavaScript', () => {
  for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    for (const vocabulary of VOCABULARIES) assert.deepEqual(allOf([name], vocabulary), [name]);
  }
});

const vocabularies = fc.constantFrom(...VOCABULARIES);
const scopesOf = (vocabulary: ScopeVocabulary) => {
  const { includes, excess } = SCOPE_VOCABULARIES[vocabulary];
  const names = [...Object.keys(includes), ...Object.values(includes).flat(), ...excess, 'unheard_of'];
  return fc.uniqueArray(fc.constantFrom(...names));
};
const cases = vocabularies.chain((vocabulary) =>
  fc.tuple(fc.constant(vocabulary), scopesOf(vocabulary), scopesOf(vocabulary)),
);

test('R16: what scopes amount to is idempotent: including again adds nothing', () => {
  fc.assert(
    fc.property(cases, ([vocabulary, scopes]) => {
      const once = allOf(scopes, vocabulary);
      assert.deepEqual(allOf(once, vocabulary), once);
    }),
  );
});

test('R16: what scopes amount to is monotone: more scopes never include less', () => {
  fc.assert(
    fc.property(cases, ([vocabulary, some, others]) => {
      const more = new Set(allOf([...some, ...others], vocabulary));
      assert.deepEqual(
        allOf(some, vocabulary).filter((scope) => !more.has(scope)),
        [],
      );
    }),
  );
});

test('R16: excess is what is granted and listed as such, save what is needed', () => {
  assert.deepEqual(excessScopes(['repo', 'delete_repo', 'admin:org'], ['repo'], 'GITHUB_SCOPES'), [
    'delete_repo',
    'admin:org',
  ]);
  assert.deepEqual(excessScopes(['sudo', 'admin_mode', 'api'], ['api'], 'GITLAB_SCOPES'), ['sudo', 'admin_mode']);
  assert.deepEqual(excessScopes(['PROJECT_ADMIN'], ['PROJECT_ADMIN', 'REPO_ADMIN'], 'BITBUCKET_SERVER_LEVELS'), []);
  assert.deepEqual(excessScopes(['PROJECT_ADMIN'], ['REPO_WRITE'], 'BITBUCKET_SERVER_LEVELS'), ['PROJECT_ADMIN']);
  assert.deepEqual(excessScopes(['workflow', 'gist', 'user'], ['repo'], 'GITHUB_SCOPES'), []);
});
