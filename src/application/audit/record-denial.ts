// How is a denial written down without letting anybody fill the disk, or keep it busy (R19)?

import type { AccessDenied } from '../../domain/access-policy';
import type { Viewer } from '../../domain/account';
import type { NewAuditEvent } from '../../domain/audit-event';
import type { AuditLog, Clock, UnitOfWork } from '../ports';
import { auditActor } from './record-event';

/** So many denials of one person in an account have an event each in a calendar minute; what follows is counted in one more. */
export const DENIALS_WITH_AN_EVENT_EACH = 60;

const MINUTE_MS = 60_000;

/** Denials of one person in one account that wait for the same transaction. */
interface WaitingDenials {
  readonly events: NewAuditEvent[];
  readonly written: Promise<void>;
}

/** Writes denials down. Those that come in while the database is busy share a transaction: a flood costs few of them. */
export class DenialLog {
  readonly #waiting = new Map<string, WaitingDenials>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Resolves once it is written. */
  record(viewer: Viewer, denied: AccessDenied): Promise<void> {
    const event = denialEvent(viewer, denied);
    const key = `${event.accountId} ${viewer.personId}`;
    const waiting = this.#waiting.get(key) ?? this.#wait(key);
    waiting.events.push(event);
    return waiting.written;
  }

  #wait(key: string): WaitingDenials {
    const events: NewAuditEvent[] = [];
    const stopWaiting = () => {
      if (this.#waiting.get(key)?.events === events) this.#waiting.delete(key);
    };
    const written = this.unitOfWork.run((tx) => {
      stopWaiting(); // who comes now waits for the next transaction, also when this one begins again
      return writeDenials(tx.audit, events, this.clock.now());
    });
    const waiting = { events, written };
    this.#waiting.set(key, waiting);
    written.catch(stopWaiting);
    return waiting;
  }
}

function denialEvent(viewer: Viewer, { action, resource }: AccessDenied): NewAuditEvent {
  return {
    ...auditActor(viewer),
    accountId: resource.accountId,
    action: 'access.denied',
    subject: resource.subject?.words ?? 'account',
    subjectId: resource.subject?.id ?? resource.accountId,
    outcome: 'DENIED',
    reason: action,
  };
}

/** Denials of one person in one account, decided on what stands there in this transaction. */
async function writeDenials(audit: AuditLog, denials: readonly NewAuditEvent[], now: Date): Promise<void> {
  const [first] = denials;
  if (first === undefined) return;
  const since = new Date(now.getTime() - (now.getTime() % MINUTE_MS));
  const earlier = await audit.latestDenials(first, since, DENIALS_WITH_AN_EVENT_EACH + 1);

  const room = Math.max(DENIALS_WITH_AN_EVENT_EACH - earlier.length, 0);
  for (const denial of denials.slice(0, room)) await audit.append(denial, now);
  const [next, ...more] = denials.slice(room);
  if (next === undefined) return;
  const counting = earlier.length > DENIALS_WITH_AN_EVENT_EACH ? earlier[0] : undefined;
  if (counting === undefined) await audit.append({ ...next, count: 1 + more.length }, now);
  else await audit.raiseCount(counting, 1 + more.length);
}
