// What do we need of whoever holds the keys?

import type { GitCredential, GitTokenKind } from '../../domain/git-token';
import type { Secret } from '../../domain/secret';

/** Where a sealed credential lives; part of what is authenticated, so that it opens nowhere else. */
export interface TokenPlace {
  readonly kind: GitTokenKind;
  readonly tokenId: string;
}

export interface TokenCipher {
  seal(credential: GitCredential, place: TokenPlace): string;
  /** Null when it cannot be opened, whatever the reason. */
  open(sealed: string, place: TokenPlace): GitCredential | null;
  /** Whether it can be opened. That one could is remembered: keys do not change while the program runs. */
  opens(sealed: string, place: TokenPlace): boolean;
}

/** One for every readable key, the primary's first; what is stored names its key (`k1:…`). */
export type Fingerprints = readonly [string, ...string[]];

export interface TokenFingerprints {
  of(value: Secret): Fingerprints;
}

export interface Passwords {
  hash(password: string): Promise<string>;
  /** With a null hash it takes as long and answers false: an unknown person is not told from a wrong password. `TOO_MANY_REQUESTS` when the queue is full. */
  matches(password: string, hash: string | null): Promise<boolean>;
  /** A random one that nobody can guess, made to be read aloud. */
  temporary(): string;
  /** Whether a hash was made with weaker parameters than today's. */
  isOutdated(hash: string): boolean;
}

export interface PasswordStrength {
  /** Whether a password is among the first that an attacker would try who knows these words of the person (e-mail, name). */
  isGuessable(password: string, wordsOfThePerson: readonly string[]): Promise<boolean>;
}

export interface AccessTokenClaims {
  readonly personId: string;
  readonly sessionId: string;
}

export interface AccessTokens {
  issue(claims: AccessTokenClaims): { token: string; expiresAt: Date };
  /** Null for anything but a token of ours that is valid now. */
  verify(token: string): AccessTokenClaims | null;
}

/** Refresh and invitation tokens: shown once, good once. */
export interface OneTimeTokens {
  /** A new random value and the hash that is stored in its place. */
  create(): { token: string; hash: string };
  hash(token: string): string;
}
