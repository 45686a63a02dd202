// How is a stored token checked again? The provider is asked anew; what it said is kept, what follows is derived.

import { conflict } from '../../domain/errors';
import type { GitTokenKind, StoredGitToken } from '../../domain/git-token';
import { judgeToken } from '../../domain/judge-token';
import type { RuntimeView } from '../../domain/runtime';
import { evidenceIn, type Inspection, type NotAsked } from '../../domain/token-evidence';
import type { TokenVerdict } from '../../domain/token-verdict';
import { attempt, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { inspect } from './inspect-token';
import { recordTokenEvent } from './token-events';
import { type FoundSlot, findSlot, SLOT_RULES } from './token-slot';

export interface VerifyTokenResult extends ChangeResult {
  readonly view: RuntimeView;
  readonly token: StoredGitToken;
  readonly verdict: TokenVerdict;
}

export function verifyGitToken(
  gateway: Gateway,
  actor: Actor,
  command: { readonly kind: GitTokenKind; readonly runtimeId: string },
): Promise<VerifyTokenResult> {
  return attempt(gateway, actor, async () => {
    const found = await findSlot(gateway.reads, actor.viewer, 'verify', command);
    const stored = tokenIn(found);
    const credential = await gateway.reads.credential(stored.id);
    if (credential === null) {
      throw conflict('TOKEN_UNREADABLE', 'The stored token can no longer be opened; set it again.');
    }
    const inspection = await inspect(gateway, found.view.runtime, command.kind, credential, stored.evidence);

    return transact(gateway, actor, async (tx, viewer, now) => {
      const present = await findSlot(tx, viewer, 'verify', command);
      const token = tokenIn(present);
      const verdict = judgeStored(present.view, token, inspection, now);
      // A token that was replaced while the provider was asked keeps what was said of itself.
      const isSameToken = token.id === stored.id && token.version === stored.version;
      const evidence = evidenceIn(inspection);
      if (evidence !== null && isSameToken) await tx.tokens.recordEvidence(token.id, evidence, now);

      const { events, asAudited } = SLOT_RULES[command.kind];
      const audited = judgeStored(present.view, token, asAudited(inspection), now);
      await recordTokenEvent(tx, viewer, { ...present, event: events.verified, verdict: audited }, now);
      const after = await findSlot(tx, viewer, 'verify', command);
      return { view: after.view, token: tokenIn(after), verdict, viewer };
    });
  });
}

function tokenIn({ current }: FoundSlot): StoredGitToken {
  if (current === null) throw conflict('NO_TOKEN', 'There is no token to verify; set one first.');
  return current;
}

const judgeStored = (
  view: RuntimeView,
  token: StoredGitToken,
  inspection: Inspection | NotAsked,
  now: Date,
): TokenVerdict =>
  judgeToken(inspection, {
    tokenKind: token.kind,
    provider: view.runtime.gitProvider,
    providerUrl: view.runtime.gitProviderUrl,
    scopeCheckMode: view.runtime.scopeCheckMode,
    accountPolicy: view.account.policy,
    moment: 'STORED',
    reuse: token.reuse,
    declaredExpiresAt: token.declaredExpiresAt,
    now,
  });
