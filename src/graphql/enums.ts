// Which enumerations does the API have? The domain's own, each value described for who builds a page on it.

import { registerEnumType } from 'type-graphql';
import {
  ACCOUNT_ACTIONS,
  type AccountAction as AccountActionName,
  RUNTIME_ACTIONS,
  type RuntimeAction as RuntimeActionName,
} from '../application/viewer-actions';
import {
  OWNER_POLICIES,
  type OwnerPolicy as OwnerPolicyName,
  REUSE_POLICIES,
  type ReusePolicy as ReusePolicyName,
  ROLES,
  type Role as RoleName,
} from '../domain/account';
import {
  AUDIT_ACTOR_KINDS,
  AUDIT_OUTCOMES,
  type AuditActorKind as AuditActorKindName,
  type AuditOutcome as AuditOutcomeName,
} from '../domain/audit-event';
import { GIT_PROVIDER_KINDS, type GitProviderKind as GitProviderKindName } from '../domain/git-provider';
import {
  GIT_TOKEN_KINDS,
  GIT_TOKEN_TYPES,
  type GitTokenKind as GitTokenKindName,
  type GitTokenType as GitTokenTypeName,
} from '../domain/git-token';
import { MEMBER_STATUSES, type MemberStatus as MemberStatusName } from '../domain/member';
import {
  RUNTIME_ACCESS_MODES,
  RUNTIME_HEALTHS,
  type RuntimeAccessMode as RuntimeAccessModeName,
  type RuntimeHealth as RuntimeHealthName,
  SCOPE_CHECK_MODES,
  type ScopeCheckMode as ScopeCheckModeName,
} from '../domain/runtime';
import { GIT_IDENTITY_KINDS, type GitIdentityKind as GitIdentityKindName } from '../domain/token-evidence';
import { EXPIRY_SOURCES, type ExpirySource as ExpirySourceName } from '../domain/token-expiry';
import { GIT_TOKEN_STATUSES, type GitTokenStatus as GitTokenStatusName } from '../domain/token-status';
import {
  REQUIREMENT_EVIDENCES,
  REQUIREMENT_STATES,
  type RequirementEvidence as RequirementEvidenceName,
  type RequirementState as RequirementStateName,
  TOKEN_WARNING_CODES,
  type TokenWarningCode as TokenWarningCodeName,
  VERDICT_OUTCOMES,
  VERDICT_REASONS,
  type VerdictOutcome as VerdictOutcomeName,
  type VerdictReason as VerdictReasonName,
} from '../domain/token-verdict';

/** Registers an enumeration under its name; a value without a description does not compile. */
function describedEnum<V extends string>(
  name: string,
  description: string,
  values: readonly V[],
  descriptions: Readonly<Record<V, string>>,
): { readonly [K in V]: K } {
  const members = Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in V]: K };
  registerEnumType(members, {
    name,
    description,
    valuesConfig: Object.fromEntries(values.map((value) => [value, { description: descriptions[value] }])) as Record<
      V,
      { description: string }
    >,
  });
  return members;
}

export const Role = describedEnum<RoleName>(
  'Role',
  'A person’s role in one account; the same person may have another role elsewhere.',
  ROLES,
  {
    ADMIN: 'Manages the account’s runtimes, runtime tokens, members and policies.',
    USER: 'Uses the runtimes they have access to, with their own user tokens.',
  },
);

export const MemberStatus = describedEnum<MemberStatusName>(
  'MemberStatus',
  'Whether a membership counts.',
  MEMBER_STATUSES,
  {
    INVITED: 'The invitation is open; it counts for nothing yet.',
    ACTIVE: 'The person has accepted this account’s invitation.',
  },
);

export const AccountAction = describedEnum<AccountActionName>(
  'AccountAction',
  'What a viewer may do in an account; a front end shows its buttons from it.',
  Object.keys(ACCOUNT_ACTIONS) as AccountActionName[],
  {
    CREATE_RUNTIME: '`createRuntime`.',
    MANAGE_MEMBERS: 'Invite and remove members, and change their roles.',
    CHANGE_POLICY: 'Change the account’s policies.',
    READ_AUDIT_EVENTS: 'Read who did what in the account.',
  },
);

