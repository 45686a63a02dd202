// Which tokens does only a simulated GitLab know, in the cloud and self-managed?

import type { GitHostName } from './addresses';
import { MARKS, token } from './make-token';

export const gitlabOnly = (host: GitHostName) => ({
  serviceAccount: token(host, 'service', {
    purpose: 'a service account’s, good as a runtime token',
    login: 'service_account_00fa4e',
    displayName: 'Sync Service Account',
    bot: true,
    scopes: ['api'],
  }),
  group: token(host, 'group', {
    purpose: 'a group’s, good as a runtime token',
    login: 'group_7_bot_00fa4e',
    displayName: 'Group Bot',
    bot: true,
    scopes: ['api'],
  }),
  project: token(host, 'project', {
    purpose: 'a project’s, which no runtime token may be',
    login: 'project_42_bot_00fa4e',
    displayName: 'Project Bot',
    bot: true,
    scopes: ['api'],
  }),
  excessive: token(host, 'mighty', { purpose: 'can do far more than it needs to', scopes: ['api', 'sudo'] }),
  unreadableOwner: token(host, 'pushonly', {
    purpose: 'may push, but not tell whose it is',
    scopes: ['write_repository'],
  }),
  oauth: token(host, 'oauth', {
    value: `fa4e${host === 'gitlab' ? '1' : '2'}`.padEnd(64, '0'),
    purpose: 'an OAuth token, which no runtime token may be',
    sort: 'GITLAB_OAUTH',
    scopes: ['api'],
    expiresInDays: 2 / 24,
  }),
  oauthOtherForm: token(host, 'oauthodd', {
    value: `glpat-FAKE-${`${MARKS[host]}-oauthodd`.padStart(15, '0')}`,
    purpose: 'an OAuth token in a form that its administrator gave it',
    sort: 'GITLAB_OAUTH',
    scopes: ['api'],
    expiresInDays: 2 / 24,
  }),
  oauthNewForm: token(host, 'iam', {
    value: `gliamat-eyJFAKE.${MARKS[host]}iam`.padEnd(120, '0').concat('.FAKE'),
    purpose: 'an OAuth token of the new kind, of which GitLab tells little',
    sort: 'GITLAB_OAUTH',
    scopes: ['api'],
    expiresInDays: 2 / 24,
  }),
  routable: token(host, 'routable', {
    value: `glpat-FAKE${MARKS[host]}routable`.padEnd(54, '0').concat('.01.1o0fa4e00'),
    purpose: 'a good user token in the new form that tells GitLab where to look',
  }),
  termsUnread: token(host, 'terms', {
    purpose: 'belongs to somebody who has not accepted the terms of service',
    state: 'TERMS_UNREAD',
  }),
  proofRequired: token(host, 'proof', {
    purpose: 'belongs to somebody who lets it be used with a proof of possession only',
    state: 'PROOF_REQUIRED',
  }),
  granular: token(host, 'granular', {
    purpose: 'a fine-grained token that lists all it needs to as a user token',
    sort: 'GITLAB_GRANULAR',
    scopes: ['read_personal_access_token', 'read_user', 'read_project', 'download_code', 'push_code'],
  }),
  granularReader: token(host, 'granread', {
    purpose: 'a fine-grained token that does not list all it needs to',
    sort: 'GITLAB_GRANULAR',
    scopes: ['read_personal_access_token', 'read_user', 'read_project'],
  }),
  granularSilent: token(host, 'gransilent', {
    purpose: 'a fine-grained token that may not tell what it may do',
    sort: 'GITLAB_GRANULAR',
    scopes: ['read_user', 'download_code', 'push_code'],
  }),
});
