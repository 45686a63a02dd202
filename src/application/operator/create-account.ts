// How does an account begin? Empty, with an invitation for its first admin, whom the gateway may know already or not.

import { type Account, FIRST_ACCOUNT_POLICY } from '../../domain/account';
import { badInput } from '../../domain/errors';
import { refusalOfName, toPlainName } from '../../domain/plain-name';
import { OPERATOR, recordEvent } from '../audit/record-event';
import { newId } from '../ids';
import { recordMemberEvent } from '../people/member-events';
import { newInvitation } from '../people/new-invitation';
import { accountResource } from '../resources';
import { readEmail } from './find-person';
import type { OperatorGateway } from './operator-gateway';

export interface CreateAccountResult {
  readonly account: Account;
  /** Ids of the accounts that bear the name already: allowed, since customers choose their names without knowing of each other. */
  readonly namesakes: readonly string[];
  /** Shown once; stored as a hash. */
  readonly invitationToken: string;
  readonly invitationExpiresAt: Date;
}

export async function createAccount(
  gateway: OperatorGateway,
  command: { readonly name: string; readonly adminEmail: string },
): Promise<CreateAccountResult> {
  const name = readName(command.name);
  const email = readEmail(command.adminEmail);
  const namesakes = await idsOfNamesakes(gateway, name);
  return gateway.unitOfWork.run(async (tx) => {
    const now = gateway.clock.now();
    const account = { id: newId('account', now), name, policy: FIRST_ACCOUNT_POLICY };
    await tx.accounts.add(account, now);
    await recordEvent(tx, OPERATOR, { action: 'account.created', on: accountResource(account) }, now);

    const { token, invitation } = newInvitation(gateway, 'ADMIN', now);
    const member = { id: newId('membership', now), accountId: account.id, email };
    await tx.memberships.addInvited(member, invitation, now);
    await recordMemberEvent(tx, OPERATOR, { action: 'member.invited', member, details: 'as ADMIN' }, now);
    return { account, namesakes, invitationToken: token, invitationExpiresAt: invitation.expiresAt };
  });
}

function readName(text: string): string {
  const refusal = refusalOfName(text);
  if (refusal !== null) throw badInput({ path: 'name', constraints: [refusal] });
  return toPlainName(text);
}

async function idsOfNamesakes({ reads }: OperatorGateway, name: string): Promise<string[]> {
  const accounts = await reads.accountSummaries();
  return accounts.filter((other) => other.name.toLowerCase() === name.toLowerCase()).map(({ id }) => id);
}
