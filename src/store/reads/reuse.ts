// What does a value or a login serve already (R5, R6, R18)? Asked with fingerprints: nothing is ever decrypted for it (R7).
// Suspended tokens count: they are still their holders'.

import type { GitHost, ReuseLookups, SharedLoginQuery, TokenSlot } from '../../application/ports';
import { type GitTokenKind, NO_REUSE, type ReuseFindings } from '../../domain/git-token';
import type { Connection } from '../connection';
import { type Parameters, Statement } from '../statement';
import type { Flag } from './runtime-row';

const SAME_VALUE = 'token.fingerprint IN (:fingerprints)';

const OF_A_RUNTIME = `SELECT 1 FROM git_token token WHERE token.kind = 'RUNTIME' AND ${SAME_VALUE}`;

const OF_A_PERSON = `SELECT 1 FROM git_token token WHERE token.kind = 'USER'`;

/** By sub-query: with a join, SQLite would go through all runtimes of the account instead of the few with the fingerprint. */
const ACCOUNT = '(SELECT runtime.account_id FROM runtime WHERE runtime.id = token.runtime_id)';

const AT_HOST = `EXISTS (SELECT 1 FROM runtime WHERE runtime.id = token.runtime_id
  AND runtime.git_provider = :provider AND runtime.git_provider_url = :providerUrl)`;

const RUNTIME_TOKEN_FINDINGS = new Statement(`SELECT
  EXISTS (${OF_A_RUNTIME} AND ${ACCOUNT} <> :accountId) AS elsewhere,
  EXISTS (${OF_A_RUNTIME} AND ${ACCOUNT} = :accountId AND token.runtime_id <> :runtimeId) AS another_runtime,
  EXISTS (${OF_A_PERSON} AND ${SAME_VALUE} AND token.person_id = :viewerId) AS same_as_own`);

const USER_TOKEN_FINDINGS = new Statement(`SELECT
  EXISTS (${OF_A_PERSON} AND ${SAME_VALUE} AND token.person_id <> :viewerId) AS elsewhere,
  EXISTS (${OF_A_RUNTIME} AND EXISTS (SELECT 1 FROM visible_runtime seen
    WHERE seen.person_id = :viewerId AND seen.runtime_id = token.runtime_id)) AS same_as_own,
  EXISTS (${OF_A_PERSON} AND token.login = :login AND token.person_id <> :viewerId
    AND ${AT_HOST}) AS shared_login`);

const AT_OTHER_HOST = `SELECT 1 FROM git_token token WHERE ${SAME_VALUE} AND NOT ${AT_HOST}`;

const HOLDER_AT_OTHER_HOST = new Statement(`SELECT
  EXISTS (${AT_OTHER_HOST}
    AND (token.person_id = :viewerId OR (token.kind = 'RUNTIME' AND ${ACCOUNT} = :accountId))) AS ours,
  EXISTS (${AT_OTHER_HOST}) AS anybodys`);

// One for each kind: with the kind as a parameter, which its partial indexes depend on, SQLite plans anew each time. A
// suspended token is in nobody's use.
const IN_USE: Readonly<Record<GitTokenKind, Statement>> = {
  RUNTIME: new Statement(`SELECT EXISTS (${OF_A_RUNTIME} AND token.runtime_id = :runtimeId) AS found`),
  USER: new Statement(`SELECT EXISTS (${OF_A_PERSON} AND ${SAME_VALUE} AND token.person_id = :viewerId
    AND token.runtime_id = :runtimeId AND token.suspended_at IS NULL) AS found`),
};

/** The login as it is stored and compared: providers take any case for the same account. */
export const loginKey = (login: string): string => login.toLowerCase();

export function createReuseLookups(connection: Connection): ReuseLookups {
  return {
    findings: (slot, fingerprints, login) =>
      slot.kind === 'RUNTIME'
        ? runtimeTokenFindings(connection, slot, fingerprints)
        : userTokenFindings(connection, slot, fingerprints, login),

    holderAtOtherHost: ({ viewerId, accountId }, fingerprints, { provider, providerUrl }: GitHost) =>
      holderAtOtherHost(connection, { viewerId, accountId, fingerprints, provider, providerUrl }),

    isInUse: ({ kind, runtimeId, viewerId }, fingerprints) =>
      found(connection, IN_USE[kind], { runtimeId, viewerId, fingerprints }),
  };
}

async function runtimeTokenFindings(
  connection: Connection,
  { accountId, runtimeId, viewerId }: TokenSlot,
  fingerprints: readonly string[],
): Promise<ReuseFindings> {
  const [row] = await connection.all<{ elsewhere: Flag; another_runtime: Flag; same_as_own: Flag }>(
    RUNTIME_TOKEN_FINDINGS,
    { accountId, runtimeId, viewerId, fingerprints },
  );
  return {
    ...NO_REUSE,
    elsewhere: Boolean(row?.elsewhere),
    anotherRuntimeOfAccount: Boolean(row?.another_runtime),
    sameAsViewersOwn: Boolean(row?.same_as_own),
  };
}

async function userTokenFindings(
  connection: Connection,
  { viewerId }: TokenSlot,
  fingerprints: readonly string[],
  login: SharedLoginQuery | null,
): Promise<ReuseFindings> {
  const [row] = await connection.all<{ elsewhere: Flag; same_as_own: Flag; shared_login: Flag }>(USER_TOKEN_FINDINGS, {
    viewerId,
    fingerprints,
    login: login === null ? null : loginKey(login.login),
    provider: login?.provider ?? null,
    providerUrl: login?.providerUrl ?? null,
  });
  return {
    ...NO_REUSE,
    elsewhere: Boolean(row?.elsewhere),
    sameAsViewersOwn: Boolean(row?.same_as_own),
    sharedLogin: Boolean(row?.shared_login),
  };
}

async function holderAtOtherHost(connection: Connection, parameters: Parameters): Promise<'OURS' | 'OTHERS' | null> {
  const [row] = await connection.all<{ ours: Flag; anybodys: Flag }>(HOLDER_AT_OTHER_HOST, parameters);
  if (row?.ours) return 'OURS';
  return row?.anybodys ? 'OTHERS' : null;
}

async function found(connection: Connection, statement: Statement, parameters: Parameters): Promise<boolean> {
  const [row] = await connection.all<{ found: Flag }>(statement, parameters);
  return Boolean(row?.found);
}
