// What does the audit say of a token that was set or verified?

import type { Viewer } from '../../domain/account';
import type { AuditAction } from '../../domain/audit-event';
import type { RuntimeView } from '../../domain/runtime';
import type { TokenVerdict } from '../../domain/token-verdict';
import { auditActor, recordEvent } from '../audit/record-event';
import type { TokenSlot, Transaction } from '../ports';
import { runtimeSubject } from '../resources';
import { SLOT_RULES } from './token-slot';

interface TokenEvent {
  readonly view: Pick<RuntimeView, 'runtime'>;
  readonly slot: TokenSlot;
  readonly event: AuditAction;
  readonly verdict: TokenVerdict;
}

/** One event for an accepted and for a rejected token; an undetermined check leaves none. */
export async function recordTokenEvent(
  tx: Transaction,
  viewer: Viewer,
  { view, slot, event, verdict }: TokenEvent,
  now: Date,
): Promise<void> {
  if (verdict.outcome === 'UNDETERMINED') return;
  await recordEvent(
    tx,
    auditActor(viewer),
    {
      action: event,
      on: runtimeSubject(view.runtime),
      outcome: verdict.outcome === 'ACCEPTED' ? 'SUCCEEDED' : 'REJECTED',
      reason: SLOT_RULES[slot.kind].auditReason(verdict.reason),
    },
    now,
  );
}
