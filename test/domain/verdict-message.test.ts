// What people read: the sentence for each reason and each warning, word for word, and that none repeats what was pasted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgementContext } from '../../src/domain/examine-token';
import { type GitTokenKind, NO_REUSE } from '../../src/domain/git-token';
import { judgeToken } from '../../src/domain/judge-token';
import type { Inspection, NotAsked } from '../../src/domain/token-evidence';
import { accepted, at, context, days, hours, notAsked, owner, read, refused, STRICT, undetermined } from './samples';

const judge = (inspection: Inspection | NotAsked, kind: GitTokenKind, changes: Partial<JudgementContext> = {}) =>
  judgeToken(inspection, context(kind, changes));

const CLASSIC_FORM = 'https://github.com/settings/tokens/new?scopes=repo,admin:repo_hook&description=GitOps+token';
const GITLAB = { provider: 'GITLAB_CLOUD', accountPolicy: STRICT } as const;
const GITLAB_FORM = 'https://gitlab.com/-/user_settings/personal_access_tokens?name=GitOps+token&scopes=';
const gitlab = accepted({ tokenType: 'GITLAB_PERSONAL', scopes: read('api'), identity: owner('PERSON') });
const unreadable = { how: 'UNREADABLE', probes: [] } as const;
const fineGrained = accepted({ tokenType: 'GITHUB_FINE_GRAINED', scopes: unreadable });
const elsewhere = { reuse: { ...NO_REUSE, elsewhere: true } };

const MESSAGES: readonly (readonly [string, ReturnType<typeof judge>])[] = [
  ['GitHub accepts the token, and it has every scope it needs.', judge(accepted(), 'RUNTIME')],
  [
    'GitHub accepts the token but does not say whether it has contents:write and metadata:read. Should something fail later, look there first.',
    judge(fineGrained, 'USER'),
  ],
  [
    `The token lacks admin:repo_hook; this runtime takes it nevertheless. Create one with repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted({ scopes: read('repo') }), 'RUNTIME', { scopeCheckMode: 'REPORT' }),
  ],
  [
    `The token lacks admin:repo_hook. Create one with repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted({ scopes: read('repo') }), 'RUNTIME'),
  ],
  [
    'The token does not reach the runtime’s shared configuration repository. Its resource owner must be the repository’s owner, the repository must be among those selected, and the organization may have to approve the token first. Create one with contents:write and metadata:read here: https://github.com/settings/personal-access-tokens/new',
    judge({ ...fineGrained, repository: 'UNREACHABLE' }, 'USER'),
  ],
  [
    'The token lacks contents:write on the runtime’s shared configuration repository. Create one with contents:write and metadata:read here: https://github.com/settings/personal-access-tokens/new',
    judge(
      {
        ...fineGrained,
        repository: 'REACHABLE',
        scopes: { how: 'UNREADABLE', probes: [{ scope: 'contents:write', state: 'MISSING' }] },
      },
      'USER',
    ),
  ],
  [
    'The token lacks api. Create one with api.',
    judge(accepted({ tokenType: 'GITLAB_GROUP', scopes: read('read_api') }), 'RUNTIME', GITLAB),
  ],
  [
    `GitHub does not accept the token: it was revoked, has expired, or was not pasted whole. Create a new one with repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(refused('INVALID'), 'RUNTIME'),
  ],
  [
    `The token expired on 2026-10-14 12:00 UTC. Create a new one with repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted({ expiry: at(days(-1)) }), 'RUNTIME'),
  ],
  [
    `The token has expired. Create a new one with repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(refused('EXPIRED'), 'RUNTIME'),
  ],
  [
    `The token expires on 2026-10-15 15:00 UTC, in less than 24 hours, which is too soon for a runtime. Create one that lives longer with repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted({ expiry: at(hours(3)) }), 'RUNTIME'),
  ],
  [
    'GitHub knows the token but keeps it out: single sign-on, an organization’s rule, or a block. Ask an administrator at GitHub to let it in.',
    judge(refused('BLOCKED'), 'USER'),
  ],
  [
    'GitHub knows the token but keeps it out: single sign-on, an organization’s rule, or a block. Let it in here: https://github.com/orgs/acme/sso',
    judge(refused('BLOCKED', { fixUrl: 'https://github.com/orgs/acme/sso' }), 'USER'),
  ],
  [
    `This is a project access token, which cannot serve as a runtime token because it reaches one project only. Create a personal access token with api here: ${GITLAB_FORM}api`,
    judge(accepted({ tokenType: 'GITLAB_PROJECT' }), 'RUNTIME', GITLAB),
  ],
  [
    `GitLab.com’s API does not take this kind of token (deploy, runner, job, feed, refresh, app password). Create a personal access token with api here: ${GITLAB_FORM}api`,
    judge(notAsked('WRONG_TOKEN_TYPE'), 'RUNTIME', GITLAB),
  ],
  [
    `This token is for GitHub, but the runtime uses GitLab.com, so it was sent nowhere. Create a personal access token with write_repository and read_api here: ${GITLAB_FORM}write_repository,read_api`,
    judge(notAsked('WRONG_PROVIDER', 'GITHUB_CLASSIC'), 'USER', GITLAB),
  ],
  [
    `This token belongs to another Git host than this runtime’s (GitHub), so it was sent nowhere. Create a classic token with repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(notAsked('WRONG_PROVIDER', 'GITHUB_CLASSIC'), 'RUNTIME'),
  ],
  [
    `This token is in use elsewhere already. Create one for this runtime alone with repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted(), 'RUNTIME', elsewhere),
  ],
  [
    `This token is in use by somebody else already. Create one of your own with write_repository and read_api here: ${GITLAB_FORM}write_repository,read_api`,
    judge(gitlab, 'USER', { ...GITLAB, ...elsewhere }),
  ],
  [
    `The token belongs to a person, but this account wants a service account for its runtimes. Create one as a service account at GitLab.com with api here: ${GITLAB_FORM}api`,
    judge(gitlab, 'RUNTIME', GITLAB),
  ],
  [
    'GitHub could not be asked, so nothing was changed. Try again in a few minutes.',
    judge(undetermined('PROVIDER_UNAVAILABLE'), 'USER'),
  ],
  [
    'GitHub takes no more requests for now, so nothing was changed. Try again in a few minutes.',
    judge(undetermined('PROVIDER_RATE_LIMITED'), 'USER'),
  ],
  [
    'GitHub takes no more requests for now, so nothing was changed. Try again after 2026-10-15 13:00 UTC.',
    judge(undetermined('PROVIDER_RATE_LIMITED', hours(1)), 'USER'),
  ],
];

