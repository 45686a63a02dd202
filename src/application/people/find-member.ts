// How is a member found? Through the viewer's own memberships, and never without asking the policy.

import { type Action, authorize } from '../../domain/access-policy';
import type { Viewer } from '../../domain/account';
import { notFound } from '../../domain/errors';
import type { Member } from '../../domain/member';
import type { Transaction } from '../ports';
import { memberResource } from '../resources';

/** Find, then authorize. */
export async function findMember(tx: Transaction, viewer: Viewer, action: Action, memberId: string): Promise<Member> {
  const member = await tx.member(viewer, memberId);
  if (member === null) throw notFound();
  authorize(viewer, action, memberResource(member));
  return member;
}
