// How does an account change its mind about runtime tokens? Stored ones show it at once, without asking any provider (R22).

import type { Account, AccountPolicy } from '../../domain/account';
import { auditActor, recordEvent } from '../audit/record-event';
import { attempt, type ChangeResult, transact } from '../change';
import { changesThatDiffer } from '../changes-that-differ';
import type { Actor, Gateway } from '../gateway';
import { accountResource } from '../resources';
import { findAccountFor } from './find-account';

/** What may be changed of the policy; left out: unchanged. */
export type PolicyChanges = Partial<AccountPolicy>;

export interface UpdateAccountPolicyCommand {
  readonly accountId: string;
  readonly changes: PolicyChanges;
}

export interface UpdateAccountPolicyResult extends ChangeResult {
  /** As it is afterwards. */
  readonly account: Account;
}

export function updateAccountPolicy(
  gateway: Gateway,
  actor: Actor,
  { accountId, changes }: UpdateAccountPolicyCommand,
): Promise<UpdateAccountPolicyResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      const account = findAccountFor(viewer, 'accountPolicy:write', accountId);
      const real = changesThatDiffer(account.policy, changes);
      if (Object.keys(real).length === 0) return { account, viewer };

      const policy = { ...account.policy, ...real };
      await tx.accounts.setPolicy(accountId, policy);
      await recordEvent(
        tx,
        auditActor(viewer),
        {
          action: 'accountPolicy.changed',
          on: accountResource(account),
          details: `: ${inWords(account.policy, real)}`,
        },
        now,
      );
      return { account: { ...account, policy }, viewer };
    }),
  );
}

/** `runtimeTokenReuse DENY → WARN, runtimeTokenOwner WARN → REQUIRE_SERVICE_ACCOUNT`. */
const inWords = (before: AccountPolicy, changes: PolicyChanges): string =>
  (Object.keys(changes) as (keyof AccountPolicy)[])
    .map((field) => `${field} ${before[field]} → ${changes[field]}`)
    .join(', ');
