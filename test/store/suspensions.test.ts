// What becomes of user tokens whose owner loses access, and gets it back or not (R9)?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from '../../src/application/ports';
import {
  addRuntime,
  addUserToken,
  emailOf,
  hoursLater,
  membershipId,
  NOW,
  storeWithCast,
  userTokenId,
  viewerNamed,
} from './store-fixture';

type Mode = 'RESTRICTED' | 'ALL_MEMBERS';

/** Acme's `prod` with tokens of admin, alice and bob, of whom alice has a grant; carol's token on a runtime of Globex. */
async function storeWithTokens(t: Parameters<typeof storeWithCast>[0]) {
  const store = await storeWithCast(t);
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'prod');
    await addRuntime(tx, 'globex-prod', { accountId: 'globex' });
    for (const person of ['admin', 'alice', 'bob'] as const) await addUserToken(tx, 'prod', person);
    await addUserToken(tx, 'globex-prod', 'carol');
    await tx.memberships.grantAccess('prod', membershipId('alice', 'acme'), NOW);
  });
  const change = (accessMode: Mode, hours: number) =>
    store.unitOfWork.run(async (tx: Transaction) => {
      await tx.runtimes.update('prod', { accessMode });
      return (await tx.tokens.settleSuspensions('acme', hoursLater(hours))).suspended;
    });
  const suspensionsOf = async (person: string) =>
    (await store.outside.rows('SELECT suspended_at FROM git_token WHERE person_id = ?', person)).map(
      ({ suspended_at }) => suspended_at,
    );
  return { store, change, suspensionsOf };
}

test('R9: who loses access can no longer use their token, from the same transaction on', async (t) => {
  const { store, change, suspensionsOf } = await storeWithTokens(t);
  assert.ok(await store.reads.credential(userTokenId('prod', 'bob')));
  assert.equal(await change('RESTRICTED', 1), 1, 'bob’s; admin and alice keep access, Globex is not concerned');
  assert.equal(await store.reads.credential(userTokenId('prod', 'bob')), null);
  assert.ok(await store.reads.credential(userTokenId('prod', 'alice')));
  assert.deepEqual(await suspensionsOf('bob'), [hoursLater(1).toISOString()]);
  assert.deepEqual(await suspensionsOf('carol'), [null]);
  assert.equal(await change('RESTRICTED', 2), 0, 'counted once');
  assert.deepEqual(await suspensionsOf('bob'), [hoursLater(1).toISOString()], 'the first hour counts');
});

test('R9: access that comes back within 24 hours brings the token back', async (t) => {
  const { store, change, suspensionsOf } = await storeWithTokens(t);
  await change('RESTRICTED', 0);
  assert.equal(await change('ALL_MEMBERS', 23.99), 0);
  assert.deepEqual(await suspensionsOf('bob'), [null]);
  const view = await store.reads.runtime(await viewerNamed(store, 'bob'), { runtimeId: 'prod' });
  assert.equal(view?.userToken?.id, userTokenId('prod', 'bob'));
  assert.ok(await store.reads.credential(userTokenId('prod', 'bob')));
});

test('R9: after 24 hours the token is destroyed, whether access comes back or not', async (t) => {
  for (const mode of ['ALL_MEMBERS', 'RESTRICTED'] as const) {
    const { change, suspensionsOf } = await storeWithTokens(t);
    await change('RESTRICTED', 0);
    await change(mode, 24);
    assert.deepEqual(await suspensionsOf('bob'), [], mode);
    assert.deepEqual(await suspensionsOf('alice'), [null], mode);
  }
});

test('R9: what is destroyed is told, whose it was and where; in whatever account the hours are over', async (t) => {
  const { store, change, suspensionsOf } = await storeWithTokens(t);
  await change('RESTRICTED', 0);
  const destroy = (hours: number) => store.unitOfWork.run((tx) => tx.tokens.destroySuspended(hoursLater(hours)));
  assert.deepEqual(await destroy(23.99), []);
  assert.deepEqual(await destroy(24), [
    { accountId: 'acme', runtimeId: 'prod', runtimeName: 'prod', ownerEmail: emailOf('bob') },
  ]);
  assert.deepEqual([await suspensionsOf('bob'), await suspensionsOf('carol')], [[], [null]]);
});

test('R9: who leaves the account loses the use of all tokens there, and only there', async (t) => {
  const { store, suspensionsOf } = await storeWithTokens(t);
  await store.unitOfWork.run((tx) => addUserToken(tx, 'prod', 'carol'));
  await store.outside.tamper("DELETE FROM membership WHERE person_id = 'carol' AND account_id = 'acme'");
  assert.equal(await store.reads.credential(userTokenId('prod', 'carol')), null, 'even before anything is settled');
  const settlement = await store.unitOfWork.run((tx) => tx.tokens.settleSuspensions('acme', NOW));
  assert.deepEqual(settlement, { suspended: 1, destroyed: [] });
  assert.deepEqual((await suspensionsOf('carol')).sort(), [NOW.toISOString(), null].sort());
});

test('R6: a suspended value still counts as its holder’s', async (t) => {
  const { store, change } = await storeWithTokens(t);
  await change('RESTRICTED', 0);
  const slot = { kind: 'USER', runtimeId: 'prod', accountId: 'acme', viewerId: 'alice' } as const;
  assert.equal((await store.reads.reuse.findings(slot, ['k1:value-of-bob'], null)).elsewhere, true);
});
