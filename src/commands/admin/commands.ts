// Which commands are there, and what does each tell? The table that the command line and the manual are read from.

import { createAccount } from '../../application/operator/create-account';
import { disablePerson, enablePerson } from '../../application/operator/disable-person';
import { erasePerson } from '../../application/operator/erase-person';
import { listAccounts } from '../../application/operator/list-accounts';
import type { OperatorGateway } from '../../application/operator/operator-gateway';
import { resetPassword } from '../../application/operator/reset-password';
import * as report from './reports';

/** What a command tells when it is done. */
export interface Report {
  /** What anybody may read. */
  readonly done: readonly string[];
  /** For standard error: it is done all the same. */
  readonly warnings: readonly string[];
  /** Told once, to the terminal or the file alone. */
  readonly secrets: readonly string[];
}

interface Command {
  /** As the manual names them. */
  readonly operands: readonly string[];
  /** Whether it needs a terminal, or --out. */
  readonly tellsSecrets: boolean;
  /** Whether it asks for --yes. */
  readonly cannotBeUndone: boolean;
  /** What it does, above all to sessions, tokens and memberships. */
  readonly manual: string;
  run(gateway: OperatorGateway, operands: readonly string[]): Promise<Report>;
}

const PERSON = { operands: ['EMAIL'], tellsSecrets: false, cannotBeUndone: false } as const;

export const COMMANDS = {
  'create-account': {
    operands: ['NAME', 'ADMIN-EMAIL'],
    tellsSecrets: true,
    cannotBeUndone: false,
    manual: `Creates an account and invites its first admin. Tells the invitation once;
it is good for 7 days. Who is new accepts it with acceptInvitation, choosing
a name and a password; who has a password here signs in, then joinAccount.
Names need not be unique: a namesake is warned of.`,
    run: async (gateway, [name = '', adminEmail = '']) =>
      report.accountCreated(await createAccount(gateway, { name, adminEmail })),
  },
  'reset-password': {
    ...PERSON,
    tellsSecrets: true,
    manual: `Gives the person a temporary password, told once; they sign in with it and
change it. All their sessions end. Their memberships are suspended until they
accept each account's invitation again (joinAccount), so that whatever
somebody else accepted in their name is worth nothing; the invitations are
told beside the password and are good for 7 days. Roles and grants stay. User
tokens are unusable meanwhile, and destroyed after 24 hours.`,
    run: async (gateway, [email = '']) => report.passwordReset(await resetPassword(gateway, email)),
  },
  'disable-person': {
    ...PERSON,
    manual: `Keeps the person out. They cannot sign in, and are told only that e-mail or
password is wrong; all their sessions end. Memberships stay, and count for
nothing. User tokens are unusable at once, and destroyed after 24 hours.`,
    run: async (gateway, [email = '']) => report.personDisabled(await disablePerson(gateway, email)),
  },
  'enable-person': {
    ...PERSON,
    manual: `Lets a disabled person in again, with the password, roles and grants they had.
User tokens come back unless 24 hours have passed.`,
    run: async (gateway, [email = '']) => report.personEnabled(await enablePerson(gateway, email)),
  },
  'erase-person': {
    ...PERSON,
    cannotBeUndone: true,
    manual: `Removes the person for good, with --yes only: sessions, memberships, open
invitations, grants and user tokens are gone at once. Audit events stay where
they are, with a pseudonym in place of the e-mail; so do runtime tokens that
the person has set. Backups are not touched.`,
    run: async (gateway, [email = '']) => report.personErased(await erasePerson(gateway, email)),
  },
  'list-accounts': {
    ...PERSON,
    operands: [],
    manual: `Lists all accounts: their ids, names and dates, how many members and runtimes
they have, and the admins who can sign in. Changes nothing.`,
    run: async (gateway) => report.accountList(await listAccounts(gateway)),
  },
} as const satisfies Record<string, Command>;

export type CommandName = keyof typeof COMMANDS;
