// How is a Git token set? Both kinds go this one straight way; see token-slot.ts for where they differ.

import type { Viewer } from '../../domain/account';
import { conflict } from '../../domain/errors';
import type { GitTokenKind, PastedToken } from '../../domain/git-token';
import type { RuntimeView } from '../../domain/runtime';
import { evidenceIn } from '../../domain/token-evidence';
import { needsUsername } from '../../domain/token-prefixes';
import type { TokenVerdict } from '../../domain/token-verdict';
import { attempt, type ChangeResult, presentViewer, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import type { Lookups, Transaction } from '../ports';
import { type Inspected, inspectPasted } from './inspect-token';
import { type Claim, judgeClaim, refusePastExpiry } from './judge-claim';
import { sealToken } from './seal-token';
import { recordTokenEvent } from './token-events';
import { type FoundSlot, findSlot, SLOT_RULES } from './token-slot';

export interface SetTokenCommand {
  readonly kind: GitTokenKind;
  readonly runtimeId: string;
  readonly token: PastedToken;
  /** Runtime tokens only, as several admins share them: `CONFLICT` `VERSION_CHANGED` unless it is the present one. */
  readonly expectedVersion: number | null;
  /** Everything happens, the provider's check included, but nothing is stored. */
  readonly dryRun: boolean;
}

export interface SetTokenResult extends ChangeResult {
  /** As it is afterwards. */
  readonly view: RuntimeView;
  readonly verdict: TokenVerdict;
  /** Whether the token given is now the one in use. */
  readonly stored: boolean;
}

export function setGitToken(gateway: Gateway, actor: Actor, command: SetTokenCommand): Promise<SetTokenResult> {
  return attempt(gateway, actor, async () => {
    refusePastExpiry(command.token, gateway.clock.now());
    const found = await findToSet(gateway.reads, actor.viewer, command);
    const { view, slot, current } = found;
    const inspected = await inspectPasted(gateway, view.runtime, slot, command.token, current?.evidence ?? null);
    if (command.dryRun) return rehearse(gateway, actor, command, inspected);
    return transact(gateway, actor, async (tx, viewer, now) => {
      const claim = claimOf(await findToSet(tx, viewer, command), command, inspected);
      return judgeAndStore(gateway, tx, viewer, claim, now);
    });
  });
}

async function findToSet(lookups: Lookups, viewer: Viewer, command: SetTokenCommand): Promise<FoundSlot> {
  const found = await findSlot(lookups, viewer, 'write', command);
  if (command.expectedVersion !== null && command.expectedVersion !== found.current?.version) {
    throw conflict('VERSION_CHANGED', 'Somebody else has set another token in the meantime; look at it first.');
  }
  return found;
}

type SlotClaim = Claim & FoundSlot;

const claimOf = (found: FoundSlot, { token }: SetTokenCommand, inspected: Inspected): SlotClaim => ({
  ...found,
  ...inspected,
  runtime: found.view.runtime,
  policy: found.view.account.policy,
  token,
});

async function rehearse(
  gateway: Gateway,
  actor: Actor,
  command: SetTokenCommand,
  inspected: Inspected,
): Promise<SetTokenResult> {
  const now = gateway.clock.now();
  const viewer = await presentViewer(gateway.reads, actor, now);
  const found = await findToSet(gateway.reads, viewer, command);
  const claim = claimOf(found, command, inspected);
  const { verdict } = await judgeClaim(gateway.reads.reuse, claim, now);
  return { view: found.view, verdict, stored: false, viewer };
}

/** Claim, judge, seal, store, audit. */
async function judgeAndStore(
  gateway: Gateway,
  tx: Transaction,
  viewer: Viewer,
  claim: SlotClaim,
  now: Date,
): Promise<SetTokenResult> {
  const { view, slot, current, inspection, fingerprints, token } = claim;
  const { verdict, recheckOf, verdictOn } = await judgeClaim(tx.tokens.reuse, claim, now);
  const isSameValue = recheckOf !== null;
  const isPair = needsUsername(token.value);
  // Refused together with the user name given, the value may be as good as ever with the stored one.
  const evidence = isSameValue && isPair && inspection.answer === 'REFUSED' ? null : evidenceIn(inspection);
  const stored = evidence !== null && (isSameValue || verdict.outcome === 'ACCEPTED');

  if (stored && recheckOf?.readable && !isPair) {
    await tx.tokens.recordEvidence(recheckOf.id, evidence, now, token.declaredExpiresAt ?? undefined);
  } else if (stored) {
    const value = { slot, token, fingerprints, evidence, current, isSameValue };
    await tx.tokens.put(sealToken(gateway, { ...value, viewer, now }));
  }
  const { events, asAudited } = SLOT_RULES[slot.kind];
  const event = current !== null && !isSameValue ? events.replaced : events.set;
  // A re-check can be had again and again: what it says of a repository is the owner's alone (R10).
  const audited = isSameValue ? verdictOn(asAudited(inspection)) : verdict;
  await recordTokenEvent(tx, viewer, { view, slot, event, verdict: audited }, now);

  const after = stored ? await tx.runtime(viewer, { runtimeId: slot.runtimeId }) : view;
  return { view: after ?? view, verdict, stored, viewer };
}
