// What people read: the sentence for each reason and each warning, word for word, and that none repeats what was pasted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JudgementContext } from '../../src/domain/examine-token';
import type { GitProviderKind } from '../../src/domain/git-provider';
import { type GitTokenKind, NO_REUSE } from '../../src/domain/git-token';
import { judgeToken } from '../../src/domain/judge-token';
import { Secret } from '../../src/domain/secret';
import type { Inspection, NotAsked } from '../../src/domain/token-evidence';
import { refusalBeforeAsking } from '../../src/domain/token-prefixes';
import { accepted, at, context, days, hours, notAsked, owner, read, refused, STRICT, undetermined } from './samples';

const judge = (inspection: Inspection | NotAsked, kind: GitTokenKind, changes: Partial<JudgementContext> = {}) =>
  judgeToken(inspection, context(kind, changes));

/** What is found out about a pasted value that begins like this, before it is sent anywhere. */
function refusedByForm(beginning: string, provider: GitProviderKind): NotAsked {
  const refusal = refusalBeforeAsking(new Secret(`${beginning}${'F'.repeat(36)}`), provider, 'USER');
  assert.ok(refusal, beginning);
  return { ...notAsked(refusal.why), ...refusal };
}

const CLASSIC_FORM = 'https://github.com/settings/tokens/new?scopes=repo,admin:repo_hook&description=GitOps+token';
const GITLAB = { provider: 'GITLAB_CLOUD', accountPolicy: STRICT } as const;
const GITLAB_FORM = 'https://gitlab.com/-/user_settings/personal_access_tokens?name=GitOps+token&scopes=';
const BITBUCKET = { provider: 'BITBUCKET_CLOUD' } as const;
const gitlab = accepted({ tokenType: 'GITLAB_PERSONAL', scopes: read('api'), identity: owner('PERSON') });
const unreadable = { how: 'UNREADABLE', probes: [] } as const;
const fineGrained = accepted({ tokenType: 'GITHUB_FINE_GRAINED', scopes: unreadable });
const elsewhere = { reuse: { ...NO_REUSE, elsewhere: true } };

