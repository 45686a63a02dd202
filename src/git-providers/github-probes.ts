// Which requests tell what a GitHub token may do at a repository, without changing anything there (R17)?
// Sources: GitHub's "Permissions required for fine-grained personal access tokens"; the statuses that tell a right from
// its lack were measured by trufflehog's analyzer. Inferred by us are the 422 of git/refs and of autolinks: should it be
// wrong, a token is let in that fails later. Whatever they answer, nothing is changed.

import type { WriteProbe } from './allowed-requests';

/** A GET. It can refute a write (no reading, no writing) and never prove one. */
export interface Reading {
  /** Below the repository. */
  readonly path: string;
  /** Everybody reads this of a public repository, so it would refute nothing there. */
  readonly onlyIfPrivate: boolean;
  /** These say that the right is lacking, beside GitHub's own 403. */
  readonly alsoRefutedBy?: number;
}

/** A write that fails for whoever may write, in another way than for who may not. */
export interface Writing extends WriteProbe {
  readonly path: string;
  /** What whoever holds the right is answered. Whoever does not: 403. */
  readonly grantedBy: number;
  /** An answer that is known to say nothing, though it looks like trouble. */
  readonly silent?: number;
  /** Why it cannot change anything. */
  readonly why: string;
}

interface PermissionRow {
  readonly reading: Reading;
  readonly writing: Writing;
  /** The write's answer tells something only at GitHub.com, and only to a token that may read here. */
  readonly isReadFirst?: boolean;
}

/** Well-formed, and nothing's: not zeros, with which Git says "delete". */
const NO_OBJECT = 'deadbeef'.repeat(5);
const NO_COMMIT = '0'.repeat(40);
/** The greatest number that JSON carries safely. */
const NO_HOOK = Number.MAX_SAFE_INTEGER;

/**
 * One row for each permission that a repository's answers can tell of. Never to be added: `PUT …/contents` (creates a file
 * whatever its body lacks), `POST …/git/blobs` (leaves an object behind), `POST …/hooks` (has no required field), any DELETE.
 * Of no use: the repository's rule suites, which refuse every fine-grained token.
 */
export const GITHUB_PROBES: Readonly<Record<string, PermissionRow>> = {
  'contents:write': {
    reading: { path: '/commits?per_page=1', onlyIfPrivate: true },
    writing: {
      method: 'POST',
      path: '/git/refs',
      body: { ref: 'refs/heads/git-token-gateway-probe', sha: NO_OBJECT },
      grantedBy: 422,
      silent: 500, // seen at repositories with workflow files
      why: 'no branch begins at an object that does not exist',
    },
  },
  'statuses:write': {
    reading: { path: '/commits/HEAD/statuses?per_page=1', onlyIfPrivate: true },
    writing: {
      method: 'POST',
      path: `/statuses/${NO_COMMIT}`,
      body: {},
      grantedBy: 422,
      why: 'there is no such commit, and the required state is missing',
    },
  },
  'pull_requests:write': {
    // A description can be longer than what we read of an answer; of a branch that nobody has there is none.
    reading: { path: '/pulls?per_page=1&head=git-token-gateway:probe', onlyIfPrivate: true },
    writing: {
      method: 'POST',
      path: '/pulls',
      body: {},
      grantedBy: 422,
      why: 'the required head and base are missing',
    },
  },
  'repository_hooks:write': {
    reading: { path: '/hooks?per_page=1', onlyIfPrivate: false, alsoRefutedBy: 404 },
    writing: {
      method: 'PATCH',
      path: `/hooks/${NO_HOOK}`,
      body: {},
      grantedBy: 404,
      why: 'there is no such webhook, and the body names nothing to change',
    },
    // 404 is also what GitHub answers to whom it hides webhooks from; under ghe.com even to who may read them only.
    isReadFirst: true,
  },
  'administration:write': {
    // A 404 proves nothing: Actions can be switched off at an Enterprise server.
    reading: { path: '/actions/permissions', onlyIfPrivate: false },
    writing: {
      method: 'POST',
      path: '/autolinks',
      body: {},
      grantedBy: 422,
      why: 'the required key_prefix and url_template are missing',
    },
  },
};