for (const [message, verdict] of MESSAGES) {
  test(`${verdict.reason}: “${message.replace(/ here: .*/, ' here: …')}”`, () =>
    assert.equal(verdict.message, message));
}

const allWarnings = [
  ...judge({ ...fineGrained, repository: 'MOVED', expiry: { how: 'NEVER' } }, 'RUNTIME', { accountPolicy: STRICT })
    .warnings,
  ...judge(
    accepted({
      identity: owner('SERVICE_ACCOUNT'),
      scopes: read('repo', 'delete_repo', 'admin:org'),
      expiry: at(hours(3)),
      repository: 'UNREACHABLE',
    }),
    'USER',
    { reuse: { ...NO_REUSE, sharedLogin: true, sameAsViewersOwn: true } },
  ).warnings,
  ...judge(gitlab, 'RUNTIME', {
    ...GITLAB,
    moment: 'STORED',
    reuse: { ...NO_REUSE, anotherRuntimeOfAccount: true, sameAsViewersOwn: true },
  }).warnings,
];

test('the warnings, word for word', () => {
  assert.deepEqual(
    allWarnings.map(({ code, message }) => `${code}: ${message}`),
    [
      'SCOPES_UNREADABLE: GitHub does not say whether the token has administration:write, statuses:write, contents:write, metadata:read, pull_requests:write and repository_hooks:write; make sure that it has.',
      'REPOSITORY_UNREACHABLE: The shared configuration repository has moved; name its new place in the runtime.',
      'NO_EXPIRY: The token never expires; one with an expiry date does less harm when it leaks.',
      'OWNER_NOT_SERVICE_ACCOUNT: GitHub does not tell whether the token belongs to a service account; make sure that it does.',
      'REPOSITORY_UNREACHABLE: The token does not reach the shared configuration repository; give its owner access, or correct the name in the runtime.',
      'EXCESS_SCOPES: The token may do far more than it needs to (delete_repo and admin:org); a new one without that is safer.',
      'EXPIRES_SOON: The token expires on 2026-10-15 15:00 UTC; set a new one before that.',
      'OWNER_NOT_PERSON: The token acts as a robot account, so what you do with it does not carry your name at GitHub; use your own.',
      'SHARED_LOGIN: Somebody else uses the same GitHub login here; use a login that is yours alone.',
      'SAME_AS_YOUR_USER_TOKEN: This is a runtime’s token too; create one of your own for yourself.',
      'OWNER_NOT_SERVICE_ACCOUNT: The token belongs to a person and stops working when they leave; use one of a service account.',
      'RUNTIME_TOKEN_REUSED: Another runtime uses this token too, and both stop when it is revoked; give each runtime a token of its own.',
      'SAME_AS_YOUR_USER_TOKEN: This is your own user token too; give the runtime one of a service account.',
    ],
  );
});

test('no message repeats a name or a scope that a host made up', () => {
  const SENTINEL = 'sentinel';
  const evidence = accepted({
    tokenName: SENTINEL,
    identity: { login: SENTINEL, displayName: SENTINEL, kind: 'PERSON' },
    scopes: read('repo', SENTINEL),
  });
  for (const kind of ['RUNTIME', 'USER'] as const) {
    const verdict = judge(evidence, kind, elsewhere);
    const said = [verdict.message, ...verdict.warnings.map(({ message }) => message)].join('\n');
    assert.ok(!said.includes(SENTINEL), said);
  }
});
