// When does a token end, who says so, and how soon is soon?

import type { ExpiryEvidence, Inspection, NotAsked } from './token-evidence';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** The spans of time that verdict and status go by. */
export const TOKEN_SPANS_MS = {
  /** R21: a runtime token that is being set must live at least this long. */
  shortLife: 24 * HOUR_MS,
  /** R22: `EXPIRING_SOON` from so long before the end. */
  expiringSoon: 14 * DAY_MS,
  /** R22: `UNVERIFIED` when the last determined check is older. */
  unverified: 7 * DAY_MS,
} as const;

export const EXPIRY_SOURCES = ['PROVIDER', 'DECLARED'] as const;
/** DECLARED: by whoever set the token, where the provider cannot say. */
export type ExpirySource = (typeof EXPIRY_SOURCES)[number];

export interface EffectiveExpiry {
  readonly at: Date;
  readonly source: ExpirySource;
}

/** When the token ends, as far as anybody knows. A declared date counts only where the provider cannot say (R20). */
export function effectiveExpiry(inspection: Inspection | NotAsked, declared: Date | null): EffectiveExpiry | null {
  const expiry = expiryOf(inspection);
  if (expiry?.how === 'AT') return { at: new Date(expiry.at), source: 'PROVIDER' };
  if (expiry?.how === 'UNKNOWN' && declared !== null) return { at: declared, source: 'DECLARED' };
  return null;
}

function expiryOf(inspection: Inspection | NotAsked): ExpiryEvidence | undefined {
  return inspection.answer === 'ACCEPTED' || inspection.answer === 'REFUSED' ? inspection.expiry : undefined;
}

/** From when on a token is dead by date: the very instant counts. */
export const hasEnded = (expiry: EffectiveExpiry | null, now: Date): boolean => endsWithin(expiry, 0, now);

/** Whether the token ends within so many milliseconds from now, or has ended; false when no end is known. */
export const endsWithin = (expiry: EffectiveExpiry | null, milliseconds: number, now: Date): boolean =>
  expiry !== null && expiry.at.getTime() - now.getTime() <= milliseconds;
