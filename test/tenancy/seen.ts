// What does each person see? Told twice in the same words: by the model, and by the gateway over HTTP.

import type { GraphQLClient } from '../support/graphql-client';
import type { Model, Token } from './model';
import { ACCOUNTS, accountOf, PEOPLE, type Person, personOf, type RuntimeName } from './names';

export interface Seen {
  readonly accounts: Readonly<Record<string, SeenAccount>>;
  readonly runtimes: Readonly<Record<string, SeenRuntime>>;
}

interface SeenAccount {
  readonly role: string;
  readonly policy: string;
  readonly readsEvents: boolean;
  /** Each with how their user tokens stand; null for everybody but admins. */
  readonly members: Readonly<Record<string, SeenMember>> | null;
}

interface SeenMember {
  readonly is: string;
  readonly userTokens: Readonly<Record<string, string>>;
}

interface SeenRuntime {
  readonly mode: string;
  readonly runtimeToken: string;
  readonly userToken: string;
  readonly members: readonly string[] | null;
}

const MISSING = 'MISSING';

const whole = (version: number, status: string) => `version ${version}, ${status}`;

export function seenByTheRules(model: Model, who: Person): Seen {
  const accounts = ACCOUNTS.flatMap((account) => {
    const role = model.roleIn(account, who);
    if (role === null) return [];
    const isAdmin = role === 'ADMIN';
    const places = model.places.filter((place) => place.account === account);
    const members = places.map(({ person, role, status }): [string, SeenMember] => [
      person,
      { is: `${role} ${status}`, userTokens: userTokensByTheRules(model, account, person) },
    ]);
    const policy = model.policies[account];
    return [[account, { role, policy, readsEvents: isAdmin, members: isAdmin ? Object.fromEntries(members) : null }]];
  });
  const runtimes = model.runtimes
    .filter(({ name }) => model.sees(who, name))
    .map(({ name, mode, token }) => {
      const isAdmin = model.roleIn(accountOf(name), who) === 'ADMIN';
      const userToken = model.userToken(who, name);
      return [
        name,
        {
          mode,
          runtimeToken: isAdmin ? whole(token.version, statusOf(model, token)) : statusOf(model, token),
          userToken: userToken ? whole(userToken.version, statusOf(model, userToken)) : MISSING,
          members: isAdmin ? PEOPLE.filter((person) => model.sees(person, name)) : null,
        },
      ];
    });
  return { accounts: Object.fromEntries(accounts), runtimes: Object.fromEntries(runtimes) };
}

/** On every runtime they have access to; who is only invited has none. */
function userTokensByTheRules(model: Model, account: string, person: Person): Record<string, string> {
  const seen = model.runtimes.filter(({ name }) => accountOf(name) === account && model.sees(person, name));
  return Object.fromEntries(seen.map(({ name }) => [name, statusOf(model, model.userToken(person, name))]));
}

/** R22: a token that nobody has checked for over seven days is UNVERIFIED; those of the stories do not end. */
function statusOf({ hour }: Model, token: Token | undefined): string {
  if (token === undefined) return MISSING;
  return hour - token.checkedAt > 7 * 24 ? 'UNVERIFIED' : 'VALID';
}

const TOKEN = 'version status';
const MEMBERS = `members(first: 10) { edges { node {
  email role status
  userTokens(first: 10) { edges { node { status runtime { name } } } }
} } }`;

const VIEW = `viewer {
  memberships { role account { name viewerRole policy { runtimeTokenReuse } auditEvents(first: 1) { edges { cursor } } ${MEMBERS} } }
  runtimes(first: 10) { edges { node {
    name accessMode runtimeTokenStatus userTokenStatus
    runtimeToken { ${TOKEN} } userToken { ${TOKEN} }
    members(first: 10) { edges { node { email } } }
  } } }
}`;

