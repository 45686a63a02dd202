// Need a host be asked again? Not with a token that it has just refused, and not before a limit is over.

import type { InspectionRound } from '../application/ports';
import type { Inspection, RefusedEvidence } from '../domain/token-evidence';
import { BoundedMemory } from './bounded-memory';

/** Providers lock accounts, and whole networks, after a few bad sign-ins. */
const REFUSAL_HOLDS_MS = 60_000;

/** Where a host names no moment. GitHub asks for a minute at least; its lock after many bad sign-ins holds "temporarily". */
const LIMIT_HOLDS_MS = 60_000;

/** Tokens and hosts: far more than are checked within a minute. */
const REMEMBERED = 10_000;

interface Refusal {
  readonly evidence: RefusedEvidence;
  /** Said twice: enough for a token that was good before (R14). */
  readonly isConfirmed: boolean;
  readonly until: Date;
}

/** What hosts have said of tokens lately. Keys name a token at a host; they tell nothing of it. */
export class RecentAnswers {
  readonly #refusals = new BoundedMemory<Refusal>(REMEMBERED);
  readonly #limits = new BoundedMemory<Date>(REMEMBERED);

  /** The refusal that still holds, and says when the host is asked again. A confirmation always asks. */
  refusal(key: string, round: InspectionRound | undefined, now: Date): RefusedEvidence | null {
    const refusal = this.#refusals.recall(key);
    if (refusal === undefined || round === 'CONFIRMING') return null;
    if (refusal.until <= now) {
      this.#refusals.forget(key);
      return null;
    }
    if (round === 'FIRST' && !refusal.isConfirmed) return null;
    return { ...refusal.evidence, askedAgainAt: refusal.until.toISOString() };
  }

  /** When a host that wants no more requests for now may be asked again; null when it may be now. */
  limitedUntil(key: string, now: Date): Date | null {
    const until = this.#limits.recall(key);
    if (until === undefined) return null;
    if (until > now) return until;
    this.#limits.forget(key);
    return null;
  }

  /** The first refusal of a token that was good before is not kept: it may be a slip (R14). */
  keep(key: string, round: InspectionRound | undefined, inspection: Inspection, now: Date): void {
    if (inspection.answer === 'ACCEPTED') this.#refusals.forget(key);
    else if (inspection.answer === 'REFUSED' && round !== 'FIRST') {
      const until = new Date(now.getTime() + REFUSAL_HOLDS_MS);
      this.#refusals.keep(key, { evidence: inspection, isConfirmed: round === 'CONFIRMING', until });
    } else if (inspection.answer === 'UNDETERMINED' && inspection.trouble === 'PROVIDER_RATE_LIMITED') {
      this.#limits.keep(key, inspection.retryAt ?? new Date(now.getTime() + LIMIT_HOLDS_MS));
    }
  }
}
