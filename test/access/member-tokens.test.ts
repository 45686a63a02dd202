// R10: what do admins learn of a member's user tokens? Their status, but for what probing a repository told.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { isObjectType } from 'graphql';
import { RUNTIMES } from '../../seed/data';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { listMemberTokens } from '../../src/application/people/list-member-tokens';
import { buildGatewaySchema } from '../../src/graphql/schema';
import { memberId, memberTokens, readMemberTokens } from '../support/access-operations';
import { DAY_MS } from '../support/manual-clock';
import { setUserToken, verifyUserToken } from '../support/operations';
import { eventsOf } from '../support/stored-state';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const { goodUser, spareUser } = TOKENS.github;

let running: TestGateway;
let runtimeId: string;
beforeEach(async () => {
  running = await openTestGateway();
  runtimeId = running.runtimeId('acme-production');
  await setUserToken(await running.as('alice'), runtimeId, goodUser.value);
});
afterEach(() => running.close());

/** The status of alice's token on Acme's production, as an admin and as she herself sees it. */
async function statuses(): Promise<{ admin: string | undefined; alice: string | undefined }> {
  const seenBy = async (persona: 'acmeAdmin' | 'alice') =>
    (await memberTokens(await running.as(persona), await memberId(running, 'alice')))['acme-production'];
  return { admin: await seenBy('acmeAdmin'), alice: await seenBy('alice') };
}

test('R10: an admin sees how a member’s token stands on each runtime the member has access to', async () => {
  const admin = await running.as('acmeAdmin');
  assert.deepEqual(await memberTokens(admin, await memberId(running, 'alice')), {
    'acme-edge': 'MISSING',
    'acme-production': 'VALID',
    'acme-staging': 'MISSING',
  });
  assert.deepEqual(await memberTokens(admin, await memberId(running, 'bob')), {
    'acme-production': 'MISSING',
    'acme-staging': 'MISSING',
  });
});

for (const { status, happens } of [
  { status: 'INVALID', happens: () => running.hosts.github.revoke(goodUser.value) },
  { status: 'BLOCKED', happens: () => running.hosts.github.block(goodUser.value) },
]) {
  test(`R10: ${status} is told to admins as to the owner, where it is true of the token itself`, async () => {
    happens();
    await verifyUserToken(await running.as('alice'), runtimeId);
    assert.deepEqual(await statuses(), { admin: status, alice: status });
  });
}

test('R10, R22: EXPIRED, UNVERIFIED and UNREADABLE are told as well', async () => {
  running.clock.advance(8 * DAY_MS);
  assert.deepEqual(await statuses(), { admin: 'UNVERIFIED', alice: 'UNVERIFIED' });
  running.clock.advance(200 * DAY_MS);
  assert.deepEqual(await statuses(), { admin: 'EXPIRED', alice: 'EXPIRED' });
  await running.tamper("UPDATE git_token SET sealed = 'damaged' WHERE kind = 'USER'");
  assert.deepEqual(await statuses(), { admin: 'UNREADABLE', alice: 'UNREADABLE' });
});

test('R10: a token that is kept out of the runtime’s repository reads VALID to admins; its owner sees the truth', async () => {
  running.hosts.github.tokens.setState(goodUser.value, 'SSO_REQUIRED');
  const events = await eventsOf(running, async () => {
    const alice = await running.as('alice');
    await verifyUserToken(alice, runtimeId);
    await setUserToken(alice, runtimeId, goodUser.value);
  });
  assert.deepEqual(await statuses(), { admin: 'VALID', alice: 'BLOCKED' });
  assert.deepEqual(
    events.map(({ action, outcome }) => [action, outcome]),
    [
      ['userToken.verified', 'SUCCEEDED'],
      ['userToken.set', 'SUCCEEDED'],
    ],
    'the audit, which admins read, tells no more than the status does',
  );
});

test('R10: of their own token an admin sees the truth, too', async () => {
  const admin = await running.as('acmeAdmin');
  await setUserToken(admin, runtimeId, spareUser.value);
  running.hosts.github.tokens.setState(spareUser.value, 'SSO_REQUIRED');
  await verifyUserToken(admin, runtimeId);
  const own = await memberTokens(admin, await memberId(running, 'acmeAdmin'));
  assert.equal(own['acme-production'], 'BLOCKED');
});

test('R10: neither a member’s token nor its hint, identity or id comes along with its status', async () => {
  const admin = await running.as('acmeAdmin');
  const read = async () => readMemberTokens(admin, await memberId(running, 'alice'));
  const production = async () =>
    (await read()).data.node.userTokens.edges.find(
      ({ node }: { node: { runtime: { id: string } } }) => node.runtime.id === runtimeId,
    ).node;
  const { runtime, status } = await production();
  assert.deepEqual([status, runtime.userToken, runtime.userTokenStatus], ['VALID', null, 'MISSING']);

  await setUserToken(admin, runtimeId, spareUser.value);
  const [own] = await running.rows("SELECT id FROM git_token WHERE kind = 'USER' AND set_by = 'admin@acme.example'");
  assert.equal((await production()).runtime.userToken.id, own?.id, 'a runtime is seen with the viewer’s own token');
  const [hers] = await running.rows("SELECT id FROM git_token WHERE kind = 'USER' AND set_by = 'alice@acme.example'");
  assert.doesNotMatch((await read()).text, new RegExp(String(hers?.id)));

  const type = buildGatewaySchema().getType('MemberTokenStatus');
  assert.ok(isObjectType(type));
  assert.deepEqual(Object.keys(type.getFields()).sort(), ['runtime', 'status']);
});

test('R12: a member’s tokens are for the account’s admins and themselves; for everybody else there is no such member', async () => {
  const alice = await memberId(running, 'alice');
  for (const persona of ['bob', 'carol', 'globexAdmin'] as const) {
    assert.deepEqual((await readMemberTokens(await running.as(persona), alice)).data, { node: null }, persona);
  }
  const globexCarol = await memberId(running, 'carol', 'Globex');
  const seenByGlobex = await memberTokens(await running.as('globexAdmin'), globexCarol);
  const ofGlobex = RUNTIMES.filter(({ account }) => account === 'Globex').map(({ name }) => [name, 'MISSING']);
  assert.deepEqual(seenByGlobex, Object.fromEntries(ofGlobex), 'and nothing of their other accounts');
});

test('R10: the list itself asks the policy, too: whoever else comes by a member gets no status', async () => {
  const { gateway, clock, rows } = running;
  const viewerNamed = async (persona: 'acmeAdmin' | 'bob') => {
    await running.as(persona);
    const [session] = await rows('SELECT id FROM session ORDER BY id DESC LIMIT 1');
    const viewer = await gateway.reads.viewer(String(session?.id), clock.now());
    assert.ok(viewer);
    return viewer;
  };
  const admin = await viewerNamed('acmeAdmin');
  const alice = await gateway.reads.member(admin, await memberId(running, 'alice'));
  assert.ok(alice);
  const all = { first: null, after: null };
  assert.equal((await listMemberTokens(gateway, admin, alice, all)).edges.length, 3);
  assert.deepEqual((await listMemberTokens(gateway, await viewerNamed('bob'), alice, all)).edges, []);
});
