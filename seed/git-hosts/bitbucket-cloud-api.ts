// How does Bitbucket Cloud's REST API answer? Statuses, headers and bodies as its documentation and its clients show them.

import { type ApiAnswer, type ApiQuestion, json, type SimulatedApi } from './simulated-api';
import type { SimulatedTokenSort } from './simulated-token';
import type { PresentToken } from './token-registry';

const REPOSITORIES = ['acme/gitops-config', 'acme/apps', 'globex/gitops-config'];

/** What `x-credential-type` calls each sort. The name of OAuth tokens is not recorded anywhere: `oauth2` is a guess. */
const KINDS: Partial<Record<SimulatedTokenSort, string>> = {
  BITBUCKET_API_TOKEN: 'api_token',
  BITBUCKET_REPOSITORY_TOKEN: 'repo_access_token',
  BITBUCKET_PROJECT_TOKEN: 'project_access_token',
  BITBUCKET_WORKSPACE_TOKEN: 'workspace_access_token',
  BITBUCKET_OAUTH: 'oauth2',
};

/** Scopes that let a token do a thing, each by its classic name and by that of API tokens. */
const READS_USER = ['account', 'account:write', 'read:user:bitbucket'];
const READS_REPOSITORIES = [
  'repository',
  'repository:write',
  'pullrequest',
  'pullrequest:write',
  'project',
  'read:repository:bitbucket',
];

const error = (status: number, message: string, detail?: object): ApiAnswer =>
  json(status, { type: 'error', error: { message, ...(detail && { detail }) } });

/** Unknown, revoked, expired and unscoped tokens read alike; so do those of blocked accounts, as far as anybody recorded. */
const NO_SUCH_TOKEN = error(401, 'Token is invalid, expired, or not supported for this endpoint.');

/** Lists across all workspaces, taken away in April 2026. */
const REMOVED = /^\/2\.0\/(repositories|workspaces|user\/permissions(\/.*)?)\/?$/;

export const bitbucketCloudApi: SimulatedApi = (question) => {
  const token = presentedToken(question);
  if (token === null || token.isExpired || token.state !== 'GOOD') return NO_SUCH_TOKEN;
  const answer = route(question, token);
  return { ...answer, headers: { ...headersFor(token, question.path), ...answer.headers } };
};

/** An API token with its owner's e-mail, as user name and password; everything else as Bearer. */
function presentedToken({ headers, tokens }: ApiQuestion): PresentToken | null {
  const [, scheme = '', credential = ''] = /^(basic|bearer) +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const isBasic = scheme.toLowerCase() === 'basic';
  const pair = Buffer.from(credential, 'base64').toString();
  const token = tokens.find(isBasic ? pair.slice(pair.indexOf(':') + 1) : credential);
  if (token === null || KINDS[token.sort] === undefined) return null;
  if (token.sort !== 'BITBUCKET_API_TOKEN') return isBasic ? null : token;
  return isBasic && pair === `${token.username}:${token.value}` ? token : null;
}

/** What the token is and has, and which scope the question wants. */
const headersFor = ({ sort, scopes }: PresentToken, path: string): Record<string, string> => ({
  'x-credential-type': KINDS[sort] ?? '',
  'x-oauth-scopes': scopes.join(', '),
  'x-accepted-oauth-scopes': wantedOf(sort, path === '/2.0/user' ? READS_USER : READS_REPOSITORIES),
});

/** By the name that this sort of token has for it. */
const wantedOf = (sort: SimulatedTokenSort, any: readonly string[]): string =>
  (sort === 'BITBUCKET_API_TOKEN' ? any.at(-1) : any[0]) ?? '';

function route({ method, path }: ApiQuestion, token: PresentToken): ApiAnswer {
  if (REMOVED.test(path)) return error(410, 'This API has been removed.');
  if (method !== 'GET') return error(405, 'Method not allowed');
  if (path === '/2.0/user') return held(token, READS_USER) ? json(200, userOf(token)) : lacks(token, READS_USER);
  const repository = /^\/2\.0\/repositories\/([^/]+\/[^/]+)$/.exec(path)?.[1];
  if (repository === undefined) return error(404, 'Resource not found');
  if (!held(token, READS_REPOSITORIES)) return lacks(token, READS_REPOSITORIES);
  return REPOSITORIES.includes(repository)
    ? json(200, { type: 'repository', full_name: repository, is_private: true })
    : error(404, `Repository ${repository} not found`);
}

const held = ({ scopes }: PresentToken, any: readonly string[]): boolean => scopes.some((scope) => any.includes(scope));

/** The grant is told even here. */
const lacks = ({ sort, scopes }: PresentToken, any: readonly string[]): ApiAnswer =>
  error(403, 'Your credentials lack one or more required privilege scopes.', {
    required: [wantedOf(sort, any)],
    granted: scopes,
  });

const userOf = ({ login, displayName }: PresentToken) => ({
  type: 'user',
  uuid: '{fa4e0000-0000-4000-8000-000000000000}',
  account_id: '557058:fa4e0000-0000-4000-8000-000000000000',
  username: login,
  nickname: displayName,
  display_name: displayName,
});
