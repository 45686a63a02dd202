// Which scopes does each type of token need to serve as a runtime's or as a person's, and which of them are missing?

import type { GitProviderFamily } from './git-provider';
import type { GitTokenKind, GitTokenType } from './git-token';
import { everyScopeOf, SCOPE_VOCABULARIES, type ScopeVocabulary } from './scope-vocabularies';
import type { ProbeResult, ScopeEvidence } from './token-evidence';
import { ADVISED_TYPE, isKnown, type KnownTokenType, PLAINEST_TYPE, TOKEN_TYPES, typesOfFamily } from './token-types';
import type { ScopeRequirement } from './token-verdict';

export interface RequiredScope {
  /** In the provider's own words. */
  readonly scope: string;
  /** What for, in plain words. */
  readonly purpose: string;
}

/** Why a type cannot serve as a kind, whatever it holds. Reads on after "because". */
export interface TypeRefusal {
  readonly because: string;
}

type Need = readonly RequiredScope[] | TypeRefusal;

const forScopes = (purposes: Record<string, string>): readonly RequiredScope[] =>
  Object.entries(purposes).map(([scope, purpose]) => ({ scope, purpose }));

const SYNC = 'clone repositories, sync from them and commit promotions';
const PUSH = 'read repositories and commit your changes';
const HOOKS = 'create the webhooks that tell the runtime of changes';
const OWNER = 'see whose token it is';
const FIND = 'find repositories';
const SHARED_REPOSITORY = 'create the shared configuration repository';

const NEEDS = {
  // GitHub says that `repo` reaches webhooks too, but lists the two apart, and so does Codefresh's documentation. `workflow`
  // is not in it: commits that touch `.github/workflows` would need it besides.
  githubRuntime: forScopes({ repo: SYNC, 'admin:repo_hook': HOOKS }),
  githubUser: forScopes({ repo: PUSH }),
  githubFineRuntime: forScopes({
    'administration:write': SHARED_REPOSITORY,
    'statuses:write': 'show how a sync ended beside the commit (Commit statuses, in the form)',
    'contents:write': SYNC,
    'metadata:read': FIND,
    'pull_requests:write': 'open pull requests for promotions',
    'repository_hooks:write': `${HOOKS} (Webhooks, in the form)`,
  }),
  githubFineUser: forScopes({ 'contents:write': PUSH, 'metadata:read': FIND }),
  gitlabRuntime: forScopes({ api: `${SYNC}, and ${HOOKS}` }),
  // The least set; `api` includes both.
  gitlabUser: forScopes({ write_repository: PUSH, read_api: 'find projects and see whose token it is' }),
  // GitLab publishes no list of permissions that equals `api`; the names are of its REST permission table.
  gitlabGranularRuntime: forScopes({
    read_project: FIND,
    create_project: SHARED_REPOSITORY,
    download_code: 'clone repositories and sync from them',
    push_code: 'commit promotions',
    create_merge_request: 'open merge requests for promotions',
    create_webhook: HOOKS,
    read_user: OWNER,
    read_personal_access_token: 'see what the token may do and when it expires',
  }),
  gitlabGranularUser: forScopes({
    download_code: 'read repositories',
    push_code: 'commit your changes',
    read_project: FIND,
    read_user: OWNER,
  }),
  // Codefresh's words: Account: Read. Workspace membership: Read. Webhooks: Read and write. Repositories: Write, Admin.
  bitbucketOAuth: forScopes({
    account: OWNER,
    team: 'find your workspaces',
    webhook: HOOKS,
    'repository:write': PUSH,
    'repository:admin': 'create and configure repositories; it does not include repository:write',
  }),
  // What of that these can hold: `account` and `team` cannot be given to them.
  bitbucketAccessToken: forScopes({
    webhook: HOOKS,
    'repository:write': SYNC,
    'repository:admin': 'configure repositories; it does not include repository:write',
  }),
  // Nothing cascades: each scope must be ticked. "Account: Read" is `read:user` here; `read:account` and `read:me` are
  // Atlassian's, and Bitbucket does not document that they do. Not needed: `delete:webhook` (none is deleted), and
  // pull requests, which promotions open at GitHub alone.
  bitbucketApiToken: forScopes({
    'read:user:bitbucket': OWNER,
    'read:workspace:bitbucket': 'find the workspaces',
    'read:webhook:bitbucket': 'see which webhooks exist',
    'write:webhook:bitbucket': HOOKS,
    'read:repository:bitbucket': 'clone repositories and sync from them',
    'write:repository:bitbucket': 'commit to repositories',
    'admin:repository:bitbucket': 'create and configure repositories',
  }),
  // Data Center has levels instead of the scopes above: creating a repository takes the project's, pushing the repository's.
  bitbucketServerRuntime: forScopes({ PROJECT_ADMIN: SHARED_REPOSITORY, REPO_ADMIN: `${SYNC}, and ${HOOKS}` }),
  bitbucketServerUser: forScopes({ REPO_WRITE: PUSH }),
};

const TWO_HOURS: TypeRefusal = { because: 'it lives for 2 hours only' };

