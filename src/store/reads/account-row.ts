// How does an account come out of a joined row?

import type { Account, OwnerPolicy, ReusePolicy } from '../../domain/account';

/** What a statement selects of an account. */
export const ACCOUNT_COLUMNS = `
  account.id AS account_id, account.name AS account_name,
  account.runtime_token_reuse AS runtime_token_reuse, account.runtime_token_owner AS runtime_token_owner`;

export interface AccountRow {
  readonly account_id: string;
  readonly account_name: string;
  readonly runtime_token_reuse: ReusePolicy;
  readonly runtime_token_owner: OwnerPolicy;
}

export const accountOf = (row: AccountRow): Account => ({
  id: row.account_id,
  name: row.account_name,
  policy: { runtimeTokenReuse: row.runtime_token_reuse, runtimeTokenOwner: row.runtime_token_owner },
});
