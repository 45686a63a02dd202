// How does GitLab's REST API answer? Statuses, headers and bodies as its documentation shows them.

import { type ApiAnswer, type ApiQuestion, json, type SimulatedApi } from './simulated-api';
import type { SimulatedTokenState } from './simulated-token';
import type { PresentToken } from './token-registry';

/** Scopes that let a token read whose it is. */
const READS_USER = ['api', 'read_api', 'read_user'];

const READS_ITSELF = 'read_personal_access_token';
const OWN_PERMISSIONS = [READS_ITSELF, 'read_user'];

const unauthorized = (description?: string): ApiAnswer =>
  json(401, description ? { error: 'invalid_token', error_description: description } : { message: '401 Unauthorized' });

const REVOKED = 'Token was revoked. You have to re-authorize from the user.';
const EXPIRED = 'Token is expired. You can either do re-authorization or token refresh.';

export const gitlabApi: SimulatedApi = (question) => {
  const value = presentedToken(question);
  const token = value === null ? null : question.tokens.find(value);
  if (token === null) return unauthorized();
  if (token.state === 'REVOKED') return unauthorized(REVOKED);
  if (token.isExpired) return unauthorized(EXPIRED);
  const keptOut = KEPT_OUT[token.state];
  if (keptOut !== undefined) return keptOut;
  const answer = question.method === 'GET' ? ROUTES[question.path] : undefined;
  return answer?.(token, question) ?? json(404, { error: '404 Not Found' });
};

const KEPT_OUT: Readonly<Partial<Record<SimulatedTokenState, ApiAnswer>>> = {
  BLOCKED: json(403, { message: '403 Forbidden - Your account has been blocked.' }),
  TERMS_UNREAD: json(403, {
    message:
      '403 Forbidden - You (@barred) must accept the Terms of Service in order to perform this action. To accept these terms, please sign in to GitLab in a web browser.',
  }),
  PROOF_REQUIRED: json(401, {
    error: 'dpop_error',
    error_description: 'DPoP validation error: DPoP header is missing',
  }),
};

/** A header of GitLab's own, or Bearer; OAuth tokens are taken as Bearer only. */
function presentedToken({ headers, tokens }: ApiQuestion): string | null {
  const own = headers['private-token'];
  if (typeof own === 'string') return tokens.find(own)?.sort === 'GITLAB_OAUTH' ? null : own;
  return /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

const ROUTES: Readonly<Record<string, (token: PresentToken, question: ApiQuestion) => ApiAnswer>> = {
  '/api/v4/personal_access_tokens/self': (token) => {
    if (token.sort === 'GITLAB_OAUTH') {
      return json(400, {
        message: '400 Bad request - This endpoint requires token type to be a personal access token',
      });
    }
    return token.sort === 'GITLAB_GRANULAR' && !token.scopes.includes(READS_ITSELF)
      ? lacksPermission('Personal Access Token: Read')
      : json(200, accessTokenOf(token));
  },
  '/api/v4/user': (token) => {
    if (mayReadUser(token)) return json(200, userOf(token));
    return token.sort === 'GITLAB_GRANULAR' ? lacksPermission('User: Read') : lacksScope;
  },
  // Whether it knows the newer OAuth tokens is not documented; here it does not.
  '/oauth/token/info': (token, { now }) =>
    token.sort === 'GITLAB_OAUTH' && !token.value.startsWith('gliamat-')
      ? json(200, oauthTokenOf(token, now))
      : unauthorized('The access token is invalid'),
};

const mayReadUser = ({ scopes }: PresentToken): boolean => scopes.some((scope) => READS_USER.includes(scope));

const lacksScope = json(403, {
  error: 'insufficient_scope',
  error_description: 'The request requires higher privileges than provided by the access token.',
  scope: READS_USER.join(' '),
});

const lacksPermission = (name: string): ApiAnswer =>
  json(403, {
    error: 'insufficient_granular_scope',
    error_description: `Access denied: this operation requires a fine-grained personal access token with the permission "${name}".`,
  });

const accessTokenOf = ({ tokenName, scopes, expiresAt, sort }: PresentToken) => ({
  id: 42,
  name: tokenName,
  revoked: false,
  created_at: '2026-01-05T09:00:00.000Z',
  description: '',
  scopes: sort === 'GITLAB_GRANULAR' ? ['granular'] : scopes,
  user_id: 7,
  last_used_at: '2026-01-06T09:00:00.000Z',
  active: true,
  expires_at: expiresAt?.toISOString().slice(0, 10) ?? null,
  last_used_ips: ['192.0.2.7'],
  granular_scopes: sort === 'GITLAB_GRANULAR' ? grantsOf(scopes) : null,
});

/** What concerns oneself is granted apart from what concerns projects. */
const grantsOf = (permissions: readonly string[]) => [
  {
    access: 'user',
    permissions: permissions.filter((name) => OWN_PERMISSIONS.includes(name)),
    project_id: null,
    group_id: null,
  },
  {
    access: 'all_memberships',
    permissions: permissions.filter((name) => !OWN_PERMISSIONS.includes(name)),
    project_id: null,
    group_id: null,
  },
];

const userOf = ({ login, displayName, bot }: PresentToken) => ({
  id: 7,
  username: login,
  name: displayName,
  state: 'active',
  bot,
});

const oauthTokenOf = ({ scopes, expiresAt }: PresentToken, now: Date) => ({
  resource_owner_id: 7,
  scope: scopes,
  expires_in: expiresAt === null ? null : Math.round((expiresAt.getTime() - now.getTime()) / 1000),
  application: { uid: 'FAKE0APPLICATION' },
  created_at: 1767600000,
});