/** The table: what a token of a type needs to serve as a kind, or why it cannot. */
export const REQUIRED_SCOPES: Readonly<Record<KnownTokenType, Readonly<Record<GitTokenKind, Need>>>> = {
  GITHUB_CLASSIC: { RUNTIME: NEEDS.githubRuntime, USER: NEEDS.githubUser },
  GITHUB_FINE_GRAINED: { RUNTIME: NEEDS.githubFineRuntime, USER: NEEDS.githubFineUser },
  GITHUB_OAUTH: { RUNTIME: NEEDS.githubRuntime, USER: NEEDS.githubUser },
  GITHUB_APP_USER: { RUNTIME: { because: 'it lives for 8 hours only' }, USER: NEEDS.githubFineUser },
  GITHUB_APP_INSTALLATION: {
    RUNTIME: { because: 'it lives for an hour only' },
    USER: { because: 'it belongs to an app and to nobody' },
  },
  GITLAB_PERSONAL: { RUNTIME: NEEDS.gitlabRuntime, USER: NEEDS.gitlabUser },
  GITLAB_GROUP: { RUNTIME: NEEDS.gitlabRuntime, USER: NEEDS.gitlabUser },
  GITLAB_PROJECT: { RUNTIME: { because: 'it reaches one project only' }, USER: NEEDS.gitlabUser },
  GITLAB_SERVICE_ACCOUNT: { RUNTIME: NEEDS.gitlabRuntime, USER: NEEDS.gitlabUser },
  GITLAB_GRANULAR: { RUNTIME: NEEDS.gitlabGranularRuntime, USER: NEEDS.gitlabGranularUser },
  GITLAB_OAUTH: { RUNTIME: TWO_HOURS, USER: NEEDS.gitlabUser },
  BITBUCKET_API_TOKEN: { RUNTIME: NEEDS.bitbucketApiToken, USER: NEEDS.bitbucketApiToken },
  BITBUCKET_REPOSITORY_TOKEN: { RUNTIME: NEEDS.bitbucketAccessToken, USER: NEEDS.bitbucketAccessToken },
  BITBUCKET_PROJECT_TOKEN: { RUNTIME: NEEDS.bitbucketAccessToken, USER: NEEDS.bitbucketAccessToken },
  BITBUCKET_WORKSPACE_TOKEN: { RUNTIME: NEEDS.bitbucketAccessToken, USER: NEEDS.bitbucketAccessToken },
  BITBUCKET_OAUTH: { RUNTIME: TWO_HOURS, USER: NEEDS.bitbucketOAuth },
  BITBUCKET_SERVER_HTTP_TOKEN: { RUNTIME: NEEDS.bitbucketServerRuntime, USER: NEEDS.bitbucketServerUser },
};

/** Why this type can never serve as this kind; null when it can, or when the type is not known. */
export function refusalByType(tokenType: GitTokenType, tokenKind: GitTokenKind): TypeRefusal | null {
  const need = isKnown(tokenType) ? REQUIRED_SCOPES[tokenType][tokenKind] : [];
  return 'because' in need ? need : null;
}

/** Whose requirements count: the token's own type's; the family's plainest where that is unknown; the advised one's where it cannot serve. */
export function servingType(
  tokenType: GitTokenType,
  tokenKind: GitTokenKind,
  family: GitProviderFamily,
): KnownTokenType {
  if (!isKnown(tokenType)) return PLAINEST_TYPE[family];
  const serves = TOKEN_TYPES[tokenType].family === family && !refusalByType(tokenType, tokenKind);
  return serves ? tokenType : ADVISED_TYPE[family][tokenKind];
}

/** What a token of this type needs; nothing for a type that cannot serve. */
export function requiredScopes(tokenType: KnownTokenType, tokenKind: GitTokenKind): readonly RequiredScope[] {
  const need = REQUIRED_SCOPES[tokenType][tokenKind];
  return 'because' in need ? [] : need;
}

/** The types of a family that can serve as a kind: the catalogue. */
export const typesThatServe = (family: GitProviderFamily, tokenKind: GitTokenKind): readonly KnownTokenType[] =>
  typesOfFamily(family).filter((tokenType) => !refusalByType(tokenType, tokenKind));

/** Holds what is needed against what the provider said, scope by scope (R16, R17). */
export function holdAgainst(
  needed: readonly RequiredScope[],
  evidence: ScopeEvidence,
  vocabulary: ScopeVocabulary,
): ScopeRequirement[] {
  const told = evidence.how === 'READ' ? 'REPORTED' : 'PROBED';
  const listIsComplete = evidence.how === 'READ' && SCOPE_VOCABULARIES[vocabulary].namesAreGuesses !== true;
  const broughtBy = everyScopeOf(provedScopes(evidence), vocabulary);
  const refuted = refutedScopes(evidence);

  return needed.map(({ scope, purpose }): ScopeRequirement => {
    const source = broughtBy.get(scope);
    if (source === scope) return { scope, purpose, state: 'GRANTED', evidence: told, grantedBy: null };
    // What a probe refuted is refuted, whatever a wider right would include: it may be held elsewhere only.
    if (refuted.has(scope)) return { scope, purpose, state: 'MISSING', evidence: told, grantedBy: null };
    if (source !== undefined) return { scope, purpose, state: 'GRANTED', evidence: 'IMPLIED', grantedBy: source };
    if (listIsComplete) return { scope, purpose, state: 'MISSING', evidence: told, grantedBy: null };
    return { scope, purpose, state: 'UNKNOWN', evidence: 'NONE', grantedBy: null };
  });
}

const provedScopes = (evidence: ScopeEvidence): readonly string[] =>
  evidence.how === 'READ' ? evidence.scopes : probed(evidence, 'GRANTED');

const refutedScopes = (evidence: ScopeEvidence): ReadonlySet<string> =>
  new Set(evidence.how === 'READ' ? [] : probed(evidence, 'MISSING'));

const probed = (evidence: Extract<ScopeEvidence, { how: 'UNREADABLE' }>, state: ProbeResult['state']): string[] =>
  evidence.probes.filter((probe) => probe.state === state).map(({ scope }) => scope);
