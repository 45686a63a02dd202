// What can be asked of the store outside a transaction? Committed rows only; one statement for each question.

import type { Reads, TokenCipher } from '../../application/ports';
import type { Connection } from '../connection';
import { findCredential } from './credential';
import { createLookups } from './lookups';
import { findPersonByEmail } from './people';
import { isReady } from './ready';
import { createReuseLookups } from './reuse';
import { countRuntimes, pageOfRuntimes } from './runtimes';

export const createReads = (connection: Connection, cipher: TokenCipher): Reads => ({
  ...createLookups(connection, cipher),
  runtimes: (viewer, query) => pageOfRuntimes(connection, cipher, viewer, query),
  countRuntimes: (viewer, query) => countRuntimes(connection, viewer, query),
  credential: (tokenId) => findCredential(connection, cipher, tokenId),
  reuse: createReuseLookups(connection),
  personByEmail: (email) => findPersonByEmail(connection, email),
  ready: () => isReady(connection),
});
