// How do the tests change an account's policy and read who did what in it?

import type { Answer, GraphQLClient } from './graphql-client';

export const updateAccountPolicy = (who: GraphQLClient, input: Record<string, unknown>): Promise<Answer> =>
  who.send(
    `mutation ($input: UpdateAccountPolicyInput!) {
      updateAccountPolicy(input: $input) { account { id name policy { runtimeTokenReuse runtimeTokenOwner } } }
    }`,
    { input },
  );

export interface AuditEventsArgs {
  readonly filter?: Record<string, unknown> | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export const askForAuditEvents = (who: GraphQLClient, accountId: string, args: AuditEventsArgs = {}): Promise<Answer> =>
  who.send(
    `query ($id: ID!, $filter: AuditEventFilter, $first: Int, $after: String) {
      account(id: $id) {
        name
        auditEvents(filter: $filter, first: $first, after: $after) {
          edges { cursor node { id at actor actorKind action subject subjectId outcome reason count } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
    }`,
    { id: accountId, ...args },
  );

export interface AuditEventNode {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly actorKind: string;
  readonly action: string;
  readonly subject: string;
  readonly subjectId: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly count: number;
}

/** One page of events, newest first. */
export async function auditEvents(
  who: GraphQLClient,
  accountId: string,
  args?: AuditEventsArgs,
): Promise<AuditEventNode[]> {
  const { data } = await askForAuditEvents(who, accountId, args);
  return data.account.auditEvents.edges.map(({ node }: { node: AuditEventNode }) => node);
}
