// How is a token told from others in memory without being kept there? By a keyed hash whose key dies with the process.

import { createHmac, randomBytes } from 'node:crypto';
import type { GitCredential } from '../domain/git-token';

/** Names credentials: the same one alike, and nobody can tell a token from its name. */
export function createTokenNames(): (credential: GitCredential) => string {
  const key = randomBytes(32);
  return ({ value, username }) =>
    createHmac('sha256', key)
      .update(JSON.stringify([value.reveal(), username]))
      .digest('base64');
}
