// What does every use case get: the ports, and on whose behalf it runs?

import type { Viewer } from '../domain/account';
import type { DenialLog } from './audit/record-denial';
import type {
  AccessTokens,
  Clock,
  GitProviders,
  OneTimeTokens,
  PasswordStrength,
  Passwords,
  Reads,
  TokenCipher,
  TokenFingerprints,
  UnitOfWork,
} from './ports';

/** The ports, wired once in compose.ts, and what outlives a request. */
export interface Gateway {
  readonly clock: Clock;
  readonly gitProviders: GitProviders;
  readonly cipher: TokenCipher;
  readonly fingerprints: TokenFingerprints;
  readonly passwords: Passwords;
  readonly passwordStrength: PasswordStrength;
  readonly accessTokens: AccessTokens;
  readonly oneTimeTokens: OneTimeTokens;
  readonly reads: Reads;
  readonly unitOfWork: UnitOfWork;
  readonly denials: DenialLog;
}

/** The signed-in person, acting in one request. */
export interface Actor {
  readonly viewer: Viewer;
  /** Past it nothing is stored: the caller has been told `REQUEST_TIMEOUT`. */
  readonly deadline: Date;
}
