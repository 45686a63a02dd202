// What does each person see? Everything that the API shows them, read in the model's words.

import type { GraphQLClient } from '../support/graphql-client';
import { personOf } from './names';
import { type Seen, type SeenAccount, type SeenMember, type SeenRuntime, whole } from './seen';

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

/** Each takes a statement; one document may name 15. */
export const IDS_AT_ONCE = 8;
const ALIASES = Array.from({ length: IDS_AT_ONCE }, (_, index) => `thing${index}`);

const QUERY = `query (${ALIASES.map((name) => `$${name}: ID!`)}) {
  ${VIEW}
  ${ALIASES.map((name) => `${name}: node(id: $${name}) { id }`).join(' ')}
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
  readonly name: string;
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
  const variables = Object.fromEntries(ALIASES.map((name, index) => [name, ids[index] ?? 'nothing']));
  const { viewer, ...things } = (await who.send(QUERY, variables)).data;
  const memberships: AnsweredMembership[] = viewer.memberships;
  const runtimes: AnsweredRuntime[] = nodes(viewer.runtimes);
  const seen = {
    accounts: Object.fromEntries(
      memberships.map((membership) => [membership.account.name, accountOfAnswer(membership)]),
    ),
    runtimes: Object.fromEntries(runtimes.map((runtime) => [runtime.name, runtimeOfAnswer(runtime)])),
  };
  return { seen, readable: ALIASES.flatMap((name) => things[name]?.id ?? []) };
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
