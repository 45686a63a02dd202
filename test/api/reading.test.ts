// What does a person read, and how is what they may not know of answered? R12: exactly like what does not exist.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { RUNTIME_FIELDS, readRuntime, setUserToken } from '../support/operations';
import { openTestGateway, type Persona, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
  await setUserToken(await running.as('alice'), running.runtimeId('acme-production'), TOKENS.github.goodUser.value);
});
after(() => running.close());

const ask = async (who: Persona, query: string, variables: Record<string, unknown> = {}) =>
  (await (await running.as(who)).send(query, variables)).data;

const node = async (who: Persona, id: string) =>
  (await ask(who, 'query ($id: ID!) { node(id: $id) { __typename id } }', { id })).node;

test('viewer: who one is, with one’s role in each account', async () => {
  const { viewer } = await ask('carol', '{ viewer { name email memberships { role account { name viewerRole } } } }');
  assert.deepEqual(viewer, {
    name: 'Carol Carter',
    email: 'carol@consulting.example',
    memberships: [
      { role: 'USER', account: { name: 'Acme', viewerRole: 'USER' } },
      { role: 'ADMIN', account: { name: 'Globex', viewerRole: 'ADMIN' } },
    ],
  });
});

test('account: its policy and what the viewer may do in it', async () => {
  const query =
    'query ($id: ID!) { account(id: $id) { name viewerActions policy { runtimeTokenReuse runtimeTokenOwner } } }';
  const variables = { id: running.accountId('Acme') };
  const policy = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' };
  assert.deepEqual((await ask('alice', query, variables)).account, { name: 'Acme', viewerActions: [], policy });
  const { viewerActions } = (await ask('acmeAdmin', query, variables)).account;
  assert.deepEqual(viewerActions, ['CREATE_RUNTIME', 'MANAGE_MEMBERS', 'CHANGE_POLICY', 'READ_AUDIT_EVENTS']);
});

test('R12: a runtime token is null, without an error, for everybody but admins; its status is everybody’s', async () => {
  const runtimeId = running.runtimeId('acme-production');
  const seen = (await readRuntime(await running.as('bob'), runtimeId)).data.runtime;
  assert.deepEqual([seen.runtimeToken, seen.runtimeTokenStatus, seen.health], [null, 'VALID', 'HEALTHY']);
  assert.deepEqual(seen.viewerActions, ['SET_USER_TOKEN', 'VERIFY_USER_TOKEN', 'DELETE_USER_TOKEN']);
  const admins = (await readRuntime(await running.as('acmeAdmin'), runtimeId)).data.runtime;
  assert.equal(admins.runtimeToken.setBy, 'admin@acme.example');
  assert.equal(admins.viewerActions.length, 8);
});

test('R10: nobody reads anybody’s user token but their own, admins included', async () => {
  const runtimeId = running.runtimeId('acme-production');
  const alices = (await readRuntime(await running.as('alice'), runtimeId)).data.runtime.userToken;
  assert.equal(alices.hint, TOKENS.github.goodUser.value.slice(-4));
  assert.deepEqual(await node('alice', alices.id), { __typename: 'GitUserToken', id: alices.id });
  for (const who of ['acmeAdmin', 'bob', 'globexAdmin'] as const) {
    assert.equal(await node(who, alices.id), null, who);
    const seen = (await readRuntime(await running.as(who), runtimeId)).data.runtime;
    assert.deepEqual([seen?.userToken ?? null, seen?.userTokenStatus ?? 'MISSING'], [null, 'MISSING'], who);
  }
});

test('node: accounts, runtimes and one’s own tokens by id; what is not for the viewer is null', async () => {
  const acme = running.accountId('Acme');
  const edge = running.runtimeId('acme-edge');
  const runtimeToken = (await readRuntime(await running.as('acmeAdmin'), edge)).data.runtime.runtimeToken.id;
  const seenBy = async (who: Persona) =>
    Promise.all([acme, edge, runtimeToken].map(async (id) => (await node(who, id))?.__typename ?? null));
  assert.deepEqual(await seenBy('acmeAdmin'), ['Account', 'Runtime', 'GitRuntimeToken']);
  assert.deepEqual(await seenBy('alice'), ['Account', 'Runtime', null], 'granted, but no admin');
  assert.deepEqual(await seenBy('bob'), ['Account', null, null], 'not granted');
  assert.deepEqual(await seenBy('globexAdmin'), [null, null, null], 'another account');
});

test('R12: unknown, foreign and malformed ids are answered alike: null', async () => {
  const query = 'query ($id: ID!) { node(id: $id) { id } account(id: $id) { id } runtime(id: $id) { id } }';
  const foreign = [running.accountId('Globex'), running.runtimeId('globex-production'), running.runtimeId('acme-edge')];
  const unknown = [
    'run_01MCC96FM0RFECHF836CDT14D5',
    'acc_01MCC96FM0RFECHF836CDT14D5',
    'tok_01MCC96FM0RFECHF836CDT14D5',
  ];
  const malformed = ['', ' ', 'run_', '1', 'per_x', "' OR 1=1 --", 'run_%', '\u0000', '💥', 'r'.repeat(5000)];
  for (const id of [...foreign, ...unknown, ...malformed])
    assert.deepEqual(await ask('bob', query, { id }), { node: null, account: null, runtime: null }, id);
});

test('runtime by name: any case of letters, blanks around it do not count; another’s is null', async () => {
  const query = 'query ($id: ID!, $name: String!) { account(id: $id) { runtime(name: $name) { name } } }';
  const find = async (who: Persona, name: string) =>
    (await ask(who, query, { id: running.accountId('Acme'), name })).account.runtime?.name ?? null;
  for (const name of ['acme-production', 'ACME-Production', ' acme-production '])
    assert.equal(await find('bob', name), 'acme-production', name);
  for (const name of ['acme-edge', 'globex-production', 'acme-%', 'acme_production', 'no-such'])
    assert.equal(await find('bob', name), null, name);
  assert.equal(await find('alice', 'acme-edge'), 'acme-edge');
});

test('a runtime reads the same by id, by name, by node and in a list', async () => {
  const query = `query ($account: ID!, $id: ID!) {
    byId: runtime(id: $id) { ${RUNTIME_FIELDS} }
    byNode: node(id: $id) { ... on Runtime { ${RUNTIME_FIELDS} } }
    account(id: $account) { runtime(name: "acme-production") { ${RUNTIME_FIELDS} } }
    viewer { runtimes(search: "acme-production", first: 1) { edges { node { ${RUNTIME_FIELDS} } } } }
  }`;
  const variables = { account: running.accountId('Acme'), id: running.runtimeId('acme-production') };
  const { byId, byNode, account, viewer } = await ask('acmeAdmin', query, variables);
  assert.equal(byId.name, 'acme-production');
  assert.deepEqual([byNode, account.runtime, viewer.runtimes.edges[0].node], [byId, byId, byId]);
});
