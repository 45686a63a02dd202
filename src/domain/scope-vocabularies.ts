// What does one scope include, and what is more than any runtime needs? One vocabulary for each way the providers name rights.

/** The names a provider's scopes come from: GitHub has two sets, GitLab two, Bitbucket Cloud two, Data Center one. */
export type ScopeVocabulary =
  | 'GITHUB_SCOPES'
  | 'GITHUB_PERMISSIONS'
  | 'GITLAB_SCOPES'
  | 'GITLAB_PERMISSIONS'
  | 'BITBUCKET_SCOPES'
  | 'BITBUCKET_API_TOKEN_SCOPES'
  | 'BITBUCKET_SERVER_LEVELS';

interface VocabularyRow {
  /** What a scope includes directly; chains are followed. A name that is missing stands alone. */
  readonly includes: Readonly<Record<string, readonly string[]>>;
  /** What can delete repositories, administer an organization or an instance, or act as others (R16). */
  readonly excess: readonly string[];
  /** Our names are guesses, so a right that is not listed may be listed under another name: its absence proves nothing. */
  readonly namesAreGuesses?: boolean;
}

/** Sources: "Scopes for OAuth apps" (GitHub), "Personal access token scopes" (GitLab), "Bitbucket OAuth 2.0 scopes" and "API token permissions" (Atlassian), "HTTP access tokens" (Bitbucket Data Center). */
export const SCOPE_VOCABULARIES: Readonly<Record<ScopeVocabulary, VocabularyRow>> = {
  GITHUB_SCOPES: {
    includes: {
      repo: ['repo:status', 'repo_deployment', 'public_repo', 'repo:invite', 'security_events'],
      'admin:repo_hook': ['write:repo_hook'],
      'write:repo_hook': ['read:repo_hook'],
      'admin:org': ['write:org', 'manage_runners:org'],
      'write:org': ['read:org'],
      'admin:public_key': ['write:public_key'],
      'write:public_key': ['read:public_key'],
      'admin:gpg_key': ['write:gpg_key'],
      'write:gpg_key': ['read:gpg_key'],
      'admin:ssh_signing_key': ['write:ssh_signing_key'],
      'write:ssh_signing_key': ['read:ssh_signing_key'],
      'admin:enterprise': ['manage_runners:enterprise', 'manage_billing:enterprise', 'read:enterprise'],
      user: ['read:user', 'user:email', 'user:follow'],
      project: ['read:project'],
      'write:packages': ['read:packages'],
      'write:discussion': ['read:discussion'],
      codespace: ['codespace:secrets'],
      audit_log: ['read:audit_log'],
      copilot: ['manage_billing:copilot'],
    },
    excess: ['delete_repo', 'admin:org', 'admin:org_hook', 'admin:enterprise', 'site_admin'],
  },
  GITHUB_PERMISSIONS: {
    includes: {
      'administration:write': ['administration:read'],
      'contents:write': ['contents:read'],
      'pull_requests:write': ['pull_requests:read'],
      'repository_hooks:write': ['repository_hooks:read'],
      'statuses:write': ['statuses:read'],
    },
    // GitHub never lists what a fine-grained token holds, so nothing can be found to be too much.
    excess: [],
  },
  GITLAB_SCOPES: {
    includes: {
      // The same for group and project tokens, though their page leaves out Git over HTTP.
      api: ['read_api', 'write_repository', 'write_registry', 'write_virtual_registry'],
      // Newer versions let it clone too; its documentation does not promise that.
      read_api: ['read_user'],
      write_repository: ['read_repository'],
      write_registry: ['read_registry'],
      write_virtual_registry: ['read_virtual_registry'],
    },
    excess: ['sudo', 'admin_mode'],
  },
  // Granular permissions are listed one by one: none includes another.
  GITLAB_PERMISSIONS: { includes: {}, excess: ['delete_project', 'delete_group'], namesAreGuesses: true },
  BITBUCKET_SCOPES: {
    includes: {
      // `repository:admin` includes nothing, not even reading: Atlassian's documentation says so expressly.
      'repository:write': ['repository'],
      'pullrequest:write': ['pullrequest', 'repository:write'],
      pullrequest: ['repository'],
      project: ['repository'], // `project:admin` includes nothing; `project:write` was removed in 2023.
      'account:write': ['account'],
      // Codefresh's command line looks for `account:read`; the published name is `account`.
      'account:read': ['account'],
      account: ['email'],
      'team:write': ['team'],
      'issue:write': ['issue'],
      'snippet:write': ['snippet'],
      'pipeline:variable': ['pipeline:write'],
      'pipeline:write': ['pipeline'],
      'runner:write': ['runner'],
    },
    excess: ['repository:delete', 'project:admin'],
  },
  // API tokens do not cascade: each scope must be ticked.
  BITBUCKET_API_TOKEN_SCOPES: {
    includes: {},
    excess: ['delete:repository:bitbucket', 'admin:project:bitbucket', 'admin:workspace:bitbucket'],
  },
  BITBUCKET_SERVER_LEVELS: {
    includes: {
      PROJECT_ADMIN: ['PROJECT_WRITE', 'REPO_ADMIN'],
      PROJECT_WRITE: ['PROJECT_READ', 'REPO_WRITE'],
      PROJECT_READ: ['REPO_READ'],
      REPO_ADMIN: ['REPO_WRITE'],
      REPO_WRITE: ['REPO_READ'],
    },
    excess: ['PROJECT_ADMIN', 'REPO_ADMIN'],
  },
};

/** Every scope that a list of granted ones amounts to, each with the granted one that brings it (itself, where it was granted). */
export function everyScopeOf(granted: readonly string[], vocabulary: ScopeVocabulary): ReadonlyMap<string, string> {
  const { includes } = SCOPE_VOCABULARIES[vocabulary];
  const broughtBy = new Map(granted.map((scope) => [scope, scope]));
  // A Map is walked in the order of insertion, including what is added on the way: chains are followed to their end.
  for (const [scope, source] of broughtBy) {
    // `hasOwn`, because the names come from a host: `constructor` must not find Object's.
    const included = Object.hasOwn(includes, scope) ? (includes[scope] ?? []) : [];
    for (const name of included) if (!broughtBy.has(name)) broughtBy.set(name, source);
  }
  return broughtBy;
}

/** The granted scopes that go well beyond what is needed; a needed one is never too much. */
export function excessScopes(
  granted: readonly string[],
  needed: readonly string[],
  vocabulary: ScopeVocabulary,
): readonly string[] {
  const { excess } = SCOPE_VOCABULARIES[vocabulary];
  return excess.filter((scope) => granted.includes(scope) && !needed.includes(scope));
}
