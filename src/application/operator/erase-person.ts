// How is a person forgotten? All that is theirs goes; what they did stays written down, under a pseudonym that leads nowhere.

import type { Account } from '../../domain/account';
import type { AccountPlace } from '../../domain/member';
import { OPERATOR, recordEvent } from '../audit/record-event';
import { newId } from '../ids';
import { isOnlyAdmin } from '../people/keep-an-admin';
import type { Transaction } from '../ports';
import { readEmail, unknownPerson } from './find-person';
import type { OperatorGateway } from './operator-gateway';

export interface ErasePersonResult {
  /** In their place from now on. Nothing that is stored leads from the one to the other. */
  readonly pseudonym: string;
  readonly destroyedUserTokens: number;
  /** Accounts whose only admin they were. */
  readonly withoutAdmin: readonly Account[];
}

/** Also who was only ever invited, or has left every account: whatever holds the e-mail lets go of it. */
export async function erasePerson(gateway: OperatorGateway, email: string): Promise<ErasePersonResult> {
  const address = readEmail(email);
  return gateway.unitOfWork.run(async (tx) => {
    const now = gateway.clock.now();
    const pseudonym = newPseudonym(now);
    const person = await tx.people.findByEmail(address);
    const places = await tx.memberships.findAllByEmail(address);

    const destroyedUserTokens = person === null ? 0 : await tx.tokens.deleteAllUserTokens(person.id);
    if (person !== null) await tx.sessions.endAll(person.id);
    for (const { member } of places) await tx.memberships.remove(member.id);
    if (person !== null) await tx.people.remove(person.id);
    await tx.tokens.pseudonymiseSetter(address, pseudonym);
    const renamedIn = await tx.audit.pseudonymise(address, pseudonym);

    const accountIds = new Set([...places.map(({ account }) => account.id), ...renamedIn]);
    if (person === null && accountIds.size === 0) throw unknownPerson();
    for (const accountId of accountIds) await recordErasure(tx, accountId, pseudonym, now);
    return { pseudonym, destroyedUserTokens, withoutAdmin: await accountsWithoutAdmin(tx, places) };
  });
}

/** Made of chance, so that nobody can tell who it was; one for each person, so that their acts can be told from others'. */
const newPseudonym = (now: Date): string => `erased-person-${newId('person', now).slice(-10).toLowerCase()}`;

/** Also in accounts that only remember the person: their history reads differently now. */
const recordErasure = (tx: Transaction, accountId: string, pseudonym: string, now: Date): Promise<void> =>
  recordEvent(
    tx,
    OPERATOR,
    { action: 'member.erased', on: { accountId, subject: { id: null, words: `member ${pseudonym}` } } },
    now,
  );

async function accountsWithoutAdmin(tx: Transaction, places: readonly AccountPlace[]): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const { account, member } of places) if (await isOnlyAdmin(tx, member)) accounts.push(account);
  return accounts;
}
