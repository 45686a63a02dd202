// What is an invitation made of? A token that is shown once, and what is stored in its place.

import type { Role } from '../../domain/account';
import { INVITATION_LIFETIME_MS } from '../../domain/member';
import type { Gateway } from '../gateway';
import type { NewInvitation } from '../ports';

interface InvitationAndToken {
  readonly token: string;
  readonly invitation: NewInvitation;
}

export function newInvitation(
  { oneTimeTokens }: Pick<Gateway, 'oneTimeTokens'>,
  role: Role,
  now: Date,
): InvitationAndToken {
  const { token, hash } = oneTimeTokens.create();
  return { token, invitation: { role, hash, expiresAt: new Date(now.getTime() + INVITATION_LIFETIME_MS) } };
}
