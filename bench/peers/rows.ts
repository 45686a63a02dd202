// What comes out of the database? The columns that the peers' pages need, as the statements name them.

import type { OwnerPolicy, ReusePolicy, Role } from '../../src/domain/account';
import type { GitProviderKind } from '../../src/domain/git-provider';
import type { ScopeCheckMode } from '../../src/domain/runtime';

export interface ViewerRow {
  readonly session_id: string;
  readonly person_id: string;
  readonly person_email: string;
  readonly account_id: string | null;
  readonly role: Role | null;
}

export interface RuntimeRow {
  readonly runtime_id: string;
  readonly runtime_name: string;
  readonly account_id: string;
  readonly runtime_token_reuse: ReusePolicy;
  readonly runtime_token_owner: OwnerPolicy;
  readonly git_provider: GitProviderKind;
  readonly git_provider_url: string;
  readonly scope_check_mode: ScopeCheckMode;
  readonly rt_id: string;
  readonly rt_hint: string;
  readonly rt_sealed: string;
  readonly rt_evidence: string;
  readonly rt_declared_expires_at: string | null;
  readonly rt_verified_at: string;
  readonly ut_id: string | null;
  readonly ut_version: number | null;
  readonly ut_hint: string;
  readonly ut_sealed: string;
  readonly ut_evidence: string;
  readonly ut_declared_expires_at: string | null;
  readonly ut_verified_at: string;
}