export const RuntimeAction = describedEnum<RuntimeActionName>(
  'RuntimeAction',
  'What a viewer may do on a runtime: permission, not state (deleting a token is listed even where there is none).',
  Object.keys(RUNTIME_ACTIONS) as RuntimeActionName[],
  {
    SET_RUNTIME_TOKEN: '`setGitRuntimeToken`.',
    VERIFY_RUNTIME_TOKEN: '`verifyGitRuntimeToken`.',
    SET_USER_TOKEN: '`setGitUserToken`, for themselves.',
    VERIFY_USER_TOKEN: '`verifyGitUserToken`, for themselves.',
    DELETE_USER_TOKEN: '`deleteGitUserToken`, for themselves.',
    UPDATE_RUNTIME: '`updateRuntime`.',
    DELETE_RUNTIME: '`deleteRuntime`.',
    MANAGE_ACCESS: 'Grant members access to the runtime, and revoke it.',
  },
);

export const ReusePolicy = describedEnum<ReusePolicyName>(
  'ReusePolicy',
  'What happens when one token value is set on two runtimes of an account.',
  REUSE_POLICIES,
  {
    DENY: 'The second is refused: `TOKEN_REUSED`. The default.',
    WARN: 'It is accepted with the warning `RUNTIME_TOKEN_REUSED`.',
    ALLOW: 'It is accepted without a word.',
  },
);

export const OwnerPolicy = describedEnum<OwnerPolicyName>(
  'OwnerPolicy',
  'Whose account at the Git provider a runtime token may belong to.',
  OWNER_POLICIES,
  {
    WARN: 'A person’s token is accepted with the warning `OWNER_NOT_SERVICE_ACCOUNT`. The default.',
    REQUIRE_SERVICE_ACCOUNT:
      'A person’s token is refused; where the provider cannot tell persons from robots, it is warned of.',
  },
);

export const AuditActorKind = describedEnum<AuditActorKindName>('AuditActorKind', 'Who acts.', AUDIT_ACTOR_KINDS, {
  PERSON: 'Somebody who was signed in.',
  SYSTEM: 'The gateway itself, in time.',
  OPERATOR: 'Whoever runs the gateway, with one of its commands.',
});

export const AuditOutcome = describedEnum<AuditOutcomeName>('AuditOutcome', 'What came of an act.', AUDIT_OUTCOMES, {
  SUCCEEDED: 'It was done.',
  DENIED: 'The actor may not do it; the reason names the right that was lacking.',
  REJECTED: 'The token given was refused; the reason is the verdict’s, or null for a person’s own token.',
});

export const GitProviderKind = describedEnum<GitProviderKindName>(
  'GitProviderKind',
  'The Git systems that a runtime can sync from.',
  GIT_PROVIDER_KINDS,
  {
    GITHUB: 'github.com.',
    GITHUB_ENTERPRISE: 'A GitHub Enterprise Server of one’s own; lives at the root of its host.',
    GITLAB_CLOUD: 'gitlab.com.',
    GITLAB_SERVER: 'A self-managed GitLab; may live below a path.',
    BITBUCKET_CLOUD: 'bitbucket.org.',
    BITBUCKET_SERVER: 'A Bitbucket Server or Data Center of one’s own; may live below a path.',
  },
);

export const RuntimeAccessMode = describedEnum<RuntimeAccessModeName>(
  'RuntimeAccessMode',
  'Who of an account’s members has access to a runtime.',
  RUNTIME_ACCESS_MODES,
  {
    ALL_MEMBERS: 'Every member of the account.',
    RESTRICTED: 'Admins, and the members they granted access to. For everybody else the runtime does not exist.',
  },
);

export const RuntimeHealth = describedEnum<RuntimeHealthName>(
  'RuntimeHealth',
  'Whether a runtime can work with Git.',
  RUNTIME_HEALTHS,
  {
    HEALTHY: 'Its runtime token works, as far as is known.',
    DEGRADED: 'Its runtime token no longer works; an admin has to set another one.',
  },
);

