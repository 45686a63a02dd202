// How does a row become a runtime as one viewer sees it? The only way from the database's words to the domain's.

import type { TokenCipher } from '../../application/ports';
import type { GitProviderKind } from '../../domain/git-provider';
import type { GitTokenKind, ReuseFindings, StoredGitToken } from '../../domain/git-token';
import type { Runtime, RuntimeAccessMode, RuntimeView, ScopeCheckMode } from '../../domain/runtime';
import { textToDate } from '../entities/columns';
import { type AccountRow, accountOf } from './account-row';
import { TOKEN_COLUMNS } from './runtime-columns';

/** A database's true and false: SQLite has 1 and 0. */
export type Flag = boolean | number;

export interface RuntimeRow extends AccountRow {
  readonly runtime_id: string;
  readonly runtime_name: string;
  readonly git_provider: GitProviderKind;
  readonly git_provider_url: string;
  readonly shared_config_repository: string | null;
  readonly access_mode: RuntimeAccessMode;
  readonly scope_check_mode: ScopeCheckMode;
  readonly runtime_created_at: string;
  readonly granted: Flag;
  /** Null when the viewer has no user token on the runtime; then so are its other columns. */
  readonly ut_id: string | null;
  readonly rt_elsewhere: Flag;
  readonly rt_another_runtime: Flag;
  readonly rt_same_as_own: Flag;
  readonly ut_elsewhere: Flag;
  readonly ut_same_as_own: Flag;
  readonly ut_shared_login: Flag;
}

interface TokenRow {
  readonly id: string;
  readonly kind: GitTokenKind;
  readonly person_id: string | null;
  readonly version: number;
  readonly hint: string;
  readonly sealed: string;
  readonly evidence: string;
  readonly declared_expires_at: string | null;
  readonly set_by: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly verified_at: string;
}

export const runtimeViewOf = (row: RuntimeRow, cipher: TokenCipher): RuntimeView => ({
  runtime: runtimeOf(row),
  account: accountOf(row),
  granted: Boolean(row.granted),
  runtimeToken: tokenOf(tokenRow(row, 'rt'), row.runtime_id, runtimeTokenReuse(row), cipher),
  userToken: row.ut_id === null ? null : tokenOf(tokenRow(row, 'ut'), row.runtime_id, userTokenReuse(row), cipher),
});

const runtimeOf = (row: RuntimeRow): Runtime => ({
  id: row.runtime_id,
  accountId: row.account_id,
  name: row.runtime_name,
  gitProvider: row.git_provider,
  gitProviderUrl: row.git_provider_url,
  sharedConfigRepository: row.shared_config_repository,
  accessMode: row.access_mode,
  scopeCheckMode: row.scope_check_mode,
  createdAt: textToDate(row.runtime_created_at),
});

const runtimeTokenReuse = (row: RuntimeRow): ReuseFindings => ({
  elsewhere: Boolean(row.rt_elsewhere),
  anotherRuntimeOfAccount: Boolean(row.rt_another_runtime),
  sameAsViewersOwn: Boolean(row.rt_same_as_own),
  sharedLogin: false,
});

const userTokenReuse = (row: RuntimeRow): ReuseFindings => ({
  elsewhere: Boolean(row.ut_elsewhere),
  anotherRuntimeOfAccount: false,
  sameAsViewersOwn: Boolean(row.ut_same_as_own),
  sharedLogin: Boolean(row.ut_shared_login),
});

/** The columns of one of the row's two tokens, without their prefix. */
function tokenRow(row: RuntimeRow, prefix: 'rt' | 'ut'): TokenRow {
  const columns: Readonly<Record<string, unknown>> = { ...row };
  return Object.fromEntries(TOKEN_COLUMNS.map((name) => [name, columns[`${prefix}_${name}`]])) as unknown as TokenRow;
}

/** Opens the envelope only to tell whether it can be opened. */
const tokenOf = (row: TokenRow, runtimeId: string, reuse: ReuseFindings, cipher: TokenCipher): StoredGitToken => ({
  id: row.id,
  kind: row.kind,
  runtimeId,
  personId: row.person_id,
  version: row.version,
  hint: row.hint,
  evidence: JSON.parse(row.evidence),
  declaredExpiresAt: row.declared_expires_at === null ? null : textToDate(row.declared_expires_at),
  readable: cipher.open(row.sealed, { kind: row.kind, tokenId: row.id }) !== null,
  reuse,
  setBy: row.set_by,
  createdAt: textToDate(row.created_at),
  updatedAt: textToDate(row.updated_at),
  verifiedAt: textToDate(row.verified_at),
});
