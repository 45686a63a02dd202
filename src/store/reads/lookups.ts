// Which questions are asked both outside and inside a transaction? The same code answers them, whatever the connection.

import type { Lookups, TokenCipher } from '../../application/ports';
import type { Connection } from '../connection';
import { findRuntime, isRuntimeNameTaken } from './runtimes';
import { findViewer } from './viewer';

export const createLookups = (connection: Connection, cipher: TokenCipher): Lookups => ({
  viewer: (sessionId, now) => findViewer(connection, sessionId, now),
  runtime: (viewer, key) => findRuntime(connection, cipher, viewer, key),
  isRuntimeNameTaken: (accountId, name, otherThanId) => isRuntimeNameTaken(connection, accountId, name, otherThanId),
});
