// Which tables of the README are made from the code's own data? One function for each, so that neither can drift.

import { readmeTable } from '../../bench/report/readme-table';
import { ACCOUNTS, CAST_PASSWORD, PEOPLE, RUNTIMES } from '../../seed/data';
import { GIT_HOST_NAMES, GIT_HOST_PLACES, gitHostUrls } from '../../seed/git-hosts/addresses';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { ACCESS_POLICY } from '../domain/access-policy';
import { AUDIT_ACTIONS } from '../domain/audit-event';
import { ERROR_REASONS, ERRORS } from '../domain/errors';
import { LIMITS, type LimitName, MEASURES, TIME_LIMITS } from '../http/limits';
import { code, table } from './markdown';
import { scopesTable } from './scopes-table';

/** How the policy's rules are read aloud, by their names in access-policy.ts. */
const RULES_IN_WORDS: Readonly<Record<string, string>> = {
  member: 'members of the account',
  admin: 'admins',
  withAccess: 'members with access (all, or those granted, or admins)',
  adminWithAccess: 'admins',
  adminOrThemselves: 'admins; everybody for themselves',
  themselves: 'the signed-in person, for themselves',
};

const words = (rule: { readonly name: string }): string => {
  const text = RULES_IN_WORDS[rule.name];
  if (text === undefined) throw new Error(`Say in document-tables.ts how the rule ${rule.name} is read aloud.`);
  return text;
};

export const DOCUMENT_TABLES: Readonly<Record<string, () => string>> = {
  policy: () =>
    table(
      ['action', 'visible to', 'allowed to'],
      Object.entries(ACCESS_POLICY).map(([action, { visibleTo, allowedTo }]) => [
        code(action),
        words(visibleTo),
        words(allowedTo),
      ]),
    ),

  errors: () =>
    table(
      ['code', 'HTTP status when nothing else is answered', 'meaning'],
      Object.entries(ERRORS).map(([name, { httpStatus, message }]) => [code(name), String(httpStatus), message]),
    ),

  reasons: () =>
    table(
      ['reason', 'of', 'what has happened, and what helps'],
      Object.entries(ERROR_REASONS).map(([name, { of, meaning }]) => [code(name), code(of), meaning]),
    ),

  scopes: scopesTable,

  speed: readmeTable,

  limits: () =>
    table(
      ['limit', 'what is measured', 'at most'],
      [
        ...(Object.entries(LIMITS) as [LimitName, number][]).map(([name, limit]) => [
          code(name),
          MEASURES[name],
          limit.toLocaleString('en'),
        ]),
        ...Object.entries(TIME_LIMITS).map(([kind, ms]) => ['', `time of a ${kind}`, `${ms / 1000} s`]),
      ],
    ),

  audit: () =>
    table(
      ['action', 'when'],
      Object.entries(AUDIT_ACTIONS).map(([action, when]) => [code(action), when]),
    ),

  cast: () =>
    [
      `The password of all is ${code(CAST_PASSWORD)}.`,
      table(
        ['sign in as', ...ACCOUNTS],
        PEOPLE.map(({ email, roles }) => [code(email), ...ACCOUNTS.map((account) => roles[account] ?? '–')]),
      ),
      table(
        ['runtime', 'account', 'Git system', 'who has access'],
        RUNTIMES.map(({ name, account, gitProvider, accessMode, grantedTo }) => [
          code(name),
          account,
          code(gitProvider),
          accessMode === 'ALL_MEMBERS' ? 'all members' : `admins, ${grantedTo.join(', ')}`,
        ]),
      ),
    ].join('\n\n'),

  tokens: () =>
    GIT_HOST_NAMES.map((host) =>
      [
        `<details><summary>${GIT_HOST_PLACES[host].title}, simulated at ${gitHostUrls(host).web}</summary>`,
        table(
          ['token', 'what it is'],
          Object.values(TOKENS[host]).map(({ value, username, purpose }) => [
            code(value),
            username === null ? purpose : `${purpose}; its username is ${code(username)}`,
          ]),
        ),
        '</details>',
      ].join('\n\n'),
    ).join('\n\n'),
};
