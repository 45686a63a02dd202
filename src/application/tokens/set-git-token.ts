// How is a Git token set? Both kinds go this one straight way; see token-slot.ts for where they differ.

import type { Viewer } from '../../domain/account';
import { conflict } from '../../domain/errors';
import type { GitTokenKind, PastedToken } from '../../domain/git-token';
import type { RuntimeView } from '../../domain/runtime';
import { evidenceIn, type Inspection, type NotAsked } from '../../domain/token-evidence';
import { needsUsername } from '../../domain/token-prefixes';
import type { TokenVerdict } from '../../domain/token-verdict';
import { attempt, type ChangeResult, presentViewer, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import type { Lookups, Transaction } from '../ports';
import { inspectPasted } from './inspect-token';
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
    const inspection = await inspectPasted(gateway, view.runtime, slot, command.token, current?.evidence ?? null);
    if (command.dryRun) return rehearse(gateway, actor, command, inspection);
    return transact(gateway, actor, async (tx, viewer, now) => {
      const claim = claimOf(gateway, await findToSet(tx, viewer, command), command, inspection);
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

const claimOf = (
  gateway: Gateway,
  found: FoundSlot,
  { token }: SetTokenCommand,
  inspection: Inspection | NotAsked,
): SlotClaim => ({
  ...found,
  runtime: found.view.runtime,
  policy: found.view.account.policy,
  token,
  fingerprints: gateway.fingerprints.of(token.value),
  inspection,
});

async function rehearse(
  gateway: Gateway,
  actor: Actor,
  command: SetTokenCommand,
  inspection: Inspection | NotAsked,
): Promise<SetTokenResult> {
  const now = gateway.clock.now();
  const viewer = await presentViewer(gateway.reads, actor, now);
  const found = await findToSet(gateway.reads, viewer, command);
  const claim = claimOf(gateway, found, command, inspection);
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
  const { view, slot, current, inspection, token } = claim;
  const { verdict, recheckOf, verdictOn } = await judgeClaim(tx.tokens.reuse, claim, now);
  const isSameValue = recheckOf !== null;
  const isPair = needsUsername(token.value);
  // Refused together with the user name given, the value may be as good as ever with the stored one.
  const evidence = isSameValue && isPair && inspection.answer === 'REFUSED' ? null : evidenceIn(inspection);
  const stored = evidence !== null && (isSameValue || verdict.outcome === 'ACCEPTED');

  if (stored && recheckOf?.readable && !isPair) {
    await tx.tokens.recordEvidence(recheckOf.id, evidence, now, token.declaredExpiresAt ?? undefined);
  } else if (stored) {
    await tx.tokens.put(sealToken(gateway, { slot, token, evidence, current, isSameValue, viewer, now }));
  }
  const { events, asAudited } = SLOT_RULES[slot.kind];
  const event = current !== null && !isSameValue ? events.replaced : events.set;
  // A re-check can be had again and again: what it says of a repository is the owner's alone (R10).
  const audited = isSameValue ? verdictOn(asAudited(inspection)) : verdict;
  await recordTokenEvent(tx, viewer, { view, slot, event, verdict: audited }, now);

  const after = stored ? await tx.runtime(viewer, { runtimeId: slot.runtimeId }) : view;
  return { view: after ?? view, verdict, stored, viewer };
}
