// How are the parts put together that need no network: keys, store, passwords? The operator's commands need no others.

import { DenialLog } from './application/audit/record-denial';
import type { Gateway } from './application/gateway';
import type { Clock } from './application/ports';
import type { Config } from './config';
import { createAccessTokens } from './crypto/access-tokens';
import { createKeyRing } from './crypto/key-ring';
import { oneTimeTokens } from './crypto/one-time-tokens';
import { passwordStrength } from './crypto/password-strength';
import { createPasswords } from './crypto/passwords';
import { createTokenCipher } from './crypto/token-cipher';
import { createTokenFingerprints } from './crypto/token-fingerprints';
import { openStore } from './store/open-store';

export interface PortSurroundings {
  readonly clock: Clock;
  /** Is told the text of every SQL statement, never its values. */
  readonly onStatement?: (sql: string) => void;
  /** Is told once why the database is away, in words for the operator, and null once it is back. */
  readonly onOutage?: (reason: string | null) => void;
}

export interface ComposedPorts {
  readonly ports: Omit<Gateway, 'gitProviders'>;
  /** Finishes the transactions that wait, then closes the database. */
  close(): Promise<void>;
}

export async function composePorts(
  config: Pick<Config, 'keys' | 'database' | 'environment'>,
  { clock, onStatement, onOutage }: PortSurroundings,
): Promise<ComposedPorts> {
  const keyRing = createKeyRing(config.keys);
  const cipher = createTokenCipher(keyRing);
  const { reads, unitOfWork, close } = await openStore({
    database: config.database,
    cipher,
    onStatement,
    onOutage,
    refusesNesting: config.environment !== 'production',
  });
  const ports = {
    clock,
    cipher,
    fingerprints: createTokenFingerprints(keyRing),
    passwords: createPasswords(),
    passwordStrength,
    accessTokens: createAccessTokens(keyRing, clock),
    oneTimeTokens,
    reads,
    unitOfWork,
    denials: new DenialLog(unitOfWork, clock),
  };
  return { ports, close };
}
