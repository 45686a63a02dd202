// Need a host be asked again? Not with a token that it has just refused, and not before a limit is over.

import type { InspectionRound } from '../application/ports';
import { BoundedMemory } from '../bounded-memory';
import type { Inspection, RefusedEvidence } from '../domain/token-evidence';
import { HostTrouble } from './answer';

/** Providers lock accounts, and whole networks, after a few bad sign-ins. */
const REFUSAL_HOLDS_MS = 60_000;

/** Of a limit, where a host names no moment. GitHub asks for a minute at least; its lock after many bad sign-ins holds "temporarily". */
const LIMIT_HOLDS_MS = 60_000;

/** Tokens and hosts: far more than are checked within a minute. */
const REMEMBERED = 10_000;

interface Refusal {
  readonly evidence: RefusedEvidence;
  /** Said twice: enough for a token that was good before (R14). */
  readonly isConfirmed: boolean;
  readonly until: Date;
}

/** A token at a host, and the host alone. Neither tells anything of the token. */
export interface AskedAbout {
  readonly token: string;
  readonly host: string;
}

/** What hosts have said of tokens lately. */
export class RecentAnswers {
  readonly #refusals = new BoundedMemory<Refusal>(REMEMBERED);
  /** Each token has its own limit at a host. */
  readonly #limits = new BoundedMemory<Date>(REMEMBERED);
  /** A host that is down for now (5xx) is down for all tokens. */
  readonly #outages = new BoundedMemory<Date>(REMEMBERED);

  /** The refusal that still holds, and says when the host is asked again. A confirmation always asks. */
  refusal({ token: key }: AskedAbout, round: InspectionRound | undefined, now: Date): RefusedEvidence | null {
    const refusal = this.#refusals.recall(key);
    if (refusal === undefined || round === 'CONFIRMING') return null;
    if (refusal.until <= now) {
      this.#refusals.forget(key);
      return null;
    }
    if (round === 'FIRST' && !refusal.isConfirmed) return null;
    return { ...refusal.evidence, askedAgainAt: refusal.until.toISOString() };
  }

  /** Why, and until when, a host wants no requests for now, as it said itself; null when it may be asked. */
  pause({ token, host }: AskedAbout, now: Date): HostTrouble | null {
    const outage = ahead(this.#outages, host, now);
    if (outage !== null) return new HostTrouble('SERVER_ERROR', outage);
    const limit = ahead(this.#limits, token, now);
    return limit && new HostTrouble('RATE_LIMIT', limit);
  }

  /** The host has answered well, but said that it was the last time before then. */
  limit({ token }: AskedAbout, until: Date): void {
    this.#limits.keep(token, until);
  }

  /** The first refusal of a token that was good before is not kept: it may be a slip (R14). */
  keep({ token: key, host }: AskedAbout, round: InspectionRound | undefined, inspection: Inspection, now: Date): void {
    if (inspection.answer === 'ACCEPTED') this.#refusals.forget(key);
    else if (inspection.answer === 'REFUSED' && round !== 'FIRST') {
      const until = new Date(now.getTime() + REFUSAL_HOLDS_MS);
      this.#refusals.keep(key, { evidence: inspection, isConfirmed: round === 'CONFIRMING', until });
    } else if (inspection.answer === 'UNDETERMINED') {
      const { trouble, retryAt } = inspection;
      if (trouble === 'PROVIDER_RATE_LIMITED')
        this.#limits.keep(key, retryAt ?? new Date(now.getTime() + LIMIT_HOLDS_MS));
      else if (retryAt !== null) this.#outages.keep(host, retryAt);
    }
  }
}

/** The moment that is remembered, if it is still to come. */
function ahead(memory: BoundedMemory<Date>, key: string, now: Date): Date | null {
  const until = memory.recall(key);
  if (until === undefined) return null;
  if (until > now) return until;
  memory.forget(key);
  return null;
}
