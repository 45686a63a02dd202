// What becomes of user tokens when their owners lose access, or get it back (R9)? Whatever changes access asks this, in the same transaction.

import { recordEvent, SYSTEM } from './audit/record-event';
import type { DestroyedToken, Transaction } from './ports';
import { runtimeSubject } from './resources';

/** After the change: who has no access any more cannot use their tokens from now on. Answers how many tokens that are. */
export async function settleAccess(tx: Transaction, accountId: string, now: Date): Promise<number> {
  const { suspended, destroyed } = await tx.tokens.settleSuspensions(accountId, now);
  await recordDestroyed(tx, destroyed, now);
  return suspended;
}

/** In all accounts: tokens whose owners have been without access for 24 hours. */
export async function destroySuspendedTokens(tx: Transaction, now: Date): Promise<void> {
  await recordDestroyed(tx, await tx.tokens.destroySuspended(now), now);
}

async function recordDestroyed(tx: Transaction, destroyed: readonly DestroyedToken[], now: Date): Promise<void> {
  for (const { accountId, runtimeId, runtimeName, ownerEmail } of destroyed) {
    await recordEvent(
      tx,
      SYSTEM,
      {
        action: 'userToken.destroyed',
        on: runtimeSubject({ id: runtimeId, accountId, name: runtimeName }),
        details: `, member ${ownerEmail}`,
      },
      now,
    );
  }
}
