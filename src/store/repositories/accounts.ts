// How are accounts written?

import type { AccountRepository } from '../../application/ports';
import type { TransactionConnection } from '../connection';
import { AccountEntity } from '../entities/account';
import { Statement } from '../statement';

const ANY = new Statement('SELECT id FROM account LIMIT 1');

export const createAccountRepository = (connection: TransactionConnection): AccountRepository => ({
  async add({ id, name, policy }, createdAt) {
    await connection.write((entities) => entities.insert(AccountEntity, { id, name, ...policy, createdAt }));
  },

  async setPolicy(id, policy) {
    await connection.write((entities) => entities.update(AccountEntity, { id }, { ...policy }));
  },

  async isEmpty() {
    return (await connection.all(ANY, {})).length === 0;
  },
});
