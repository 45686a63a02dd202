// Who would manage the account? Its last active admin can neither be removed nor demoted (R11).

import { conflict } from '../../domain/errors';
import type { Member } from '../../domain/member';
import type { Transaction } from '../ports';

/** Whether this admin, or whoever is invited as one, leaves the account without an active admin who can sign in. */
export const isOnlyAdmin = async (tx: Transaction, { id, accountId, role }: Member): Promise<boolean> =>
  role === 'ADMIN' && !(await tx.memberships.hasOtherAdmin(accountId, id));

/** Asked in the transaction that removes or demotes: of two admins who do it to each other at once, one stays. */
export async function keepAnAdmin(tx: Transaction, member: Member): Promise<void> {
  if (member.status !== 'ACTIVE' || !(await isOnlyAdmin(tx, member))) return;
  throw conflict('LAST_ADMIN', 'This is the last active admin of the account. Make somebody else an admin first.');
}
