// Are tokens kept, replaced, re-checked, deleted and opened as the rules say?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredGitToken } from '../../src/domain/git-token';
import { storeWithRuntimes, viewOf } from './runtimes-fixture';
import { addUserToken, evidence, hoursLater, NOW, runtimeTokenId, tokenRow, userTokenId } from './store-fixture';

test('a replacement changes everything but the id and the first day', async (t) => {
  const store = await storeWithRuntimes(t);
  const before = factsOf((await viewOf(store, 'admin')).runtimeToken);
  const later = hoursLater(2);
  const replacement = {
    runtimeId: 'prod',
    version: 2,
    at: later,
    declaredExpiresAt: hoursLater(99),
    setBy: 'x@y.example',
  };
  await store.unitOfWork.run((tx) => tx.tokens.put(tokenRow(runtimeTokenId('prod'), 'new-value', replacement)));
  assert.deepEqual(factsOf((await viewOf(store, 'admin')).runtimeToken), {
    ...before,
    version: 2,
    hint: 'alue',
    declaredExpiresAt: hoursLater(99),
    setBy: 'x@y.example',
    updatedAt: later,
    verifiedAt: later,
  });
  assert.equal((await store.reads.credential(runtimeTokenId('prod')))?.value.reveal(), 'new-value');
});

test('a check changes the evidence and its date; the version and the day of setting stay', async (t) => {
  const store = await storeWithRuntimes(t);
  const id = userTokenId('prod', 'alice');
  const before = factsOf((await viewOf(store, 'alice')).userToken);
  const learned = { ...evidence('Somebody-Else'), tokenName: 'renamed' };
  await store.unitOfWork.run((tx) => tx.tokens.recordEvidence(id, learned, hoursLater(3)));
  const after = factsOf((await viewOf(store, 'alice')).userToken);
  assert.deepEqual(after, { ...before, evidence: learned, verifiedAt: hoursLater(3) });

  await store.unitOfWork.run((tx) => tx.tokens.recordEvidence(id, learned, hoursLater(3), hoursLater(50)));
  assert.deepEqual((await viewOf(store, 'alice')).userToken?.declaredExpiresAt, hoursLater(50));
  await store.unitOfWork.run((tx) => tx.tokens.recordEvidence(id, learned, hoursLater(3)));
  assert.deepEqual((await viewOf(store, 'alice')).userToken?.declaredExpiresAt, hoursLater(50), 'unsaid: unchanged');
  await store.unitOfWork.run((tx) => tx.tokens.recordEvidence(id, learned, hoursLater(3), null));
  assert.equal((await viewOf(store, 'alice')).userToken?.declaredExpiresAt, null);
});

test('R8: deleting a user token touches that person on that runtime and nothing else', async (t) => {
  const store = await storeWithRuntimes(t);
  await store.unitOfWork.run(async (tx) => {
    await addUserToken(tx, 'staging', 'alice');
    await addUserToken(tx, 'prod', 'bob');
  });
  const remove = () => store.unitOfWork.run((tx) => tx.tokens.deleteUserToken('alice', 'prod'));
  assert.equal(await remove(), true);
  assert.equal(await remove(), false, 'a second time there is nothing');
  assert.equal((await viewOf(store, 'alice')).userToken, null);
  const left = await store.outside.rows("SELECT id FROM git_token WHERE kind = 'USER' ORDER BY id");
  assert.deepEqual(left, [{ id: userTokenId('prod', 'bob') }, { id: userTokenId('staging', 'alice') }]);
});

test('a flipped bit or a swapped row makes that token unreadable, and no other', async (t) => {
  const store = await storeWithRuntimes(t);
  const readable = async () => ({
    runtime: (await viewOf(store, 'alice')).runtimeToken.readable,
    user: (await viewOf(store, 'alice')).userToken?.readable,
    staging: (await viewOf(store, 'alice', 'staging')).runtimeToken.readable,
  });
  assert.deepEqual(await readable(), { runtime: true, user: true, staging: true });
  const { tamper } = store.outside;
  await tamper("UPDATE git_token SET sealed = 'x' || sealed WHERE id = ?", userTokenId('prod', 'alice'));
  assert.deepEqual(await readable(), { runtime: true, user: false, staging: true }, 'a flipped bit');
  assert.equal(await store.reads.credential(userTokenId('prod', 'alice')), null);

  const swap = 'UPDATE git_token SET sealed = (SELECT sealed FROM git_token WHERE id = ?) WHERE id = ?';
  await tamper(swap, runtimeTokenId('staging'), runtimeTokenId('prod'));
  assert.deepEqual(await readable(), { runtime: false, user: false, staging: true }, 'a swapped row');
});

test('R7: ciphertext and fingerprint never leave the store', async (t) => {
  const store = await storeWithRuntimes(t);
  const everything = JSON.stringify(await viewOf(store, 'alice'));
  assert.doesNotMatch(everything, /k1:|sealed|fingerprint|value-of/);
});

test('the dates of a token are those it was written with', async (t) => {
  const store = await storeWithRuntimes(t);
  const { createdAt, updatedAt, verifiedAt } = (await viewOf(store, 'alice')).runtimeToken;
  assert.deepEqual([createdAt, updatedAt, verifiedAt], [NOW, NOW, NOW]);
});

/** All of a stored token, as a plain object. */
function factsOf(token: StoredGitToken | null) {
  if (token === null) return null;
  const { id, kind, runtimeId, personId, version, hint, evidence, declaredExpiresAt, readable } = token;
  const { reuse, setBy, createdAt, updatedAt, verifiedAt } = token;
  return {
    ...{ id, kind, runtimeId, personId, version, hint, evidence, declaredExpiresAt, readable },
    ...{ reuse, setBy, createdAt, updatedAt, verifiedAt },
  };
}
