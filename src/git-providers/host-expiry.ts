// When does a token die, in each provider's way to say it? What cannot be read is UNKNOWN, never "never".

import type { ExpiryEvidence } from '../domain/token-evidence';

const UNKNOWN: ExpiryEvidence = { how: 'UNKNOWN' };

const GITHUB_FORM = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:UTC|([+-])(\d\d)(\d\d))$/;

/** GitHub's header: `2026-12-31 10:00:00 UTC` of classic tokens, `2026-12-31 10:00:00 -0700` of fine-grained ones. */
export function githubExpiry(header: string): ExpiryEvidence {
  const [, date, time, sign, hours = '00', minutes = '00'] = GITHUB_FORM.exec(header.trim()) ?? [];
  const local = instant(`${date}T${time}.000Z`);
  if (local === null || Number(hours) > 14 || Number(minutes) > 59) return UNKNOWN;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return at(new Date(local.getTime() - offsetMs));
}

/** GitLab's `expires_at`: a date, at whose start (00:00 UTC) the token dies; null when it has no end. */
export function gitlabExpiry(expiresAt: unknown): ExpiryEvidence {
  if (expiresAt === null) return { how: 'NEVER' };
  const midnight = typeof expiresAt === 'string' ? instant(`${expiresAt}T00:00:00.000Z`) : null;
  return midnight === null ? UNKNOWN : at(midnight);
}

/** GitLab's OAuth tokens name the seconds that are left. */
export function secondsLeft(expiresIn: unknown, now: Date): ExpiryEvidence {
  const seconds = typeof expiresIn === 'number' && expiresIn >= 0 && expiresIn < 1e9 ? expiresIn : null;
  return seconds === null ? UNKNOWN : at(new Date(now.getTime() + seconds * 1000));
}

/** Bitbucket Data Center's `expiryDate`: milliseconds since 1970, left out or null when the token has no end. */
export function epochExpiry(milliseconds: unknown): ExpiryEvidence {
  if (milliseconds === undefined || milliseconds === null) return { how: 'NEVER' };
  return typeof milliseconds === 'number' ? at(new Date(milliseconds)) : UNKNOWN;
}

/** No token ends outside these years. Before and after them, dates are written in forms that not every reader takes. */
function at(moment: Date): ExpiryEvidence {
  const year = moment.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? { how: 'AT', at: moment.toISOString() } : UNKNOWN;
}

/** Null unless the text is an ISO instant that exists: `Date` alone turns February 30 into March 2. */
function instant(iso: string): Date | null {
  const moment = new Date(iso);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === iso ? moment : null;
}