const MESSAGES: readonly (readonly [string, ReturnType<typeof judge>])[] = [
  ['GitHub accepts the token, and it has every scope it needs.', judge(accepted(), 'RUNTIME')],
  [
    'GitHub accepts the token but does not say whether it has contents:write and metadata:read; make sure that it has.',
    judge(fineGrained, 'USER'),
  ],
  [
    `The token lacks admin:repo_hook; this runtime takes it nevertheless. Create one with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted({ scopes: read('repo') }), 'RUNTIME', { scopeCheckMode: 'REPORT' }),
  ],
  [
    `The token lacks admin:repo_hook. Create one with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted({ scopes: read('repo') }), 'RUNTIME'),
  ],
  [
    'The token does not reach the runtime’s shared configuration repository. Its resource owner must be the repository’s owner, the repository must be among those selected, and the organization may have to approve the token first. Create one with the permissions contents:write and metadata:read here: https://github.com/settings/personal-access-tokens/new',
    judge({ ...fineGrained, repository: 'UNREACHABLE' }, 'USER'),
  ],
  [
    'The token lacks contents:write on the runtime’s shared configuration repository. Create one with the permissions contents:write and metadata:read here: https://github.com/settings/personal-access-tokens/new',
    judge(
      {
        ...fineGrained,
        repository: 'REACHABLE',
        scopes: { how: 'UNREADABLE', probes: [{ scope: 'contents:write', state: 'MISSING' }] },
      },
      'USER',
    ),
  ],
  ...(
    [
      ['PROJECT_ADMIN on the project of the runtime’s shared configuration repository', ['PROJECT_ADMIN']],
      ['REPO_ADMIN on the runtime’s shared configuration repository', ['REPO_ADMIN']],
      [
        'PROJECT_ADMIN and REPO_ADMIN on the runtime’s shared configuration repository and its project',
        ['PROJECT_ADMIN', 'REPO_ADMIN'],
      ],
    ] as const
  ).map(([lack, scopes]): [string, ReturnType<typeof judge>] => [
    `The token lacks ${lack}. Create one with the permissions PROJECT_ADMIN and REPO_ADMIN here: https://git.example.com/plugins/servlet/access-tokens/manage`,
    judge(
      accepted({
        tokenType: 'BITBUCKET_SERVER_HTTP_TOKEN',
        repository: 'REACHABLE',
        scopes: { how: 'UNREADABLE', probes: scopes.map((scope) => ({ scope, state: 'MISSING' })) },
      }),
      'RUNTIME',
      { provider: 'BITBUCKET_SERVER' },
    ),
  ]),
  [
    'The token lacks api. Create one with the scope api in the group’s settings, under Access tokens.',
    judge(accepted({ tokenType: 'GITLAB_GROUP', scopes: read('read_api') }), 'RUNTIME', GITLAB),
  ],
  [
    'The token lacks repo. Create one with the scope repo by authorizing its app again.',
    judge(accepted({ tokenType: 'GITHUB_OAUTH', scopes: read('gist') }), 'USER'),
  ],
  [
    'The token lacks repository:write. Create one with the scopes webhook, repository:write and repository:admin in the workspace’s settings, under Access tokens.',
    judge(
      accepted({ tokenType: 'BITBUCKET_WORKSPACE_TOKEN', scopes: read('webhook', 'repository:admin') }),
      'RUNTIME',
      BITBUCKET,
    ),
  ],
  [
    `GitHub does not accept the token: it was revoked, has expired, was not pasted whole, or belongs to a GitHub Enterprise server. Create a new one with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(refused('INVALID'), 'RUNTIME'),
  ],
  [
    `GitHub does not accept the token: it was revoked, has expired, was not pasted whole, or belongs to a GitHub Enterprise server. GitHub said so less than a minute ago and was not asked again; it will be after 12:00:59 UTC. Create a new one with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge({ ...refused('INVALID'), askedAgainAt: '2026-10-15T12:00:59.000Z' }, 'RUNTIME'),
  ],
  [
    'Bitbucket Cloud does not accept the token: it was revoked, has expired, has no scopes, was not pasted whole, or the e-mail is not that of its account. Create a new one with the scopes read:user:bitbucket, read:workspace:bitbucket, read:webhook:bitbucket, write:webhook:bitbucket, read:repository:bitbucket, write:repository:bitbucket and admin:repository:bitbucket here, with “Create API token with scopes” and Bitbucket as its app: https://id.atlassian.com/manage-profile/security/api-tokens',
    judge(refused('INVALID', { tokenType: 'BITBUCKET_API_TOKEN' }), 'USER', BITBUCKET),
  ],
  [
    `GitLab does not accept the token: it was revoked, has expired, was not pasted whole, or belongs to another GitLab host. Create a new one with the scope api here: https://git.example.com/-/user_settings/personal_access_tokens?name=GitOps+token&scopes=api`,
    judge(refused('INVALID', { tokenType: 'UNKNOWN' }), 'RUNTIME', {
      provider: 'GITLAB_SERVER',
      providerUrl: 'https://git.example.com',
    }),
  ],
  [
    `The token expired on 2026-10-14 12:00 UTC. Create a new one with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted({ expiry: at(days(-1)) }), 'RUNTIME'),
  ],
  [
    `The token has expired. Create a new one with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(refused('EXPIRED'), 'RUNTIME'),
  ],
  [
    `The token expires on 2026-10-15 15:00 UTC, in less than 24 hours, which is too soon for a runtime. Create a longer-lived one with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted({ expiry: at(hours(3)) }), 'RUNTIME'),
  ],
  [
    'GitHub knows the token but keeps it out: single sign-on, or a rule of the organization. Ask an owner of the organization to let it in.',
    judge(refused('BLOCKED', { blockedBy: 'ORGANIZATION' }), 'USER'),
  ],
  [
    'GitHub knows the token but keeps it out: its owner’s account is suspended. Its owner can ask GitHub’s support.',
    judge(refused('BLOCKED', { blockedBy: 'SUSPENSION' }), 'USER'),
  ],
  [
    'GitHub Enterprise knows the token but keeps it out: its owner’s account is suspended. Ask whoever administers the server.',
    judge(refused('BLOCKED', { blockedBy: 'SUSPENSION' }), 'USER', { provider: 'GITHUB_ENTERPRISE' }),
  ],
  [
    'GitHub knows the token, but it is not authorized for the organization’s single sign-on. Authorize it here: https://github.com/orgs/acme/sso',
    judge(refused('BLOCKED', { fixUrl: 'https://github.com/orgs/acme/sso' }), 'USER'),
  ],
  [
    'Bitbucket Data Center knows the token but keeps it out: a CAPTCHA after failed sign-ins, a password that has to be changed, or a deactivated account. Sign in there with a browser as the token’s owner, or ask whoever administers it.',
    judge(refused('BLOCKED'), 'USER', { provider: 'BITBUCKET_SERVER' }),
  ],
  [
    `This is a project access token, which cannot serve as a runtime token because it reaches one project only. Create a group access token with the scope api in the group’s settings, under Access tokens.`,
    judge(accepted({ tokenType: 'GITLAB_PROJECT' }), 'RUNTIME', GITLAB),
  ],
  [
    'This is an OAuth token, which cannot serve as a runtime token because it lives for 2 hours only. Create a workspace access token with the scopes webhook, repository:write and repository:admin in the workspace’s settings, under Access tokens.',
    judge(accepted({ tokenType: 'BITBUCKET_OAUTH' }), 'RUNTIME', BITBUCKET),
  ],
  [
    'This is a deploy token, which GitLab.com’s API does not take for repositories, so it was sent nowhere. Create a group access token with the scope api in the group’s settings, under Access tokens.',
    judge(refusedByForm('gldt-', 'GITLAB_CLOUD'), 'RUNTIME', GITLAB),
  ],
  [
    `This is a deploy token, which GitLab.com’s API does not take for repositories, so it was sent nowhere. Create a personal access token with the scopes write_repository and read_api here: ${GITLAB_FORM}write_repository,read_api`,
    judge(refusedByForm('gldt-', 'GITLAB_CLOUD'), 'USER', GITLAB),
  ],
  [
    'GitLab does not accept the token: it begins like a deploy token, which no API takes for repositories. Create a new one with the scope api here: https://git.example.com/-/user_settings/personal_access_tokens?name=GitOps+token&scopes=api',
    judge(refused('INVALID', { tokenType: 'UNKNOWN', beginsLike: 'a deploy token' }), 'RUNTIME', {
      provider: 'GITLAB_SERVER',
      providerUrl: 'https://git.example.com',
    }),
  ],
  [
    `This is a JWT that an app signs for itself, which GitHub’s API does not take for repositories, so it was sent nowhere. Create a classic token with the scope repo here: https://github.com/settings/tokens/new?scopes=repo&description=GitOps+token`,
    judge(refusedByForm('eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0NTYifQ.', 'GITHUB'), 'USER'),
  ],
  [
    `This is an app’s refresh token, which GitHub’s API does not take for repositories, so it was sent nowhere. Create a classic token with the scope repo here: https://github.com/settings/tokens/new?scopes=repo&description=GitOps+token`,
    judge(refusedByForm('ghr_', 'GITHUB'), 'USER'),
  ],
  [
    `This token is for GitHub, but the runtime uses GitLab.com, so it was sent nowhere. Create a personal access token with the scopes write_repository and read_api here: ${GITLAB_FORM}write_repository,read_api`,
    judge(notAsked('WRONG_PROVIDER', 'GITHUB_CLASSIC'), 'USER', GITLAB),
  ],
  [
    `This token belongs to another Git host than this runtime’s (GitHub), so it was sent nowhere. Create a classic token with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(notAsked('WRONG_PROVIDER', 'GITHUB_CLASSIC'), 'RUNTIME'),
  ],
  [
    `This token is in use elsewhere already. Create one for this runtime alone with the scopes repo and admin:repo_hook here: ${CLASSIC_FORM}`,
    judge(accepted(), 'RUNTIME', elsewhere),
  ],
  [
    `This token is in use by somebody else already. Create one of your own with the scopes write_repository and read_api here: ${GITLAB_FORM}write_repository,read_api`,
    judge(gitlab, 'USER', { ...GITLAB, ...elsewhere }),
  ],
  [
    'The token belongs to a person, but this account wants a service account for its runtimes. Create one of a service account or of a group, with the scope api, in the settings of the group at GitLab.',
    judge(gitlab, 'RUNTIME', GITLAB),
  ],
  [
    'GitHub could not be asked, so nothing was changed. Try again in a few minutes; if it stays so, ask whoever runs the gateway.',
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
  [
    'GitHub takes no more requests for now, so nothing was changed. Try again after 2026-10-15 13:01 UTC.',
    judge(undetermined('PROVIDER_RATE_LIMITED', new Date(hours(1).getTime() + 1)), 'USER'),
  ],
];

for (const [message, verdict] of MESSAGES) {
  test(`${verdict.reason}: “${message.replace(/: https.*/, ': …')}”`, () => assert.equal(verdict.message, message));
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
      'SCOPES_UNREADABLE: Should something fail later for want of a right, look at the token’s scopes first.',
      'REPOSITORY_UNREACHABLE: The shared configuration repository has moved; an admin has to name its new place in the runtime.',
      'NO_EXPIRY: The token never expires; one with an expiry date does less harm when it leaks.',
      'OWNER_NOT_SERVICE_ACCOUNT: GitHub does not tell whether the token belongs to a service account; make sure that it does.',
      'REPOSITORY_UNREACHABLE: The token does not reach the shared configuration repository; give the token’s owner access to it, or have an admin correct its name in the runtime.',
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

const messagesOf = ({ warnings }: ReturnType<typeof judge>) =>
  Object.fromEntries(warnings.map(({ code, message }) => [code, message]));

test('a warning adds to the message and does not repeat it', () => {
  const named = { ...fineGrained, repository: 'REACHABLE' } as const;
  const nothingToAdd = 'Should something fail later for want of a right, look at the token’s scopes first.';
  assert.match(
    messagesOf(judge(fineGrained, 'USER')).SCOPES_UNREADABLE ?? '',
    /^More can be learned on a repository: /,
  );
  assert.equal(messagesOf(judge(named, 'USER')).SCOPES_UNREADABLE, nothingToAdd);
  const stripped = accepted({ scopes: unreadable });
  assert.equal(
    messagesOf(judge(stripped, 'USER')).SCOPES_UNREADABLE,
    'GitHub lists such scopes in a header, so a proxy may have removed it; tell whoever runs the gateway.',
  );
  assert.equal(
    messagesOf(judge({ ...fineGrained, expiry: at(hours(3)) }, 'RUNTIME')).SCOPES_UNREADABLE,
    'GitHub does not say whether the token has administration:write, statuses:write, contents:write, metadata:read, pull_requests:write and repository_hooks:write; make sure that it has.',
  );

  assert.equal(
    messagesOf(judge({ ...fineGrained, repository: 'UNREACHABLE' }, 'USER')).REPOSITORY_UNREACHABLE,
    'If the repository’s name is wrong, an admin can correct it in the runtime.',
  );
  assert.equal(
    messagesOf(judge(accepted({ scopes: read('gist'), repository: 'UNREACHABLE' }), 'USER')).REPOSITORY_UNREACHABLE,
    'The token does not reach the shared configuration repository either, which may be due to the missing scopes.',
  );
});

test('where the owner is the fault, no form of that owner is offered', () => {
  assert.equal(judge(gitlab, 'RUNTIME', GITLAB).fixUrl, null);
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
