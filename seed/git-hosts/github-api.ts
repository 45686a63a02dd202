// How does GitHub's REST API answer? Statuses, headers and bodies as its documentation shows them.

import { repositoryBody, userBody } from './github-bodies';
import { GITHUB_ENDPOINTS, GITHUB_REPOSITORIES, githubError, type SimulatedRepository } from './github-repositories';
import { type ApiAnswer, type ApiQuestion, json, type SimulatedApi } from './simulated-api';
import type { KeptOut, SimulatedTokenSort, SimulatedTokenState } from './simulated-token';
import type { PresentToken } from './token-registry';

/** The organization that keeps tokens out of its repositories. */
const STRICT_ORGANIZATION = 'acme';

/** On every answer. An Enterprise server names its version instead, and has no rate limit unless somebody switches it on. */
const GENERAL_HEADERS = { 'x-github-media-type': 'github.v3; format=json', 'x-github-request-id': 'FAKE:REQUEST' };
const ENTERPRISE_HEADERS = { 'x-github-enterprise-version': 'enterprise-server@3.17.0' };
const limitHeaders = (now: Date) => ({
  'x-ratelimit-limit': '5000',
  'x-ratelimit-remaining': '4987',
  'x-ratelimit-reset': String(Math.floor(now.getTime() / 1000) + 1800),
});

/** Tokens that hold permissions on the repositories of one owner, rather than scopes. */
const HOLD_PERMISSIONS: readonly SimulatedTokenSort[] = [
  'GITHUB_FINE_GRAINED',
  'GITHUB_APP_USER',
  'GITHUB_APP_INSTALLATION',
];

const holdsPermissions = ({ sort }: PresentToken): boolean => HOLD_PERMISSIONS.includes(sort);

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
    const answer = answerTo(question, apiRoot(), apiPath);
    const headers = apiPath === '' ? limitHeaders(question.now) : ENTERPRISE_HEADERS;
    return json(answer.status, Object(answer.body), { ...GENERAL_HEADERS, ...headers, ...answer.headers });
  };
}

function answerTo(question: ApiQuestion, apiRoot: string, apiPath: string): ApiAnswer {
  const value = presentedToken(question);
  if (value === null) return githubError(401, 'Requires authentication');
  const token = question.tokens.find(value);
  if (token === null || token.isExpired || token.state === 'REVOKED') return githubError(401, 'Bad credentials');
  if (token.state === 'BLOCKED') return githubError(403, 'Sorry. Your account was suspended.');
  const answer = route(question, token, apiRoot, apiPath);
  return { ...answer, headers: { ...headersFor(token), ...answer.headers } };
}

/** `Bearer` and `token` are the same to GitHub; nothing else is taken. */
const presentedToken = ({ headers }: ApiQuestion): string | null =>
  /^(?:bearer|token) +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;

/** The headers about the token: classic and OAuth tokens tell scopes, every expiring token its end. */
function headersFor(token: PresentToken): Record<string, string> {
  const { scopes, expiresAt } = token;
  const isFineGrained = holdsPermissions(token);
  return {
    ...(!isFineGrained && { 'x-oauth-scopes': scopes.join(', '), 'x-accepted-oauth-scopes': '' }),
    ...(expiresAt && { 'github-authentication-token-expiration': expiryText(expiresAt, isFineGrained) }),
  };
}

/** `2026-12-31 10:00:00 UTC` for classic tokens; fine-grained ones have a numeric offset. */
const expiryText = (at: Date, withOffset: boolean): string =>
  `${at.toISOString().slice(0, 19).replace('T', ' ')} ${withOffset ? '+0000' : 'UTC'}`;

function route(question: ApiQuestion, token: PresentToken, apiRoot: string, apiPath: string): ApiAnswer {
  if (!question.path.startsWith(`${apiPath}/`)) return githubError(404, 'Not Found');
  const path = question.path.slice(apiPath.length);
  if (question.method === 'GET' && path === '/user') return userAnswer(token);
  if (question.method === 'GET' && path === '/installation/repositories') return installationAnswer(token);
  const [, name = '', below = ''] = /^\/repos\/([^/]+\/[^/]+)(\/.*)?$/.exec(path) ?? [];
  const repository = Object.hasOwn(GITHUB_REPOSITORIES, name) ? GITHUB_REPOSITORIES[name] : undefined;
  if (repository === undefined || !isSeenBy(token, name, repository)) return githubError(404, 'Not Found');
  const keptOut = ownerOf(name) === STRICT_ORGANIZATION && isKeptOut(token.state) ? KEPT_OUT[token.state] : null;
  if (keptOut !== null) return keptOut;
  if (repository.hasMoved) return movedTo(`${apiRoot}/repositories/1296269`);
  return repositoryAnswer(question, token, { name, below, repository });
}

