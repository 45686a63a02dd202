// What can be done in one transaction? All repositories, over its connection.

import type { TokenCipher, Transaction } from '../application/ports';
import type { TransactionConnection } from './connection';
import { createLookups } from './reads/lookups';
import { createAccountRepository } from './repositories/accounts';
import { createAuditLog } from './repositories/audit-log';
import { createMembershipRepository } from './repositories/memberships';
import { createPersonRepository } from './repositories/people';
import { createRuntimeRepository } from './repositories/runtimes';
import { createSessionRepository } from './repositories/sessions';
import { createTokenRepository } from './repositories/tokens';

export function createTransaction(connection: TransactionConnection, cipher: TokenCipher): Transaction {
  return {
    ...createLookups(connection, cipher),
    accounts: createAccountRepository(connection),
    people: createPersonRepository(connection),
    memberships: createMembershipRepository(connection),
    sessions: createSessionRepository(connection),
    runtimes: createRuntimeRepository(connection),
    tokens: createTokenRepository(connection),
    audit: createAuditLog(connection),
  };
}
