// Who would manage the account? Its last active admin can neither be removed nor demoted (R11).

import { conflict } from '../../domain/errors';
import type { Member } from '../../domain/member';
import type { Transaction } from '../ports';

/** Asked in the transaction that removes or demotes: of two admins who do it to each other at once, one stays. */
export async function keepAnAdmin(tx: Transaction, { id, accountId, role, status }: Member): Promise<void> {
  if (role !== 'ADMIN' || status !== 'ACTIVE') return;
  if (await tx.memberships.hasOtherAdmin(accountId, id)) return;
  throw conflict('LAST_ADMIN', 'This is the last active admin of the account. Make somebody else an admin first.');
}
