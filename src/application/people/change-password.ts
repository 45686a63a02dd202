// How does a person change their password? Knowing the present one; all their other sessions end.

import type { Viewer } from '../../domain/account';
import { badInput, GatewayError } from '../../domain/errors';
import { transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { refuseWeakPassword } from './new-password';

export async function changePassword(
  gateway: Gateway,
  actor: Actor,
  { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
): Promise<Viewer> {
  const { email, name } = actor.viewer;
  await refuseWeakPassword(gateway, { path: 'newPassword', password: newPassword, wordsOfThePerson: [email, name] });
  const person = await gateway.reads.personByEmail(email);
  if (person === null) throw new GatewayError('UNAUTHENTICATED');
  if (!(await gateway.passwords.matches(currentPassword, person.passwordHash))) throw wrongPassword();
  const hash = await gateway.passwords.hash(newPassword);

  return transact(gateway, actor, async (tx, viewer) => {
    const present = await tx.people.findById(viewer.personId);
    if (present?.passwordHash !== person.passwordHash) throw wrongPassword();
    await tx.people.setPasswordHash(viewer.personId, hash);
    await tx.sessions.endOthers(viewer.personId, viewer.sessionId);
    return viewer;
  });
}

const wrongPassword = () =>
  badInput({ path: 'currentPassword', constraints: ['must be the password you sign in with now'] });