export const ScopeCheckMode = describedEnum<ScopeCheckModeName>(
  'ScopeCheckMode',
  'What a missing scope does to a token that is set on a runtime.',
  SCOPE_CHECK_MODES,
  {
    ENFORCE: 'The token is refused: `MISSING_SCOPES`.',
    REPORT: 'The token is accepted, and the missing scope is shown: `SCOPES_REPORTED`.',
  },
);

export const GitTokenKind = describedEnum<GitTokenKindName>('GitTokenKind', 'What a token is for.', GIT_TOKEN_KINDS, {
  RUNTIME: 'The runtime’s own: it clones, syncs, makes webhooks and commits promotions with it. Managed by admins.',
  USER: 'One person’s on one runtime: their own actions are done with it. Managed by that person only.',
});

export const GitTokenStatus = describedEnum<GitTokenStatusName>(
  'GitTokenStatus',
  'How a token stands right now. Where several apply, the first in this order is shown.',
  GIT_TOKEN_STATUSES,
  {
    MISSING: 'There is none. Set one.',
    UNREADABLE: 'The stored token can no longer be opened (a lost key, a damaged row). Set it again.',
    BLOCKED: 'The provider knows the token, but a rule or a block there keeps it out. See the verdict’s `fixUrl`.',
    EXPIRED: 'Its lifetime is over. Set a new one.',
    INVALID: 'The provider refuses it: revoked, deleted or mistyped. Set a new one.',
    INSUFFICIENT_SCOPES: 'It lacks scopes that this runtime insists on. See the verdict’s `requirements`.',
    UNVERIFIED: 'The last check that told something is more than 7 days old. Verify it.',
    EXPIRING_SOON: 'It works, and ends within 14 days. Replace it in time.',
    VALID: 'It works.',
  },
);

export const GitTokenType = describedEnum<GitTokenTypeName>(
  'GitTokenType',
  'What the provider calls this sort of token.',
  GIT_TOKEN_TYPES,
  {
    GITHUB_CLASSIC: 'GitHub personal access token (classic), `ghp_…`.',
    GITHUB_FINE_GRAINED: 'GitHub fine-grained personal access token, `github_pat_…`. Its permissions cannot be read.',
    GITHUB_OAUTH: 'Token of a GitHub OAuth app, `gho_…`.',
    GITHUB_APP_USER: 'User token of a GitHub App, `ghu_…`; lives 8 hours.',
    GITHUB_APP_INSTALLATION: 'Installation token of a GitHub App, `ghs_…`; lives 1 hour.',
    GITLAB_PERSONAL: 'GitLab personal access token.',
    GITLAB_GROUP: 'GitLab group access token; acts as a bot of the group.',
    GITLAB_PROJECT: 'GitLab project access token; acts as a bot of one project.',
    GITLAB_SERVICE_ACCOUNT: 'Access token of a GitLab service account.',
    GITLAB_GRANULAR: 'GitLab token with fine-grained permissions.',
    GITLAB_OAUTH: 'GitLab OAuth access token; lives 2 hours.',
    BITBUCKET_API_TOKEN: 'Bitbucket Cloud API token with scopes; needs the Atlassian account’s e-mail beside it.',
    BITBUCKET_REPOSITORY_TOKEN: 'Bitbucket Cloud repository access token.',
    BITBUCKET_PROJECT_TOKEN: 'Bitbucket Cloud project access token.',
    BITBUCKET_WORKSPACE_TOKEN: 'Bitbucket Cloud workspace access token.',
    BITBUCKET_OAUTH: 'Bitbucket Cloud OAuth access token; lives 2 hours.',
    BITBUCKET_SERVER_HTTP_TOKEN: 'Bitbucket Data Center HTTP access token.',
    UNKNOWN: 'Neither the token’s form nor the provider’s answer tells.',
  },
);

export const ExpirySource = describedEnum<ExpirySourceName>(
  'ExpirySource',
  'Who says when a token ends.',
  EXPIRY_SOURCES,
  {
    PROVIDER: 'The provider itself.',
    DECLARED: 'Whoever set the token; only where the provider cannot say.',
  },
);

export const GitIdentityKind = describedEnum<GitIdentityKindName>(
  'GitIdentityKind',
  'What sort of account at the provider a token acts as.',
  GIT_IDENTITY_KINDS,
  {
    PERSON: 'A person. Only GitLab tells.',
    SERVICE_ACCOUNT: 'A robot: a service account, a bot of a group or project, an app.',
    UNKNOWN: 'The provider does not tell persons from robots.',
  },
);

