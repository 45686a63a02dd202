// How do the tests grant and take back access, and look at who has it? As a front end does.

import type { Answer, GraphQLClient } from './graphql-client';
import { PERSONAS, type Persona, type TestGateway } from './test-gateway';

const MEMBER = 'id userId name email role status';
const PAGE_INFO = 'pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';

export const grantAccess = (who: GraphQLClient, runtimeId: string, memberId: string): Promise<Answer> =>
  who.send(
    `mutation ($input: GrantRuntimeAccessInput!) {
      grantRuntimeAccess(input: $input) { runtime { id accessMode } member { ${MEMBER} } }
    }`,
    { input: { runtimeId, memberId } },
  );

export const revokeAccess = (who: GraphQLClient, runtimeId: string, memberId: string): Promise<Answer> =>
  who.send(
    `mutation ($input: RevokeRuntimeAccessInput!) {
      revokeRuntimeAccess(input: $input) { suspendedUserTokens runtime { id accessMode } member { ${MEMBER} } }
    }`,
    { input: { runtimeId, memberId } },
  );

export interface PageArguments {
  readonly first?: number;
  readonly after?: string | null;
}

export const readRuntimeMembers = (who: GraphQLClient, id: string, page: PageArguments = {}): Promise<Answer> =>
  who.send(
    `query ($id: ID!, $first: Int, $after: String) {
      runtime(id: $id) {
        id members(first: $first, after: $after) { edges { cursor node { ${MEMBER} } } ${PAGE_INFO} totalCount }
      }
    }`,
    { id, ...page },
  );

/** All that may be asked of a member's user tokens. */
export const readMemberTokens = (who: GraphQLClient, id: string, page: PageArguments = {}): Promise<Answer> =>
  who.send(
    `query ($id: ID!, $first: Int, $after: String) {
      node(id: $id) {
        ... on Member {
          userTokens(first: $first, after: $after) {
            edges { cursor node { status runtime { id name userTokenStatus userToken { id } } } } ${PAGE_INFO}
          }
        }
      }
    }`,
    { id, ...page },
  );

/** What one sees of a member's user tokens: statuses by the runtime's name. */
export async function memberTokens(who: GraphQLClient, memberId: string): Promise<Record<string, string>> {
  const { node } = (await readMemberTokens(who, memberId)).data;
  const edges: { node: { runtime: { name: string }; status: string } }[] = node.userTokens.edges;
  return Object.fromEntries(edges.map(({ node: { runtime, status } }) => [runtime.name, status]));
}

/** The membership of a person of the cast. */
export async function memberId(
  { rows, accountId }: TestGateway,
  persona: Persona,
  account: 'Acme' | 'Globex' = 'Acme',
) {
  const sql = 'SELECT id FROM membership WHERE email = ? AND account_id = ?';
  const [row] = await rows(sql, PERSONAS[persona], accountId(account));
  if (row === undefined) throw new Error(`${persona} is no member of ${account}.`);
  return String(row.id);
}
