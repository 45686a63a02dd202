// How is an account found for a change? Among those the viewer belongs to, and never without asking the policy.

import { type Action, authorize } from '../../domain/access-policy';
import { type Account, membershipOf, type Viewer } from '../../domain/account';
import { notFound } from '../../domain/errors';
import { accountResource } from '../resources';

/** Find, then authorize. */
export function findAccountFor(viewer: Viewer, action: Action, accountId: string): Account {
  const account = membershipOf(viewer, accountId)?.account;
  if (account === undefined) throw notFound();
  authorize(viewer, action, accountResource(account));
  return account;
}
