// What does it mean for a person's accounts that the operator has changed how they stand? Asked after the change, in its transaction.

import type { Account } from '../../domain/account';
import type { AuditAction } from '../../domain/audit-event';
import type { AccountPlace } from '../../domain/member';
import { OPERATOR } from '../audit/record-event';
import { isOnlyAdmin } from '../people/keep-an-admin';
import { recordMemberEvent } from '../people/member-events';
import type { Transaction } from '../ports';
import { settleAccess } from '../settle-access';

export interface SettledAccount {
  readonly account: Account;
  /** How many user tokens became unusable (R9). */
  readonly suspendedUserTokens: number;
  /** Whether nobody is left who could invite or change a role. The operator is told, not refused: who is to be kept out is kept out. */
  readonly hasNoAdmin: boolean;
}

/** The member as they were before the change. */
export async function settleAccount(
  tx: Transaction,
  { account, member }: AccountPlace,
  action: AuditAction,
  now: Date,
): Promise<SettledAccount> {
  const suspendedUserTokens = await settleAccess(tx, account.id, now);
  await recordMemberEvent(tx, OPERATOR, { action, member }, now);
  return { account, suspendedUserTokens, hasNoAdmin: await isOnlyAdmin(tx, member) };
}

export async function settleAccounts(
  tx: Transaction,
  places: readonly AccountPlace[],
  action: AuditAction,
  now: Date,
): Promise<SettledAccount[]> {
  const settled: SettledAccount[] = [];
  for (const place of places) settled.push(await settleAccount(tx, place, action, now));
  return settled;
}
