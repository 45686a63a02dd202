// How are accounts stored?

import type { Account, AccountPolicy } from '../../domain/account';

export interface AccountRepository {
  add(account: Account, createdAt: Date): Promise<void>;
  setPolicy(accountId: string, policy: AccountPolicy): Promise<void>;
  isEmpty(): Promise<boolean>;
}

/** An account as the operator sees it. */
export interface AccountSummary {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date;
  /** E-mails of the active admins who can sign in. */
  readonly admins: readonly string[];
  /** How many members are active. */
  readonly members: number;
  readonly runtimes: number;
}
