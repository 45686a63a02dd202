// What is the operator told of what was done? Sentences without a secret, warnings, and the secrets apart from both.

import type { CreateAccountResult } from '../../application/operator/create-account';
import type { StandingResult } from '../../application/operator/disable-person';
import type { ErasePersonResult } from '../../application/operator/erase-person';
import type { ResetPasswordResult } from '../../application/operator/reset-password';
import type { SettledAccount } from '../../application/operator/settle-accounts';
import type { AccountSummary } from '../../application/ports';
import type { Account } from '../../domain/account';
import type { Report } from './commands';

const NOTHING = { warnings: [], secrets: [] } as const;

export const accountCreated = (result: CreateAccountResult): Report => ({
  done: [`The account ${named(result.account)} is there; its first admin is invited.`],
  warnings: result.namesakes.map((id) => `Another account has the same name: ${id}.`),
  secrets: [invitationLine(result.account, result)],
});

export const passwordReset = ({ temporaryPassword, memberships, isDisabled }: ResetPasswordResult): Report => ({
  done: [
    'The password is reset, and all sessions have ended.',
    ...memberships.map(
      (membership) => `Suspended until they accept it again: ${named(membership.account)}${tokensOf(membership)}.`,
    ),
  ],
  warnings: [
    ...memberships.filter(({ hasNoAdmin }) => hasNoAdmin).map(({ account }) => withoutAdmin(account, ' until then')),
    ...(isDisabled ? ['The person is disabled: the new password opens nothing before enable-person.'] : []),
  ],
  secrets: [
    `Temporary password: ${temporaryPassword}`,
    ...memberships.map((membership) => invitationLine(membership.account, membership)),
  ],
});

export const personDisabled = ({ changed, accounts }: StandingResult): Report =>
  changed
    ? {
        ...NOTHING,
        done: [
          'The person is disabled, and all their sessions have ended.',
          ...accounts.map((settled) => `Counts for nothing in ${named(settled.account)}${tokensOf(settled)}.`),
        ],
        warnings: accounts.filter(({ hasNoAdmin }) => hasNoAdmin).map(({ account }) => withoutAdmin(account)),
      }
    : { ...NOTHING, done: ['The person was disabled already. Nothing was changed.'] };

export const personEnabled = ({ changed }: Pick<StandingResult, 'changed'>): Report => ({
  ...NOTHING,
  done: [changed ? 'The person is enabled.' : 'The person was not disabled. Nothing was changed.'],
});

export const personErased = (result: ErasePersonResult): Report => ({
  ...NOTHING,
  done: [`The person is erased; in audit events they are ${result.pseudonym}.${destroyed(result.destroyedUserTokens)}`],
  warnings: result.withoutAdmin.map((account) => withoutAdmin(account)),
});

const COLUMNS: Readonly<Record<string, (account: AccountSummary) => string>> = {
  ID: ({ id }) => id,
  CREATED: ({ createdAt }) => createdAt.toISOString().slice(0, 10),
  MEMBERS: ({ members }) => String(members),
  RUNTIMES: ({ runtimes }) => String(runtimes),
  NAME: ({ name }) => name,
  ADMINS: ({ admins }) => admins.join(', ') || 'none',
};

export function accountList(accounts: readonly AccountSummary[]): Report {
  if (accounts.length === 0) return { ...NOTHING, done: ['There are no accounts yet.'] };
  const rows = [Object.keys(COLUMNS), ...accounts.map((account) => Object.values(COLUMNS).map((of) => of(account)))];
  return { ...NOTHING, done: aligned(rows) };
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widthOf(column)))
      .join('  ')
      .trimEnd(),
  );
}

const named = ({ name, id }: Account): string => `${name} (${id})`;

const withoutAdmin = (account: Account, howLong = ''): string => `${named(account)} has no active admin${howLong}.`;

const tokensOf = ({ suspendedUserTokens: count }: SettledAccount): string =>
  count === 0 ? '' : `; user tokens suspended: ${count}`;

const destroyed = (count: number): string => (count === 0 ? '' : ` User tokens destroyed: ${count}.`);

interface ToldInvitation {
  readonly invitationToken: string;
  readonly invitationExpiresAt: Date;
}

const invitationLine = (account: Account, { invitationToken, invitationExpiresAt }: ToldInvitation): string =>
  `Invitation to ${named(account)}, good until ${invitationExpiresAt.toISOString()}: ${invitationToken}`;