export const VerdictOutcome = describedEnum<VerdictOutcomeName>(
  'VerdictOutcome',
  'What comes of a check.',
  VERDICT_OUTCOMES,
  {
    ACCEPTED: 'The token does for this place.',
    REJECTED: 'It does not; `reason` and `message` say why and how to mend it. Nothing was stored.',
    UNDETERMINED: 'The provider could not be asked. Nothing changed; try again.',
  },
);

export const VerdictReason = describedEnum<VerdictReasonName>(
  'VerdictReason',
  'Why a verdict is what it is. Where several apply, the first that was met is given.',
  VERDICT_REASONS,
  {
    SATISFIED: 'Accepted: every needed scope is granted.',
    SCOPES_UNREADABLE: 'Accepted: the provider cannot list the token’s scopes; what could not be proved is `UNKNOWN`.',
    SCOPES_REPORTED: 'Accepted although scopes are missing, because the runtime’s scope check mode is `REPORT`.',
    MISSING_SCOPES: 'Rejected: needed scopes are missing.',
    INVALID_TOKEN: 'Rejected: the provider does not accept it. Revoked, deleted or mistyped.',
    EXPIRED_TOKEN: 'Rejected: its lifetime is over.',
    EXPIRES_TOO_SOON: 'Rejected: a runtime token has to live 24 hours at least.',
    BLOCKED_BY_PROVIDER:
      'Rejected: the token is genuine, but a rule or block at the provider keeps it out (single sign-on, IP list).',
    WRONG_TOKEN_TYPE: 'Rejected: this sort of token cannot serve here.',
    WRONG_PROVIDER: 'Rejected unasked: it belongs to another Git system. It was sent nowhere.',
    TOKEN_REUSED: 'Rejected: the same token is in use elsewhere.',
    OWNER_NOT_SERVICE_ACCOUNT: 'Rejected: it belongs to a person, and the account’s policy asks for a service account.',
    PROVIDER_UNAVAILABLE: 'Undetermined: the provider did not answer, or not as itself.',
    PROVIDER_RATE_LIMITED: 'Undetermined: the provider asked us to slow down.',
  },
);

export const RequirementState = describedEnum<RequirementStateName>(
  'RequirementState',
  'Whether a token has a needed scope.',
  REQUIREMENT_STATES,
  {
    GRANTED: 'It has.',
    MISSING: 'It has not.',
    UNKNOWN: 'Nobody could tell.',
  },
);

export const RequirementEvidence = describedEnum<RequirementEvidenceName>(
  'RequirementEvidence',
  'How it was learned whether a token has a scope.',
  REQUIREMENT_EVIDENCES,
  {
    REPORTED: 'The provider lists the token’s scopes.',
    IMPLIED: 'Another granted scope includes it; see `grantedBy`.',
    PROBED: 'By a request that cannot change anything.',
    NONE: 'Not at all.',
  },
);

export const TokenWarningCode = describedEnum<TokenWarningCodeName>(
  'TokenWarningCode',
  'What is worth knowing of a token that its provider accepts, also where the verdict rejects it.',
  TOKEN_WARNING_CODES,
  {
    SCOPES_UNREADABLE: 'Its scopes could not be read; some requirements are unproved.',
    REPOSITORY_UNREACHABLE: 'It cannot reach the runtime’s shared configuration repository.',
    EXCESS_SCOPES: 'It can do much more than needed: delete repositories, administer an organisation, act as others.',
    NO_EXPIRY: 'It never expires.',
    EXPIRES_SOON: 'It ends within 24 hours.',
    OWNER_NOT_SERVICE_ACCOUNT: 'A runtime token that belongs to a person, or nobody can tell.',
    OWNER_NOT_PERSON: 'A user token that belongs to a robot.',
    SHARED_LOGIN: 'Another person’s user token acts as the same login at the provider.',
    RUNTIME_TOKEN_REUSED: 'Another runtime of the account has the same token.',
    SAME_AS_YOUR_USER_TOKEN: 'The same value is a runtime token and your own user token.',
  },
);