const userAnswer = (token: PresentToken): ApiAnswer =>
  token.sort === 'GITHUB_APP_INSTALLATION'
    ? githubError(403, NOT_ACCESSIBLE.integration)
    : json(200, userBody(token.login, token.displayName));

function installationAnswer(token: PresentToken): ApiAnswer {
  if (token.sort !== 'GITHUB_APP_INSTALLATION') {
    return githubError(403, 'You must authenticate with an installation access token in order to list repositories.');
  }
  const reached = Object.keys(GITHUB_REPOSITORIES).filter((name) => ownerOf(name) === token.resourceOwner);
  const repositories = reached.slice(0, 1).map((name) => repositoryBody(name, true));
  return json(200, { total_count: reached.length, repository_selection: 'all', repositories });
}

const ownerOf = (name: string): string => name.slice(0, name.indexOf('/'));

/** A token with permissions never sees private repositories of others than its resource owner, whoever its user is. */
const isSeenBy = (token: PresentToken, name: string, { isPrivate }: SimulatedRepository): boolean =>
  !isPrivate || !holdsPermissions(token) || token.resourceOwner === ownerOf(name);

const NOT_ACCESSIBLE = {
  integration: 'Resource not accessible by integration',
  token: 'Resource not accessible by personal access token',
};

interface RepositoryPlace {
  readonly name: string;
  readonly below: string;
  readonly repository: SimulatedRepository;
}

function repositoryAnswer(
  { method, body }: ApiQuestion,
  token: PresentToken,
  { name, below, repository }: RepositoryPlace,
): ApiAnswer {
  const endpoint = GITHUB_ENDPOINTS.find((row) => row.method === method && row.path.test(below));
  if (endpoint === undefined) return githubError(404, 'Not Found');
  const { permission, access } = endpoint;
  const accepted = { 'x-accepted-github-permissions': `${permission}=${access}` };
  const isOpen = permission === 'metadata' || (endpoint.isOpen === true && !repository.isPrivate);
  if (!isOpen && !holds(token, name, permission, access)) {
    const words = token.sort === 'GITHUB_FINE_GRAINED' ? NOT_ACCESSIBLE.token : NOT_ACCESSIBLE.integration;
    return githubError(403, words, accepted);
  }
  if (access === 'write' && repository.isArchived) {
    return githubError(403, 'Repository was archived so is read-only.', accepted);
  }
  const answer = endpoint.answer({ name, repository, body: fieldsOf(body) });
  return { ...answer, headers: { ...accepted, ...answer.headers } };
}

/** Classic tokens may do here whatever their user may. */
const holds = (token: PresentToken, name: string, permission: string, access: 'read' | 'write'): boolean =>
  !holdsPermissions(token) ||
  (token.resourceOwner === ownerOf(name) &&
    (token.scopes.includes(`${permission}:write`) || token.scopes.includes(`${permission}:${access}`)));

function fieldsOf(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}

const movedTo = (location: string): ApiAnswer =>
  json(
    301,
    { message: 'Moved Permanently', url: location, documentation_url: 'https://docs.github.com/rest' },
    { location },
  );

const SINGLE_SIGN_ON = {
  'x-github-sso': `required; url=https://github.com/orgs/${STRICT_ORGANIZATION}/sso?authorization_request=FAKE0REQUEST`,
};

const KEPT_OUT: Readonly<Record<KeptOut, ApiAnswer>> = {
  SSO_REQUIRED: githubError(
    403,
    'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
    SINGLE_SIGN_ON,
  ),
  SSO_HIDDEN: githubError(404, 'Not Found', SINGLE_SIGN_ON),
  KIND_FORBIDDEN: githubError(
    403,
    `\`${STRICT_ORGANIZATION}\` forbids access via a personal access token (classic). Please use a GitHub App, OAuth App, or a personal access token with fine-grained permissions.`,
  ),
  ADDRESS_FORBIDDEN: githubError(
    403,
    `Although you appear to have the correct authorization credentials, the \`${STRICT_ORGANIZATION}\` organization has an IP allow list enabled, and 192.0.2.7 is not permitted to access this resource.`,
  ),
};

const isKeptOut = (state: SimulatedTokenState): state is KeptOut => Object.hasOwn(KEPT_OUT, state);
