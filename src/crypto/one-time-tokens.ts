// What is a refresh or an invitation token? Chance, of which only the hash is stored.

import { createHash, randomBytes } from 'node:crypto';
import type { OneTimeTokens } from '../application/ports';

/** Too many to guess, so a plain and fast hash is enough: there is no dictionary of them. */
const RANDOM_BYTES = 32;

const hash = (token: string) => createHash('sha256').update(token, 'utf8').digest('base64url');

export const oneTimeTokens: OneTimeTokens = {
  create() {
    const token = randomBytes(RANDOM_BYTES).toString('base64url');
    return { token, hash: hash(token) };
  },
  hash,
};
