// Which questions are asked both outside and inside a transaction? The same code answers them, whatever the connection.

import type { Lookups, TokenCipher } from '../../application/ports';
import type { Connection } from '../connection';
import { findInvitation } from './invitations';
import { findSeenMember } from './members';
import { findRuntime, isRuntimeNameTaken } from './runtimes';
import { findViewer } from './viewer';

export const createLookups = (connection: Connection, cipher: TokenCipher): Lookups => ({
  viewer: (sessionId, now) => findViewer(connection, sessionId, now),
  runtime: (viewer, key) => findRuntime(connection, cipher, viewer, key),
  member: (viewer, memberId) => findSeenMember(connection, viewer, memberId),
  invitation: (hash) => findInvitation(connection, hash),
  isRuntimeNameTaken: (accountId, name, otherThanId) => isRuntimeNameTaken(connection, accountId, name, otherThanId),
});
