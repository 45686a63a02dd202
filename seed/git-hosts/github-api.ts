// How does GitHub's REST API answer? Statuses, headers and bodies as its documentation shows them.

import { type ApiAnswer, type ApiQuestion, json, type SimulatedApi } from './simulated-api';
import type { PresentToken } from './token-registry';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** Repositories that everybody with a token reaches; MOVED ones answer from another place. */
const REPOSITORIES: Readonly<Record<string, 'HERE' | 'MOVED'>> = {
  'acme/gitops-config': 'HERE',
  'acme/apps': 'HERE',
  'acme/old-config': 'MOVED',
  'globex/gitops-config': 'HERE',
};

/** The organization whose repositories need single sign-on. */
const SSO_ORGANIZATION = 'acme';

const refusal = (status: number, message: string, headers: Record<string, string> = {}): ApiAnswer =>
  json(status, { message, documentation_url: DOCUMENTATION, status: String(status) }, { ...LIMITS, ...headers });

const LIMITS = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4987', 'x-github-media-type': 'github.v3' };

/** `apiRoot` as the outside knows it, for the places that a moved repository is sent to. */
export function githubApi(apiRoot: () => string, apiPath: string): SimulatedApi {
  return (question) => {
    if (question.headers['user-agent'] === undefined) {
      return {
        status: 403,
        headers: { 'content-type': 'text/html' },
        body: 'Request forbidden: no User-Agent header.',
      };
    }
    const value = presentedToken(question);
    if (value === null) return refusal(401, 'Requires authentication');
    const token = question.tokens.find(value);
    if (token === null || token.isExpired || token.state === 'REVOKED') return refusal(401, 'Bad credentials');
    if (token.state === 'BLOCKED') return refusal(403, 'Sorry. Your account was suspended.');
    return route(question, token, apiRoot(), apiPath);
  };
}

/** `Bearer` and `token` are the same to GitHub; nothing else is taken. */
const presentedToken = ({ headers }: ApiQuestion): string | null =>
  /^(?:bearer|token) +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;

function route(question: ApiQuestion, token: PresentToken, apiRoot: string, apiPath: string): ApiAnswer {
  if (question.method !== 'GET' || !question.path.startsWith(`${apiPath}/`)) return refusal(404, 'Not Found');
  const path = question.path.slice(apiPath.length);
  if (path === '/user') return json(200, userOf(token), headersFor(token));
  const repository = /^\/repos\/([^/]+\/[^/]+)$/.exec(path)?.[1];
  return repository === undefined
    ? refusal(404, 'Not Found', headersFor(token))
    : repositoryAnswer(repository, token, apiRoot);
}

/** GitHub calls robots `User` too. */
const userOf = ({ login, displayName }: PresentToken) => ({
  login,
  id: 583231,
  node_id: 'MDQ6VXNlcjU4MzIzMQ==',
  type: 'User',
  site_admin: false,
  name: displayName,
  email: null,
});

/** The two headers about the token: classic and OAuth tokens tell scopes, every expiring token its end. */
function headersFor({ sort, scopes, expiresAt }: PresentToken): Record<string, string> {
  const isFineGrained = sort === 'GITHUB_FINE_GRAINED';
  return {
    ...LIMITS,
    ...(!isFineGrained && { 'x-oauth-scopes': scopes.join(', '), 'x-accepted-oauth-scopes': '' }),
    ...(expiresAt && { 'github-authentication-token-expiration': expiryText(expiresAt, isFineGrained) }),
  };
}

/** `2026-12-31 10:00:00 UTC` for classic tokens; fine-grained ones have a numeric offset. */
const expiryText = (at: Date, withOffset: boolean): string =>
  `${at.toISOString().slice(0, 19).replace('T', ' ')} ${withOffset ? '+0000' : 'UTC'}`;

function repositoryAnswer(repository: string, token: PresentToken, apiRoot: string): ApiAnswer {
  const headers = headersFor(token);
  const [owner = ''] = repository.split('/');
  if (token.state === 'SSO_REQUIRED' && owner === SSO_ORGANIZATION) return singleSignOnRequired(owner, headers);
  switch (REPOSITORIES[repository]) {
    case 'HERE':
      return json(200, { id: 1296269, full_name: repository, private: true }, headers);
    case 'MOVED': {
      const location = `${apiRoot}/repositories/1296269`;
      return json(
        301,
        { message: 'Moved Permanently', url: location, documentation_url: DOCUMENTATION },
        { ...headers, location },
      );
    }
    default:
      return refusal(404, 'Not Found', headers);
  }
}

const singleSignOnRequired = (organization: string, headers: Record<string, string>): ApiAnswer =>
  refusal(
    403,
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    {
      ...headers,
      'x-github-sso': `required; url=https://github.com/orgs/${organization}/sso?authorization_request=FAKE0REQUEST`,
    },
  );
