// When is an invitation still open?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Invitation, isInvitationOpen, type MemberStatus } from '../../src/domain/member';

const END = new Date('2027-01-22T09:00:00.000Z');
const earlier = new Date(END.getTime() - 1);

const invitation = (status: MemberStatus): Invitation => ({
  member: { id: 'mem', accountId: 'acc', personId: null, name: null, email: 'nora@new.example', role: 'USER', status },
  account: { id: 'acc', name: 'Acme', policy: { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } },
  expiresAt: END,
});

test('R11: an invitation is open before its end, and only until it is accepted', () => {
  assert.equal(isInvitationOpen(invitation('INVITED'), earlier), true);
  assert.equal(isInvitationOpen(invitation('INVITED'), END), false);
  assert.equal(isInvitationOpen(invitation('ACTIVE'), earlier), false);
});
