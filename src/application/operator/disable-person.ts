// How is a person kept out of everything, and let in again? Memberships stay as they are, and count for nothing meanwhile.

import type { AccountPlace } from '../../domain/member';
import type { Person, Transaction } from '../ports';
import { findPerson, readEmail } from './find-person';
import type { OperatorGateway } from './operator-gateway';
import { type SettledAccount, settleAccounts } from './settle-accounts';

export interface StandingResult {
  /** False when they stood like that already: nothing happens then, and no event is left. */
  readonly changed: boolean;
  readonly accounts: readonly SettledAccount[];
}

/** Sessions end; user tokens are suspended, and destroyed after 24 hours (R9). */
export async function disablePerson(gateway: OperatorGateway, email: string): Promise<StandingResult> {
  const address = readEmail(email);
  return gateway.unitOfWork.run(async (tx) => {
    const now = gateway.clock.now();
    const person = await findPerson(tx, address);
    if (person.disabledAt !== null) return { changed: false, accounts: [] };

    await tx.people.setDisabled(person.id, now);
    await tx.sessions.endAll(person.id);
    const places = await findActivePlaces(tx, person);
    return { changed: true, accounts: await settleAccounts(tx, places, 'member.disabled', now) };
  });
}

/** With the password they had; user tokens come back within 24 hours. */
export async function enablePerson(gateway: OperatorGateway, email: string): Promise<Pick<StandingResult, 'changed'>> {
  const address = readEmail(email);
  return gateway.unitOfWork.run(async (tx) => {
    const person = await findPerson(tx, address);
    if (person.disabledAt === null) return { changed: false };

    await tx.people.setDisabled(person.id, null);
    await settleAccounts(tx, await findActivePlaces(tx, person), 'member.enabled', gateway.clock.now());
    return { changed: true };
  });
}

/** Accounts that have only invited them learn of nothing. */
async function findActivePlaces(tx: Transaction, { id }: Person): Promise<AccountPlace[]> {
  const places = await tx.memberships.findAllOfPerson(id);
  return places.filter(({ member }) => member.status === 'ACTIVE');
}
