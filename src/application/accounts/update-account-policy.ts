// How does an account change its mind about runtime tokens? Stored ones show it at once, without asking any provider (R22).

import type { Account, AccountPolicy } from '../../domain/account';
import { attempt, auditActor, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
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
      await tx.audit.append(
        {
          ...auditActor(viewer),
          accountId,
          action: 'accountPolicy.changed',
          subject: `account ${account.name}: ${inWords(account.policy, real)}`,
          subjectId: accountId,
          outcome: 'SUCCEEDED',
          reason: null,
        },
        now,
      );
      return { account: { ...account, policy }, viewer };
    }),
  );
}

/** A change that changes nothing leaves no event. */
function changesThatDiffer(policy: AccountPolicy, changes: PolicyChanges): PolicyChanges {
  const entries = Object.entries(changes) as [keyof AccountPolicy, unknown][];
  return Object.fromEntries(entries.filter(([field, value]) => value !== undefined && policy[field] !== value));
}

/** `runtimeTokenReuse DENY → WARN, runtimeTokenOwner WARN → REQUIRE_SERVICE_ACCOUNT`. */
const inWords = (before: AccountPolicy, changes: PolicyChanges): string =>
  (Object.keys(changes) as (keyof AccountPolicy)[])
    .map((field) => `${field} ${before[field]} → ${changes[field]}`)
    .join(', ');
