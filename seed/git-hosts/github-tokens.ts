// Which tokens does only a simulated GitHub know, in the cloud and at an Enterprise server?

import type { GitHostName } from './addresses';
import { MARKS, type Particulars, SCOPES, token } from './make-token';

/** All that a runtime needs; metadata:read comes with any of them. */
const PERMISSIONS = [
  'administration:write',
  'statuses:write',
  'contents:write',
  'pull_requests:write',
  'repository_hooks:write',
];

/** The real length, 93 characters; reaches the repositories of the organization whose runtime the host serves. */
const fineGrained = (host: GitHostName, label: string, particulars: Particulars) =>
  token(host, label, {
    value: `github_pat_FAKE${MARKS[host]}${label}`.padEnd(33, '0').concat('_').padEnd(93, '0'),
    sort: 'GITHUB_FINE_GRAINED',
    scopes: PERMISSIONS,
    resourceOwner: host === 'github' ? 'acme' : 'globex',
    ...particulars,
  });

/** The cast's runtime at the Enterprise server is of another organization. */
const atAcme = (host: GitHostName, purpose: string): string =>
  host === 'github' ? purpose : `${purpose}; good for globex-production`;

export const githubOnly = (host: GitHostName) => ({
  singleSignOn: token(host, 'sso', {
    purpose: atAcme(host, 'is not authorized for the single sign-on of the organization acme'),
    scopes: SCOPES.GITHUB.runtime,
    state: 'SSO_REQUIRED',
  }),
  singleSignOnHidden: token(host, 'ssohidden', {
    purpose: atAcme(host, 'the same, but the organization’s repositories are hidden from it'),
    scopes: SCOPES.GITHUB.runtime,
    state: 'SSO_HIDDEN',
  }),
  kindForbidden: token(host, 'forbidden', {
    purpose: atAcme(host, 'is of a kind that the organization acme forbids'),
    scopes: SCOPES.GITHUB.runtime,
    state: 'KIND_FORBIDDEN',
  }),
  addressForbidden: token(host, 'address', {
    purpose: atAcme(host, 'is used from an address that the organization acme does not allow'),
    scopes: SCOPES.GITHUB.runtime,
    state: 'ADDRESS_FORBIDDEN',
  }),
  excessive: token(host, 'mighty', {
    purpose: 'can do far more than it needs to',
    scopes: ['repo', 'admin:repo_hook', 'delete_repo', 'admin:org'],
  }),
  oauth: token(host, 'oauth', {
    value: `gho_FAKE${MARKS[host]}oauth`.padEnd(40, '0'),
    purpose: 'an OAuth token',
    sort: 'GITHUB_OAUTH',
    scopes: SCOPES.GITHUB.runtime,
    expiresInDays: null,
  }),
  beforePrefixes: token(host, 'old', {
    value: `fa4e${MARKS[host] === 'gh' ? '1' : '2'}`.padEnd(40, '0'),
    purpose: 'in the form that tokens had before 2021',
    scopes: SCOPES.GITHUB.runtime,
  }),
  fineGrained: fineGrained(host, 'fine', { purpose: 'a fine-grained token, good as either kind' }),
  fineGrainedUser: fineGrained(host, 'fineuser', {
    purpose: 'a fine-grained token, good as a user token only',
    scopes: ['contents:write'],
  }),
  fineGrainedReader: fineGrained(host, 'finereader', {
    purpose: 'a fine-grained token that may read only',
    scopes: ['contents:read', 'statuses:read', 'pull_requests:read', 'repository_hooks:read', 'administration:read'],
  }),
  fineGrainedEndless: fineGrained(host, 'fineendless', {
    purpose: 'a fine-grained token without an expiry date',
    expiresInDays: null,
  }),
  fineGrainedElsewhere: fineGrained(host, 'fineother', {
    purpose: 'a fine-grained token of another resource owner',
    resourceOwner: 'sam-sample',
  }),
  fineGrainedPending: fineGrained(host, 'finepending', {
    purpose: 'a fine-grained token that its organization has not approved yet',
    resourceOwner: null,
  }),
  appUser: fineGrained(host, 'appuser', {
    value: `ghu_FAKE${MARKS[host]}appuser`.padEnd(40, '0'),
    purpose: 'an app’s token for a user, which no runtime token may be',
    sort: 'GITHUB_APP_USER',
    expiresInDays: 8 / 24,
  }),
  appInstallation: fineGrained(host, 'app', {
    value: `ghs_FAKE${MARKS[host]}app`.padEnd(40, '0'),
    purpose: 'an app’s own token, which nobody can use here',
    sort: 'GITHUB_APP_INSTALLATION',
    expiresInDays: 1 / 24,
  }),
  appInstallationLong: fineGrained(host, 'applong', {
    value: `ghs_123456_FAKE${MARKS[host]}.${'0'.repeat(250)}.`.padEnd(520, '0'),
    purpose: 'the same in its new form of about 520 characters',
    sort: 'GITHUB_APP_INSTALLATION',
    expiresInDays: 1 / 24,
  }),
});
