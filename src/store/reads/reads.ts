// What can be asked of the store outside a transaction? Committed rows only; one statement for each question.

import type { Reads, TokenCipher } from '../../application/ports';
import type { Database } from '../database';
import { findAccountSummaries } from './accounts';
import { findAuditEvent, pageOfAuditEvents } from './audit-events';
import { findCredential } from './credential';
import { createLookups } from './lookups';
import { pageOfMemberTokens } from './member-tokens';
import { countMembers, pageOfMembers } from './members';
import { findPersonByEmail } from './people';
import { isReady } from './ready';
import { createReuseLookups } from './reuse';
import { countRuntimeMembers, pageOfRuntimeMembers } from './runtime-members';
import { countRuntimes, pageOfRuntimes } from './runtimes';

export function createReads(database: Pick<Database, 'reads' | 'isWritable'>, cipher: TokenCipher): Reads {
  const connection = database.reads;
  return {
    ...createLookups(connection, cipher),
    runtimes: (viewer, query) => pageOfRuntimes(connection, cipher, viewer, query),
    countRuntimes: (viewer, query) => countRuntimes(connection, viewer, query),
    auditEvents: (query) => pageOfAuditEvents(connection, query),
    auditEvent: (id) => findAuditEvent(connection, id),
    runtimeMembers: (viewer, query) => pageOfRuntimeMembers(connection, viewer, query),
    countRuntimeMembers: (viewer, runtimeId) => countRuntimeMembers(connection, viewer, runtimeId),
    memberTokens: (viewer, query) => pageOfMemberTokens(connection, cipher, viewer, query),
    members: (viewer, query) => pageOfMembers(connection, viewer, query),
    countMembers: (viewer, query) => countMembers(connection, viewer, query),
    credential: (tokenId) => findCredential(connection, cipher, tokenId),
    reuse: createReuseLookups(connection),
    personByEmail: (email) => findPersonByEmail(connection, email),
    accountSummaries: () => findAccountSummaries(connection),
    ready: () => isReady(connection, database),
  };
}
