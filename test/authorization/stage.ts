// What stands before every cell of the matrix? The cast, each signed in, each with a user token wherever they have access.

import { userTokenOf } from '../../seed/git-hosts/tokens';
import { grantAccess, memberId } from '../support/access-operations';
import { DatabaseSnapshot } from '../support/database-snapshot';
import { GraphQLClient } from '../support/graphql-client';
import { invite } from '../support/member-operations';
import { setUserToken } from '../support/operations';
import { logout, signIn } from '../support/session-operations';
import { openTestGateway, PERSONAS, type Persona, type TestGateway } from '../support/test-gateway';
import { CAST_RUNTIMES, GRANTS, INVITATIONS, type Invited, USER_TOKENS } from './scenery';

/** Who tries. The signed-out session and the garbled token would be Acme's admin's, if they were good. */
export const CALLERS = [
  'acmeAdmin',
  'alice',
  'bob',
  'carol',
  'globexAdmin',
  'anonymous',
  'signedOut',
  'garbage',
] as const satisfies readonly (Persona | 'anonymous' | 'signedOut' | 'garbage')[];
export type Caller = (typeof CALLERS)[number];

export interface Stage {
  readonly running: TestGateway;
  readonly clients: Readonly<Record<Caller, GraphQLClient>>;
  /** Alice's, not used yet. */
  readonly refreshToken: string;
  /** Not used yet either. */
  readonly invitationTokens: Readonly<Record<Invited, string>>;
  readonly snapshot: DatabaseSnapshot;
  close(): Promise<void>;
}

export async function setStage(): Promise<Stage> {
  const running = await openTestGateway();
  const clients = await signEverybodyIn(running);
  for (const [persona, runtimes] of USER_TOKENS) {
    for (const name of runtimes) {
      const { value } = userTokenOf(PERSONAS[persona], CAST_RUNTIMES[name].host);
      void (await setUserToken(clients[persona], running.runtimeId(name), value)).data;
    }
  }
  for (const { by, to, account, runtime } of GRANTS) {
    void (await grantAccess(clients[by], running.runtimeId(runtime), await memberId(running, to, account))).data;
  }
  const invitationTokens = await inviteAll(running, clients);
  const { refreshToken } = await signIn(running.anonymous(), PERSONAS.alice);
  const snapshot = await DatabaseSnapshot.take(running.database);
  return {
    running,
    clients,
    refreshToken,
    invitationTokens,
    snapshot,
    async close() {
      await snapshot.close();
      await running.close();
    },
  };
}

async function inviteAll(running: TestGateway, clients: Stage['clients']): Promise<Stage['invitationTokens']> {
  const tokens = {} as Record<Invited, string>;
  for (const [invited, { by, account, email }] of Object.entries(INVITATIONS)) {
    tokens[invited as Invited] = await invite(clients[by], running.accountId(account), email);
  }
  return tokens;
}

async function signEverybodyIn(running: TestGateway): Promise<Record<Caller, GraphQLClient>> {
  const signedOut = await running.as('acmeAdmin');
  void (await logout(signedOut)).data;
  const good = await running.as('acmeAdmin');
  return {
    acmeAdmin: good,
    alice: await running.as('alice'),
    bob: await running.as('bob'),
    carol: await running.as('carol'),
    globexAdmin: await running.as('globexAdmin'),
    anonymous: running.anonymous(),
    signedOut,
    garbage: new GraphQLClient(running.url, `${good.accessToken}x`),
  };
}
