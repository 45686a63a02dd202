// When may a host be asked again? What its headers say, if that is believable.

import type { HostHeaders } from './answer';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The limits of GitHub (`X-RateLimit-…`) and GitLab (`RateLimit-…`) name the reset in seconds since 1970. */
const RESET_HEADERS = ['x-ratelimit-reset', 'ratelimit-reset'];

/** Null when the host does not say, or names a moment that is past or more than a day away. */
export function retryAtOf(headers: HostHeaders, now: Date): Date | null {
  const named = [
    afterwards(headers['retry-after'], now),
    ...RESET_HEADERS.map((name) => (isSeconds(headers[name]) ? new Date(Number(headers[name]) * 1000) : null)),
  ];
  return named.find((at) => at !== null && isSoon(at, now)) ?? null;
}

/** `Retry-After` is a number of seconds or a date. */
function afterwards(value: string | undefined, now: Date): Date | null {
  if (value === undefined) return null;
  return isSeconds(value) ? new Date(now.getTime() + Number(value) * 1000) : new Date(value);
}

const isSeconds = (value: string | undefined): boolean => /^\d{1,12}$/.test(value ?? '');

/** An invalid date compares as false, so it is not soon either. */
const isSoon = (at: Date, now: Date): boolean => at > now && at.getTime() - now.getTime() <= DAY_MS;
