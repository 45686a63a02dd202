// What does every use case get: the ports, and on whose behalf it runs?

import type { Viewer } from '../domain/account';
import type {
  AccessTokens,
  Clock,
  GitProviders,
  Passwords,
  Reads,
  RefreshTokens,
  TokenCipher,
  TokenFingerprints,
  UnitOfWork,
} from './ports';

/** The ports, wired once in main.ts. */
export interface Gateway {
  readonly clock: Clock;
  readonly gitProviders: GitProviders;
  readonly cipher: TokenCipher;
  readonly fingerprints: TokenFingerprints;
  readonly passwords: Passwords;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly reads: Reads;
  readonly unitOfWork: UnitOfWork;
}

/** The signed-in person, acting in one request. */
export interface Actor {
  readonly viewer: Viewer;
  /** Past it nothing is stored: the caller has been told `REQUEST_TIMEOUT`. */
  readonly deadline: Date;
}
