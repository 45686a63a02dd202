// What is a host's answer worth? Its own JSON words are a reply; everything else is trouble, told here and nowhere else (R14).

import type { Undetermined } from '../domain/token-evidence';
import { retryAtOf } from './retry-at';

/** What came over the wire, before anybody has judged it. Header names are in lower case. */
export type Exchange =
  | { readonly came: 'ANSWER'; readonly status: number; readonly headers: HostHeaders; readonly text: string }
  | { readonly came: 'NOTHING'; readonly because: TroubleCause };

export type HostHeaders = Readonly<Record<string, string | undefined>>;

/** An answer in the form that the APIs of Git providers use: a JSON object, or a list, of which nothing is kept. */
export interface HostReply {
  readonly status: number;
  readonly headers: HostHeaders;
  readonly body: JsonObject;
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Why there is no reply; for the log. Callers learn the coarse trouble only, so that nobody can explore a network with it. */
export type TroubleCause =
  | 'NOT_ALLOWED'
  | 'BUSY'
  | 'TIMEOUT'
  | 'UNREACHABLE'
  | 'DNS'
  | 'TLS'
  | 'PROXY'
  | 'CONNECTION_LOST'
  | 'SERVER_ERROR'
  | 'RATE_LIMIT'
  | 'REDIRECT'
  | 'TOO_LARGE'
  | 'NOT_JSON'
  | 'ODD_ANSWER';

/** Ends an inspection without a verdict. Thrown by whoever meets it, caught once, in git-providers.ts. */
export class HostTrouble extends Error {
  constructor(
    readonly because: TroubleCause,
    /** When the host said it may be asked again. */
    readonly retryAt: Date | null = null,
    /** What the host answered, where it answered at all. */
    readonly status: number | null = null,
  ) {
    super(`The Git host gave no verdict: ${because}.`);
    this.name = 'HostTrouble';
  }

  get trouble(): Undetermined['trouble'] {
    return this.because === 'RATE_LIMIT' ? 'PROVIDER_RATE_LIMITED' : 'PROVIDER_UNAVAILABLE';
  }
}

/** The reply in an exchange; throws `HostTrouble` when there is none. */
export function readReply(exchange: Exchange, now: Date): HostReply {
  if (exchange.came === 'NOTHING') throw new HostTrouble(exchange.because);
  const { status, headers, text } = exchange;
  if (isRateLimit(status, headers, text)) throw new HostTrouble('RATE_LIMIT', retryAtOf(headers, now));
  if (status >= 500) throw new HostTrouble('SERVER_ERROR', retryAtOf(headers, now), status);

  // Bitbucket Data Center may say no without a word: its headers alone tell that it was it.
  const isSilentNo = status === 401 && text === '';
  const body = isSilentNo ? {} : isJson(headers) ? parseBody(text) : null;
  if (body === null) throw new HostTrouble(isRedirect(status) ? 'REDIRECT' : 'NOT_JSON');
  return { status, headers, body };
}

/** A reply that is none of those the provider documents for this question. */
export const oddAnswer = ({ status }: HostReply) => new HostTrouble(isRedirect(status) ? 'REDIRECT' : 'ODD_ANSWER');

export const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/** GitHub's primary and secondary limits, its lock after many bad logins, GitLab's `Retry later`. */
const SPEAKS_OF_RATE_LIMIT = /rate limit|abuse detection|number of login attempts|retry later/i;

/** R14's one definition: 429, or 403 with a remaining count of 0, a Retry-After, or a body that speaks of a rate limit. */
function isRateLimit(status: number, headers: HostHeaders, text: string): boolean {
  if (status !== 403) return status === 429;
  return isSpent(headers) || headers['retry-after'] !== undefined || SPEAKS_OF_RATE_LIMIT.test(text);
}

const isSpent = (headers: HostHeaders): boolean =>
  headers['x-ratelimit-remaining'] === '0' || headers['ratelimit-remaining'] === '0';

/** Of a reply that is no trouble itself: until when the host wants no other; null where it may be asked on. */
export const spentUntil = (headers: HostHeaders, now: Date): Date | null =>
  isSpent(headers) ? retryAtOf(headers, now) : null;

const isJson = (headers: HostHeaders): boolean =>
  /^application\/(?:[a-z0-9.-]+\+)?json *(?:;|$)/i.test(headers['content-type'] ?? '');

/** A list is an object without fields: who asks for one reads the status alone. */
function parseBody(text: string): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return {};
    return typeof parsed === 'object' && parsed !== null ? (parsed as JsonObject) : null;
  } catch {
    return null;
  }
}
