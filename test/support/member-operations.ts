// How do the tests invite people, join, change roles and remove? As a front end does; and what is stored of all that.

import assert from 'node:assert/strict';
import { type Answer, GraphQLClient } from './graphql-client';
import type { TestGateway } from './test-gateway';

const MEMBER = 'id userId name email role status';

/** Good for anybody in a test: nobody would try it early. */
export const GOOD_PASSWORD = 'violet otter lantern';

export const inviteMember = (who: GraphQLClient, accountId: string, email: string, role?: string | null) =>
  who.send(
    `mutation ($input: InviteMemberInput!) {
      inviteMember(input: $input) { member { ${MEMBER} } invitationToken invitationExpiresAt }
    }`,
    { input: { accountId, email, role } },
  );

/** The token of a new invitation, or of one that was renewed. */
export const invite = async (who: GraphQLClient, accountId: string, email: string, role?: string): Promise<string> =>
  (await inviteMember(who, accountId, email, role)).data.inviteMember.invitationToken;

export const acceptInvitation = (
  who: GraphQLClient,
  invitationToken: string,
  { name = 'Nora New', password = GOOD_PASSWORD }: { readonly name?: string; readonly password?: string } = {},
  headers: Record<string, string> = {},
): Promise<Answer> =>
  who.send(
    `mutation ($input: AcceptInvitationInput!) {
      acceptInvitation(input: $input) {
        accessToken refreshToken viewer { id name email memberships { role account { id name } } }
      }
    }`,
    { input: { invitationToken, name, password } },
    headers,
  );

/** The new person, signed in. */
export async function accept(anonymous: GraphQLClient, invitationToken: string): Promise<GraphQLClient> {
  const { accessToken } = (await acceptInvitation(anonymous, invitationToken)).data.acceptInvitation;
  return new GraphQLClient(anonymous.url, accessToken);
}

export const joinAccount = (who: GraphQLClient, invitationToken: string): Promise<Answer> =>
  who.send(
    'mutation ($input: JoinAccountInput!) { joinAccount(input: $input) { account { id name viewerRole viewerActions } } }',
    { input: { invitationToken } },
  );

export const changeMemberRole = (who: GraphQLClient, memberId: string, role: string): Promise<Answer> =>
  who.send(
    `mutation ($input: ChangeMemberRoleInput!) {
      changeMemberRole(input: $input) { member { ${MEMBER} } suspendedUserTokens }
    }`,
    { input: { memberId, role } },
  );

export const removeMember = (who: GraphQLClient, memberId: string): Promise<Answer> =>
  who.send(
    `mutation ($input: RemoveMemberInput!) {
      removeMember(input: $input) {
        removedMemberId suspendedUserTokens
        account { id name members { edges { node { id } } } auditEvents { edges { node { id } } } runtimes { edges { node { id } } } }
      }
    }`,
    { input: { memberId } },
  );

export interface MembersArguments {
  readonly search?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export const readMembers = (who: GraphQLClient, accountId: string, page: MembersArguments = {}): Promise<Answer> =>
  who.send(
    `query ($id: ID!, $search: String, $first: Int, $after: String) {
      account(id: $id) {
        id members(search: $search, first: $first, after: $after) {
          edges { cursor node { ${MEMBER} } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          totalCount
        }
      }
    }`,
    { id: accountId, ...page },
  );

export const readMember = (who: GraphQLClient, id: string): Promise<Answer> =>
  who.send(`query ($id: ID!) { node(id: $id) { id ... on Member { ${MEMBER} } } }`, { id });

/** The accounts that somebody belongs to, with their role in each. */
export async function membershipsOf(who: GraphQLClient): Promise<Record<string, string>> {
  const { viewer } = (await who.send('{ viewer { memberships { role account { name } } } }')).data;
  const memberships: { role: string; account: { name: string } }[] = viewer.memberships;
  return Object.fromEntries(memberships.map(({ role, account }) => [account.name, role]));
}

/** All that is stored of people and what they may, events included. */
export const peopleAsStored = async ({ rows }: TestGateway) => ({
  people: await rows('SELECT * FROM person ORDER BY id'),
  memberships: await rows('SELECT * FROM membership ORDER BY id'),
  grants: await rows('SELECT * FROM runtime_access ORDER BY runtime_id, membership_id'),
  sessions: await rows('SELECT * FROM session ORDER BY id'),
  tokens: await rows('SELECT * FROM git_token ORDER BY id'),
  events: await rows('SELECT * FROM audit_event ORDER BY id'),
});

/** Holds the answer to be a refusal of this one field, in words that help and hold no value. */
export function assertFieldRefused(answer: Answer, path: string, value?: string): void {
  answer.assertRefused('BAD_USER_INPUT');
  const { fields = [] } = answer.error.extensions;
  assert.deepEqual(
    fields.map((field) => field.path),
    [path],
    answer.text,
  );
  for (const { constraints } of fields) for (const words of constraints) assert.match(words, /^must /);
  if (value !== undefined && value.trim().length > 3) assert.ok(!answer.text.includes(value.trim()), answer.text);
}
