// What can be asked of a simulated GitHub repository, which permission does it take, and what is answered?

import { repositoryBody } from './github-bodies';
import { type ApiAnswer, json } from './simulated-api';

export interface SimulatedRepository {
  readonly isPrivate?: boolean;
  /** It answers from another place. */
  readonly hasMoved?: boolean;
  readonly isArchived?: boolean;
  /** GitHub fails at new branches of such repositories, in its own odd way. */
  readonly hasWorkflows?: boolean;
}

export const GITHUB_REPOSITORIES: Readonly<Record<string, SimulatedRepository>> = {
  'acme/gitops-config': { isPrivate: true },
  'acme/apps': { isPrivate: true },
  'acme/website': {},
  'acme/old-config': { isPrivate: true, hasMoved: true },
  'acme/archive': { isPrivate: true, isArchived: true },
  'acme/workflows': { isPrivate: true, hasWorkflows: true },
  'globex/gitops-config': { isPrivate: true },
  'globex/website': {},
};

/** The one commit that every repository has. */
export const HEAD_COMMIT = '7fd1a60b01f91b314f59955a4e4d4e80d8edf11d';

export interface RepositoryQuestion {
  readonly name: string;
  readonly repository: SimulatedRepository;
  /** Of the request's JSON; empty when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

interface Endpoint {
  readonly method: string;
  /** Below the repository. */
  readonly path: RegExp;
  readonly permission: string;
  readonly access: 'read' | 'write';
  /** What everybody may read of a public repository. */
  readonly isOpen?: boolean;
  /** To whom may. */
  answer(question: RepositoryQuestion): ApiAnswer;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

/** GitHub's form of an error. */
export const githubError = (status: number, message: string, headers: Record<string, string> = {}): ApiAnswer =>
  json(status, { message, documentation_url: DOCUMENTATION, status: String(status) }, headers);

const notSupplied = (...fields: string[]) =>
  githubError(422, `Invalid request.\n\n${fields.map((field) => `"${field}"`).join(', ')} weren't supplied.`);

/** A change that really happens: what no probe may ever meet. */
const changed = json(201, { id: 1 });

const read = (path: RegExp, permission: string, answer: Endpoint['answer'], isOpen = false): Endpoint => ({
  method: 'GET',
  path,
  permission,
  access: 'read',
  isOpen,
  answer,
});

const write = (method: string, path: RegExp, permission: string, answer: Endpoint['answer']): Endpoint => ({
  method,
  path,
  permission,
  access: 'write',
  answer,
});

const emptyList = () => json(200, []);

/** Source: GitHub's "Permissions required for fine-grained personal access tokens". */
export const GITHUB_ENDPOINTS: readonly Endpoint[] = [
  read(
    /^$/,
    'metadata',
    ({ name, repository }) => json(200, repositoryBody(name, repository.isPrivate === true)),
    true,
  ),
  read(/^\/commits$/, 'contents', emptyList, true),
  read(/^\/commits\/[^/]+\/statuses$/, 'statuses', emptyList, true),
  read(/^\/pulls$/, 'pull_requests', emptyList, true),
  read(/^\/hooks$/, 'repository_hooks', emptyList),
  read(/^\/actions\/permissions$/, 'administration', () => json(200, { enabled: true, allowed_actions: 'all' })),
  write('POST', /^\/git\/refs$/, 'contents', ({ repository, body: { ref, sha } }) => {
    if (repository.hasWorkflows) return githubError(500, 'Server Error');
    if (ref === undefined || sha === undefined) return notSupplied('ref', 'sha');
    return sha === HEAD_COMMIT ? changed : githubError(422, 'Object does not exist');
  }),
  write('POST', new RegExp(`^/statuses/(?!${HEAD_COMMIT})\\w+$`), 'statuses', () =>
    githubError(422, 'No commit found for SHA'),
  ),
  write('POST', new RegExp(`^/statuses/${HEAD_COMMIT}$`), 'statuses', ({ body }) =>
    body.state === undefined ? notSupplied('state') : changed,
  ),
  write('POST', /^\/pulls$/, 'pull_requests', ({ body: { head, base } }) =>
    head === undefined || base === undefined ? notSupplied('head', 'base') : changed,
  ),
  write('PATCH', /^\/hooks\/\d+$/, 'repository_hooks', () => githubError(404, 'Not Found')),
  // Without a required field: a body alone decides whether it changes something.
  write('POST', /^\/hooks$/, 'repository_hooks', () => changed),
  write('POST', /^\/autolinks$/, 'administration', ({ body: { key_prefix: prefix, url_template: template } }) =>
    prefix === undefined || template === undefined ? notSupplied('key_prefix', 'url_template') : changed,
  ),
  // Creates a file, whatever its body lacks.
  write('PUT', /^\/contents\/.+$/, 'contents', () => changed),
];
