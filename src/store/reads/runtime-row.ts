// How does a row become a runtime as one viewer sees it? The only way from the database's words to the domain's.

import type { TokenCipher } from '../../application/ports';
import type { GitProviderKind } from '../../domain/git-provider';
import type { GitTokenKind, ReuseFindings, StoredGitToken } from '../../domain/git-token';
import type { Runtime, RuntimeAccessMode, RuntimeView, ScopeCheckMode } from '../../domain/runtime';
import type { TokenEvidence } from '../../domain/token-evidence';
import { textToDate } from '../entities/columns';
import { type AccountRow, accountOf } from './account-row';
import { TOKEN_COLUMNS } from './runtime-columns';
import { readEvidence } from './stored-evidence';

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
  /** Undefined, like the five below, where reuse was not looked up. */
  readonly rt_elsewhere?: Flag;
  readonly rt_another_runtime?: Flag;
  readonly rt_same_as_own?: Flag;
  readonly ut_elsewhere?: Flag;
  readonly ut_same_as_own?: Flag;
  readonly ut_shared_login?: Flag;
}

/** What the columns of a runtime's token are called, and those of the viewer's own. */
const RUNTIME_TOKEN = columnNames('rt');
const USER_TOKEN = columnNames('ut');

type TokenColumn = (typeof TOKEN_COLUMNS)[number];
type ColumnNames = Readonly<Record<TokenColumn, string>>;

function columnNames(table: 'rt' | 'ut'): ColumnNames {
  return Object.fromEntries(TOKEN_COLUMNS.map((column) => [column, `${table}_${column}`])) as ColumnNames;
}

export const runtimeViewOf = (row: RuntimeRow, cipher: TokenCipher): RuntimeView => ({
  runtime: runtimeOf(row),
  account: accountOf(row),
  granted: Boolean(row.granted),
  runtimeToken: new TokenOfRow(row, RUNTIME_TOKEN, runtimeTokenReuse(row), cipher),
  userToken: row.ut_id === null ? null : new TokenOfRow(row, USER_TOKEN, userTokenReuse(row), cipher),
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

const runtimeTokenReuse = (row: RuntimeRow): ReuseFindings | null =>
  row.rt_elsewhere === undefined
    ? null
    : {
        elsewhere: Boolean(row.rt_elsewhere),
        anotherRuntimeOfAccount: Boolean(row.rt_another_runtime),
        sameAsViewersOwn: Boolean(row.rt_same_as_own),
        sharedLogin: false,
      };

const userTokenReuse = (row: RuntimeRow): ReuseFindings | null =>
  row.ut_elsewhere === undefined
    ? null
    : {
        elsewhere: Boolean(row.ut_elsewhere),
        anotherRuntimeOfAccount: false,
        sameAsViewersOwn: Boolean(row.ut_same_as_own),
        sharedLogin: Boolean(row.ut_shared_login),
      };

/** One of the row's two tokens. A page shows little of each: what has to be parsed, or opened, is so when it is asked for. */
class TokenOfRow implements StoredGitToken {
  readonly #row: Readonly<Record<string, unknown>>;
  readonly #names: ColumnNames;
  readonly #cipher: TokenCipher;
  #evidence: TokenEvidence | null = null;

  constructor(
    row: RuntimeRow,
    names: ColumnNames,
    readonly reuse: ReuseFindings | null,
    cipher: TokenCipher,
  ) {
    this.#row = row as unknown as Readonly<Record<string, unknown>>;
    this.#names = names;
    this.#cipher = cipher;
  }

  get id(): string {
    return this.#text('id');
  }

  get kind(): GitTokenKind {
    return this.#text('kind') as GitTokenKind;
  }

  get runtimeId(): string {
    return this.#row.runtime_id as string;
  }

  get personId(): string | null {
    return this.#row[this.#names.person_id] as string | null;
  }

  get version(): number {
    return this.#row[this.#names.version] as number;
  }

  get hint(): string {
    return this.#text('hint');
  }

  get evidence(): TokenEvidence {
    this.#evidence ??= readEvidence(this.#text('evidence'));
    return this.#evidence;
  }

  get declaredExpiresAt(): Date | null {
    const text = this.#row[this.#names.declared_expires_at] as string | null;
    return text === null ? null : textToDate(text);
  }

  get readable(): boolean {
    return this.#cipher.opens(this.#text('sealed'), { kind: this.kind, tokenId: this.id });
  }

  get setBy(): string {
    return this.#text('set_by');
  }

  get createdAt(): Date {
    return textToDate(this.#text('created_at'));
  }

  get updatedAt(): Date {
    return textToDate(this.#text('updated_at'));
  }

  get verifiedAt(): Date {
    return textToDate(this.#text('verified_at'));
  }

  #text(column: TokenColumn): string {
    return this.#row[this.#names[column]] as string;
  }
}
