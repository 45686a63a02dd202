// How is a password kept and compared? As a slow argon2id hash, a few at a time.

import { randomBytes } from 'node:crypto';
import { type Algorithm, hash, parseOptions, verify } from '@node-rs/argon2';
import type { Passwords } from '../application/ports';
import { temporaryPassword } from './temporary-password';
import { createWaitingRoom } from './waiting-room';

/** OWASP's Password Storage Cheat Sheet, argon2id: 19 MiB of memory, two passes, one lane. */
export const PASSWORD_HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The library's const enum cannot be read by a compiler that takes files one by one. */
const ARGON2ID: Algorithm.Argon2id = 2;

/** Each hash holds 19 MiB and one of libuv's four threads, which files and name look-ups need too. */
export const PASSWORD_LIMITS = { atOnce: 2, waiting: 16 } as const;

/** Hashes off the event loop. When too many wait already: `TOO_MANY_REQUESTS`. */
export function createPasswords(): Passwords {
  const limit = createWaitingRoom(PASSWORD_LIMITS);
  const nobodysHash = hashOfNoPassword();
  return {
    hash: (password) => limit(() => hash(normalize(password), { ...PASSWORD_HASHING, algorithm: ARGON2ID })),
    async matches(password, storedHash) {
      const same = await limit(() => verify(storedHash ?? nobodysHash, normalize(password)));
      return same && storedHash !== null;
    },
    temporary: temporaryPassword,
    isOutdated,
  };
}

/** One password typed on two keyboards may come as different characters: NIST SP 800-63B, section 5.1.1.2, asks for NFKC. */
const normalize = (password: string) => password.normalize('NFKC');

/** Costs what a real one costs and fits no password: its salt and its result are random. */
function hashOfNoPassword(): string {
  const { memoryCost, timeCost, parallelism } = PASSWORD_HASHING;
  const random = (bytes: number) => randomBytes(bytes).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${random(16)}$${random(32)}`;
}

function isOutdated(storedHash: string): boolean {
  const made = parseOptions(storedHash);
  return (
    made.algorithm !== ARGON2ID ||
    made.memoryCost < PASSWORD_HASHING.memoryCost ||
    made.timeCost < PASSWORD_HASHING.timeCost
  );
}