/** As many as one document may name besides. */
export const IDS_AT_ONCE = 15;
const PLACES = Array.from({ length: IDS_AT_ONCE }, (_, index) => `thing${index}`);

const QUERY = `query (${PLACES.map((name) => `$${name}: ID!`)}) {
  ${VIEW}
  ${PLACES.map((name) => `${name}: node(id: $${name}) { id }`).join(' ')}
}`;

/** As the API answers, with all that matters here. */
interface Nodes<T> {
  readonly edges: readonly { readonly node: T }[];
}
interface AnsweredToken {
  readonly version: number;
  readonly status: string;
}
interface AnsweredMember {
  readonly email: string;
  readonly role: string;
  readonly status: string;
  readonly userTokens: Nodes<{ readonly status: string; readonly runtime: { readonly name: string } }>;
}
interface AnsweredMembership {
  readonly role: string;
  readonly account: {
    readonly name: string;
    readonly viewerRole: string;
    readonly policy: { readonly runtimeTokenReuse: string };
    readonly auditEvents: object | null;
    readonly members: Nodes<AnsweredMember> | null;
  };
}
interface AnsweredRuntime {
  readonly name: RuntimeName;
  readonly accessMode: string;
  readonly runtimeTokenStatus: string;
  readonly userTokenStatus: string;
  readonly runtimeToken: AnsweredToken | null;
  readonly userToken: AnsweredToken | null;
  readonly members: Nodes<{ readonly email: string }> | null;
}

const nodes = <T>({ edges }: Nodes<T>): T[] => edges.map(({ node }) => node);

/** What somebody sees, and which of these ids they can read. */
export async function lookAround(
  who: GraphQLClient,
  ids: readonly string[],
): Promise<{ seen: Seen; readable: string[] }> {
  const variables = Object.fromEntries(PLACES.map((name, index) => [name, ids[index] ?? 'nothing']));
  const { viewer, ...things } = (await who.send(QUERY, variables)).data;
  const memberships: AnsweredMembership[] = viewer.memberships;
  const runtimes: AnsweredRuntime[] = nodes(viewer.runtimes);
  const seen = {
    accounts: Object.fromEntries(
      memberships.map((membership) => [membership.account.name, accountOfAnswer(membership)]),
    ),
    runtimes: Object.fromEntries(runtimes.map((runtime) => [runtime.name, runtimeOfAnswer(runtime)])),
  };
  return { seen, readable: PLACES.flatMap((name) => things[name]?.id ?? []) };
}

function accountOfAnswer({ role, account }: AnsweredMembership): SeenAccount {
  const members = account.members && nodes(account.members);
  const byName = members?.map(({ email, role, status, userTokens }): [string, SeenMember] => [
    personOf(email),
    {
      is: `${role} ${status}`,
      userTokens: Object.fromEntries(nodes(userTokens).map(({ runtime, status }) => [runtime.name, status])),
    },
  ]);
  return {
    role: role === account.viewerRole ? role : `${role}, but ${account.viewerRole} as viewerRole`,
    policy: account.policy.runtimeTokenReuse,
    readsEvents: account.auditEvents !== null,
    members: byName ? Object.fromEntries(byName) : null,
  };
}

function runtimeOfAnswer({ accessMode, members, ...runtime }: AnsweredRuntime): SeenRuntime {
  const { runtimeToken, runtimeTokenStatus, userToken, userTokenStatus } = runtime;
  return {
    mode: accessMode,
    runtimeToken: tokenOfAnswer(runtimeToken, runtimeTokenStatus),
    userToken: tokenOfAnswer(userToken, userTokenStatus),
    members:
      members &&
      nodes(members)
        .map(({ email }) => personOf(email))
        .sort(),
  };
}

/** The status stands in two places, which must agree. */
function tokenOfAnswer(token: AnsweredToken | null, status: string): string {
  if (token === null) return status;
  return token.status === status ? whole(token.version, status) : `${token.status}, but ${status} on the runtime`;
}
