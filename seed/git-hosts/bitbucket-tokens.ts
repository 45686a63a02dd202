// Which tokens does only a simulated Bitbucket know, in the cloud and in a data center?

import { ROBOT, SCOPES, token } from './make-token';

/** What access tokens are given: `account` and `team` cannot be among it. */
const ACCESS_TOKEN_SCOPES = ['webhook', 'repository:write', 'repository:admin'];

/** The real form: it ends with `=` and eight digits of a checksum. */
const accessToken = (label: string, number: number) => ({
  value: `ATCTT3xFfGN0FAKE${`bc${label}`.padStart(167, '0')}=00FA4E0${number}`,
  username: null,
  scopes: ACCESS_TOKEN_SCOPES,
  bot: true,
});

export const BITBUCKET_CLOUD_ONLY = {
  repositoryToken: token('bitbucket', 'repository', {
    purpose: 'a repository’s access token, good as either kind',
    sort: 'BITBUCKET_REPOSITORY_TOKEN',
    ...accessToken('repository', 1),
  }),
  projectToken: token('bitbucket', 'project', {
    purpose: 'a project’s access token, good as either kind',
    sort: 'BITBUCKET_PROJECT_TOKEN',
    ...accessToken('project', 2),
  }),
  workspaceToken: token('bitbucket', 'workspace', {
    purpose: 'a workspace’s access token, good as either kind',
    sort: 'BITBUCKET_WORKSPACE_TOKEN',
    ...accessToken('workspace', 3),
  }),
  adminWithoutWrite: token('bitbucket', 'adminonly', {
    purpose: 'a repository’s access token that may administer but not write',
    sort: 'BITBUCKET_REPOSITORY_TOKEN',
    ...accessToken('adminonly', 4),
    scopes: ['webhook', 'repository:admin'],
  }),
  oauth: token('bitbucket', 'oauth', {
    value: 'FAKEbcoauth'.padEnd(64, '0'),
    username: null,
    purpose: 'an OAuth token, which no runtime token may be',
    sort: 'BITBUCKET_OAUTH',
    scopes: ['account', 'team', 'webhook', 'repository:write', 'repository:admin'],
    expiresInDays: 2 / 24,
  }),
  unreadableOwner: token('bitbucket', 'silent', {
    purpose: 'an API token that may not tell whose it is',
    scopes: SCOPES.BITBUCKET_CLOUD.user.filter((scope) => scope !== 'read:user:bitbucket'),
  }),
  unscoped: token('bitbucket', 'unscoped', {
    purpose: 'an Atlassian API token without scopes, which Bitbucket does not take',
    sort: 'BITBUCKET_UNSCOPED_API_TOKEN',
  }),
  excessive: token('bitbucket', 'mighty', {
    purpose: 'can do far more than it needs to',
    scopes: [...SCOPES.BITBUCKET_CLOUD.user, 'delete:repository:bitbucket', 'admin:project:bitbucket'],
  }),
};

/** Today's form, which does not tell its id. */
const newForm = (label: string) => `BBDC-FAKE${`bs${label}`.padStart(40, '0')}`;

export const BITBUCKET_SERVER_ONLY = {
  newRuntime: token('bitbucketServer', 'newruntime', {
    value: newForm('runtime'),
    purpose: 'a good runtime token in the newer form, whose permissions must be probed',
    ...ROBOT,
    scopes: SCOPES.BITBUCKET_SERVER.runtime,
  }),
  newUser: token('bitbucketServer', 'newuser', {
    value: newForm('user'),
    purpose: 'a token in the newer form that may write: nothing proves it, nothing refutes it',
  }),
  newLacking: token('bitbucketServer', 'newlacking', {
    value: newForm('lacking'),
    purpose: 'a token in the newer form that may read only',
    scopes: SCOPES.BITBUCKET_SERVER.missing,
  }),
  service: token('bitbucketServer', 'service', {
    value: newForm('service'),
    purpose: 'a service user’s, in the newer form',
    login: 'sync-service',
    displayName: 'Sync Service',
    bot: true,
    scopes: SCOPES.BITBUCKET_SERVER.runtime,
  }),
  projectToken: token('bitbucketServer', 'project', {
    value: newForm('project'),
    purpose: 'a project’s, good as a runtime token',
    sort: 'BITBUCKET_SERVER_ROBOT_TOKEN',
    login: 'access-token-user/1/42',
    displayName: 'Project token',
    bot: true,
    scopes: SCOPES.BITBUCKET_SERVER.runtime,
  }),
  repositoryToken: token('bitbucketServer', 'repository', {
    value: newForm('repository'),
    purpose: 'a repository’s: without rights on its project, so not good as a runtime token',
    sort: 'BITBUCKET_SERVER_ROBOT_TOKEN',
    login: 'access-token-user/2/11754',
    displayName: 'Repository token',
    bot: true,
    scopes: ['REPO_ADMIN'],
  }),
  oauth: token('bitbucketServer', 'oauth', {
    value: 'FAKEbsoauth'.padEnd(64, '0'),
    purpose: 'an OAuth token: of no known form, so what it may do is probed',
    sort: 'BITBUCKET_SERVER_OAUTH',
    scopes: SCOPES.BITBUCKET_SERVER.runtime,
    expiresInDays: 1 / 24,
  }),
};
