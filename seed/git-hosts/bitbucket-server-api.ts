// How does Bitbucket Data Center's REST API answer? Statuses, headers and bodies as its documentation and its clients show them.

import { type ApiAnswer, type ApiQuestion, json, type SimulatedApi } from './simulated-api';
import type { PresentToken } from './token-registry';

/** By project; everybody with a token reaches them, as far as the token's levels go. */
const REPOSITORIES: Readonly<Record<string, readonly string[]>> = {
  ACME: ['gitops-config', 'apps'],
  GLOBEX: ['gitops-config'],
  // A person's own.
  '~SAM-SAMPLE': ['config'],
};

/** From the least right to the greatest; a project's level counts in its repositories too. */
const LEVELS = ['READ', 'WRITE', 'ADMIN'];

function holds({ scopes }: PresentToken, level: string): boolean {
  const [realm = '', right = ''] = level.split('_');
  const realms = realm === 'REPO' ? ['REPO', 'PROJECT'] : ['PROJECT'];
  const enough = LEVELS.slice(LEVELS.indexOf(right));
  return realms.some((one) => enough.some((other) => scopes.includes(`${one}_${other}`)));
}

const error = (status: number, message: string, exceptionName: string): ApiAnswer =>
  json(status, { errors: [{ context: null, message, exceptionName: `com.atlassian.bitbucket.${exceptionName}` }] });

const BAD_CREDENTIALS = error(
  401,
  'Authentication failed. Please check your credentials and try again.',
  'auth.IncorrectPasswordAuthenticationException',
);
/** Inferred from the exception's name in Atlassian's Java API: no recorded answer was found. */
const INACTIVE = error(401, 'The user is not active.', 'auth.InactiveUserAuthenticationException');
const NOT_PERMITTED = error(401, 'You are not permitted to access this resource', 'AuthorisationException');
const NO_SUCH_PROJECT = error(404, 'The project does not exist.', 'project.NoSuchProjectException');
const NO_SUCH_REPOSITORY = error(404, 'The repository does not exist.', 'repository.NoSuchRepositoryException');

/** Tokens count below these paths alone. */
const TAKES_TOKENS = /^\/(rest|scm)\//;
const TO_LOGIN: ApiAnswer = { status: 302, headers: { location: '/bitbucket/login?next=/' }, body: '' };

export const bitbucketServerApi: SimulatedApi = (question) => {
  const answer = TAKES_TOKENS.test(question.path) ? answerTo(question) : TO_LOGIN;
  return { ...answer, headers: { 'x-arequestid': '@FA4EREx720x1x0', ...answer.headers } };
};

function answerTo(question: ApiQuestion): ApiAnswer {
  const path = question.path.replace(/^\/rest\/api\/(latest|1\.0)\//, '/');
  const token = presentedToken(question);
  const isGood = token !== null && !token.isExpired && token.state === 'GOOD';
  if (!isGood) {
    // Told to anybody: its 200 proves nothing of a token, its headers do.
    if (path === PROPERTIES_PATH) return PROPERTIES;
    return token?.state === 'BLOCKED' ? INACTIVE : BAD_CREDENTIALS;
  }
  const answer = question.method === 'GET' ? read(path, question.query, token) : NOT_PERMITTED;
  const actor = { 'x-ausername': encodeURIComponent(token.login), 'x-auserid': '104' };
  return { ...answer, headers: { ...actor, ...answer.headers } };
}

const PROPERTIES_PATH = '/application-properties';
const PROPERTIES = json(200, { version: '9.4.1', buildNumber: '9004001', displayName: 'Bitbucket' });

/** Bearer; a person's token also as the password to their name. */
function presentedToken({ headers, tokens }: ApiQuestion): PresentToken | null {
  const [, scheme = '', credential = ''] = /^(basic|bearer) +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (scheme.toLowerCase() !== 'basic') return tokens.find(credential);
  const pair = Buffer.from(credential, 'base64').toString();
  const token = tokens.find(pair.slice(pair.indexOf(':') + 1));
  const isPersons = token?.sort === 'BITBUCKET_SERVER_TOKEN' && pair === `${token.login}:${token.value}`;
  return isPersons ? token : null;
}

function read(path: string, query: URLSearchParams, token: PresentToken): ApiAnswer {
  if (path === PROPERTIES_PATH) return PROPERTIES;
  if (path === '/profile/recent/repos') return holds(token, 'REPO_READ') ? page([]) : NOT_PERMITTED;
  if (path === '/repos') return page(holds(token, query.get('permission') ?? 'REPO_READ') ? [{ slug: 'apps' }] : []);
  const user = /^\/users\/([^/]+)$/.exec(path)?.[1];
  if (user !== undefined) return userAnswer(user, token);
  const listed = /^\/rest\/access-tokens\/latest\/users\/([^/]+)(?:\/([^/]+))?$/.exec(path);
  if (listed !== null) return tokenListAnswer(listed[1] ?? '', listed[2], token);
  const project = /^\/projects\/([^/]+)(\/.*)?$/.exec(path);
  return project === null ? error(404, 'Not found', 'NoSuchEntityException') : projectAnswer(project, token);
}

const page = (values: readonly object[]): ApiAnswer =>
  json(200, { size: values.length, limit: 1, isLastPage: true, start: 0, values });

const slugOf = ({ login }: PresentToken): string => login.replaceAll('/', '_');

function userAnswer(slug: string, token: PresentToken): ApiAnswer {
  if (slug !== slugOf(token)) return error(404, 'There is no such user.', 'user.NoSuchUserException');
  const type = token.bot && token.login !== 'deploy-robot' ? 'SERVICE' : 'NORMAL';
  return json(200, { name: token.login, slug, id: 104, displayName: token.displayName, active: true, type });
}

/** One's own list, and what stands in it: the token that asks. */
function tokenListAnswer(slug: string, id: string | undefined, token: PresentToken): ApiAnswer {
  if (slug !== slugOf(token) || token.sort !== 'BITBUCKET_SERVER_TOKEN') return NOT_PERMITTED;
  const entry = {
    id: /^\d+(?=:)/.exec(Buffer.from(token.value, 'base64').toString('latin1'))?.[0] ?? '252973515069',
    name: token.tokenName,
    createdDate: 1767600000000,
    permissions: token.scopes,
    ...(token.expiresAt && { expiryDate: token.expiresAt.getTime() }),
  };
  if (id === undefined) return page([entry]);
  return id === entry.id ? json(200, entry) : error(404, 'There is no such token.', 'NoSuchEntityException');
}

function projectAnswer([, key = '', below = '']: RegExpExecArray, token: PresentToken): ApiAnswer {
  const repositories = REPOSITORIES[key.toUpperCase()];
  if (repositories === undefined) return NO_SUCH_PROJECT;
  // Inferred: rights on a person's project are its owner's and are given to nobody.
  if (below === '/permissions/users' && key.startsWith('~')) return NO_SUCH_PROJECT;
  if (below === '/permissions/users') return holds(token, 'PROJECT_ADMIN') ? page([]) : NOT_PERMITTED;
  const [, slug = '', question] = /^\/repos\/([^/]+)(\/webhooks)?$/.exec(below) ?? [];
  if (!repositories.includes(slug)) return NO_SUCH_REPOSITORY;
  if (question !== undefined) return holds(token, 'REPO_ADMIN') ? page([]) : NOT_PERMITTED;
  return holds(token, 'REPO_READ') ? json(200, { slug, id: 7, name: slug, public: false }) : NOT_PERMITTED;
}
