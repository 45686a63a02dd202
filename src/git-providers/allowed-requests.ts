// What may ever be sent to a Git host? Every request, and why it cannot change anything there (R17).

import type { GitProviderFamily } from '../domain/git-provider';

/** `read`: nothing that looks like a write is sent. */
export type ProbeMode = 'all' | 'read';

/** A write that cannot succeed: refused for its form by who would be let in, refused for their rights by who would not. */
export interface WriteProbe {
  readonly method: 'POST' | 'PATCH';
  readonly body: object;
}

/** A request as it is about to be sent, without the token. */
export interface OutgoingRequest {
  readonly method: 'GET' | WriteProbe['method'];
  readonly url: URL;
  /** JSON; null for a GET. */
  readonly body: string | null;
}

export interface AllowedRequest {
  readonly method: OutgoingRequest['method'];
  /** Below a root of the installation, with its query. `{name}` stands for one plain segment, `{path}` for one with `%2F` in it. */
  readonly path: string;
  /** Of a write: this body and no other. */
  readonly body?: object;
  /** Why it changes nothing at the provider. */
  readonly why: string;
}

const get = (path: string): AllowedRequest => ({ method: 'GET', path, why: 'it only reads' });

const NO_OBJECT = 'deadbeef'.repeat(5);
const NO_COMMIT = '0'.repeat(40);

/**
 * The second guard: an adapter decides what to ask, and the HTTP client sends nothing that has no row here. Never to be
 * added: `PUT …/contents` (creates a file whatever its body lacks), `POST …/git/blobs` (leaves an object behind), any DELETE
 * (of `…/self` least of all: it revokes the token), `…/rotate`.
 */
export const ALLOWED_REQUESTS: Readonly<Record<GitProviderFamily, readonly AllowedRequest[]>> = {
  GITHUB: [
    get('/user'),
    get('/installation/repositories?per_page=1'),
    get('/repos/{owner}/{repository}'),
    get('/repos/{owner}/{repository}/commits?per_page=1'),
    get('/repos/{owner}/{repository}/commits/HEAD/statuses?per_page=1'),
    get('/repos/{owner}/{repository}/pulls?per_page=1&head=git-token-gateway:probe'),
    get('/repos/{owner}/{repository}/hooks?per_page=1'),
    get('/repos/{owner}/{repository}/actions/permissions'),
    {
      method: 'POST',
      path: '/repos/{owner}/{repository}/git/refs',
      body: { ref: 'refs/heads/git-token-gateway-probe', sha: NO_OBJECT },
      why: 'no branch begins at an object that does not exist',
    },
    {
      method: 'POST',
      path: `/repos/{owner}/{repository}/statuses/${NO_COMMIT}`,
      body: {},
      why: 'there is no such commit, and the required state is missing',
    },
    {
      method: 'POST',
      path: '/repos/{owner}/{repository}/pulls',
      body: {},
      why: 'the required head and base are missing',
    },
    {
      method: 'PATCH',
      path: `/repos/{owner}/{repository}/hooks/${Number.MAX_SAFE_INTEGER}`,
      body: {},
      why: 'there is no such webhook, and the body names nothing to change',
    },
    {
      method: 'POST',
      path: '/repos/{owner}/{repository}/autolinks',
      body: {},
      why: 'the required key_prefix and url_template are missing',
    },
  ],
  GITLAB: [get('/personal_access_tokens/self'), get('/user'), get('/oauth/token/info')],
  BITBUCKET_CLOUD: [get('/user'), get('/repositories/{workspace}/{repository}')],
  BITBUCKET_SERVER: [
    get('/profile/recent/repos?limit=1'),
    get('/users/{user}'),
    get('/rest/access-tokens/latest/users/{user}/{token}'),
    get('/projects/{project}/repos/{repository}'),
    get('/projects/{project}/repos/{repository}/webhooks?limit=1'),
    get('/projects/{project}/permissions/users?limit=1'),
    get('/repos?permission=REPO_WRITE&limit=1'),
  ],
};

/** Whether a request to an installation with these roots (`https://git.example/api/v4`) is one of its family's rows. */
export function isAllowed(request: OutgoingRequest, family: GitProviderFamily, roots: readonly string[]): boolean {
  const { origin, pathname, search, username, password, hash } = request.url;
  if (username !== '' || password !== '' || hash !== '') return false;
  const target = `${origin}${pathname}${search}`;
  const below = roots.filter((root) => target.startsWith(`${root}/`)).map((root) => target.slice(root.length));
  return ALLOWED_REQUESTS[family].some(
    (row) =>
      row.method === request.method &&
      (row.body === undefined ? null : JSON.stringify(row.body)) === request.body &&
      below.some((path) => patternOf(row.path).test(path)),
  );
}

const SEGMENT = '[\\w.~-]+';
const ENCODED_SEGMENT = '(?:[\\w.~-]|%2F)+';

function patternOf(path: string): RegExp {
  const literal = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  const pattern = literal.replace(/\{(\w+)\}/g, (_, name) => (name === 'path' ? ENCODED_SEGMENT : SEGMENT));
  return new RegExp(`^${pattern}$`);
}
