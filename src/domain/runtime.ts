// What is a runtime, and what does the viewer see of it?

import type { Account } from './account';
import type { GitProviderKind } from './git-provider';
import type { StoredGitToken } from './git-token';

export const RUNTIME_ACCESS_MODES = ['ALL_MEMBERS', 'RESTRICTED'] as const;
/** RESTRICTED: only admins and members with a grant know of the runtime. */
export type RuntimeAccessMode = (typeof RUNTIME_ACCESS_MODES)[number];

export const SCOPE_CHECK_MODES = ['ENFORCE', 'REPORT'] as const;
/** REPORT: a missing scope is shown, but does not refuse the token. */
export type ScopeCheckMode = (typeof SCOPE_CHECK_MODES)[number];

export const RUNTIME_HEALTHS = ['HEALTHY', 'DEGRADED'] as const;
export type RuntimeHealth = (typeof RUNTIME_HEALTHS)[number];

/** An installed GitOps engine: a cluster that syncs from Git. */
export interface Runtime {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly gitProvider: GitProviderKind;
  /** The provider's web root, without a trailing slash: `https://gitlab.example.com/git`. */
  readonly gitProviderUrl: string;
  /** `owner/name` at the provider; null when none is named. */
  readonly sharedConfigRepository: string | null;
  readonly accessMode: RuntimeAccessMode;
  readonly scopeCheckMode: ScopeCheckMode;
  readonly createdAt: Date;
}

/** A runtime together with all that one viewer may see of it: the look-up has joined `visible_runtime` already. */
export interface RuntimeView {
  readonly runtime: Runtime;
  readonly account: Account;
  /** Whether this viewer has a grant of their own; counts only while the runtime is RESTRICTED. */
  readonly granted: boolean;
  readonly runtimeToken: StoredGitToken;
  /** The viewer's own; null when there is none. Nobody else's is ever loaded. */
  readonly userToken: StoredGitToken | null;
}
