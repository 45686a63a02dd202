// How are accounts stored?

import type { Account, AccountPolicy } from '../../domain/account';

export interface AccountRepository {
  add(account: Account, createdAt: Date): Promise<void>;
  setPolicy(accountId: string, policy: AccountPolicy): Promise<void>;
  isEmpty(): Promise<boolean>;
}
