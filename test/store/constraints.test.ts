// What does the database hold by itself, whatever the program does?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from '../../src/application/ports';
import {
  addRuntime,
  addUserToken,
  emailOf,
  FORBIDDEN_BY,
  hoursLater,
  membershipId,
  NOW,
  runtimeRow,
  runtimeTokenId,
  storeWithCast,
  tokenRow,
} from './store-fixture';

const CONFLICT = (reason: string) => ({ name: 'GatewayError', code: 'CONFLICT', details: { reason } });

test('R1: a runtime without its token cannot be committed', async (t) => {
  const store = await storeWithCast(t);
  const run = store.unitOfWork.run((tx) => tx.runtimes.add(runtimeRow('lonely'), 'no-such-token'));
  await assert.rejects(run, new RegExp(`${FORBIDDEN_BY.foreignKey}\\): COMMIT`));
  assert.equal(await store.count('runtime'), 0);
});

test('R1: the token of a runtime cannot be deleted, from outside either', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run((tx) => addRuntime(tx, 'prod'));
  const { tamper } = store.outside;
  const deletion = tamper('DELETE FROM git_token WHERE id = ?', runtimeTokenId('prod'));
  await assert.rejects(deletion, { code: FORBIDDEN_BY.foreignKey });
  await assert.rejects(tamper('UPDATE runtime SET token_id = NULL'), { code: FORBIDDEN_BY.notNull });
  await assert.rejects(tamper('UPDATE git_token SET runtime_id = NULL'), { code: FORBIDDEN_BY.check });
});

test('R1: a runtime has one runtime token', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run((tx) => addRuntime(tx, 'prod'));
  const second = store.unitOfWork.run((tx) => tx.tokens.put(tokenRow('second', 'value', { runtimeId: 'prod' })));
  await assert.rejects(second, CONFLICT('VERSION_CHANGED'));
});

test('R4: a person has one user token on a runtime', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'prod');
    await addUserToken(tx, 'prod', 'alice');
    await addUserToken(tx, 'prod', 'bob');
  });
  const second = tokenRow('second', 'other', { kind: 'USER', personId: 'alice', runtimeId: 'prod' });
  await assert.rejects(
    store.unitOfWork.run((tx) => tx.tokens.put(second)),
    CONFLICT('VERSION_CHANGED'),
  );
});

test('R9: a deleted runtime takes its tokens and grants along at once', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'prod');
    await addUserToken(tx, 'prod', 'alice');
    await tx.memberships.grantAccess('prod', membershipId('alice', 'acme'), NOW);
  });
  await store.unitOfWork.run((tx) => tx.runtimes.delete('prod'));
  for (const table of ['runtime', 'git_token', 'runtime_access']) {
    assert.equal(await store.count(table), 0, table);
  }
});

test('a runtime name is taken in its account in any case of letters, and free in another', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run((tx) => addRuntime(tx, 'first', { name: 'Zürich' }));
  const same = (accountId: string, name: string) => (tx: Transaction) => addRuntime(tx, 'second', { accountId, name });

  await assert.rejects(store.unitOfWork.run(same('acme', 'Zürich')), CONFLICT('NAME_TAKEN'));
  await assert.rejects(store.unitOfWork.run(same('acme', 'ZÜRICH')), CONFLICT('NAME_TAKEN'));
  await assert.rejects(store.unitOfWork.run(same('acme', 'zu\u0308rich')), CONFLICT('NAME_TAKEN'));
  await store.unitOfWork.run(same('globex', 'Zürich'));

  const { reads } = store;
  assert.equal(await reads.isRuntimeNameTaken('acme', 'zürich'), true);
  assert.equal(await reads.isRuntimeNameTaken('acme', 'zürich', 'first'), false, 'its own name is not in its way');
  assert.equal(await reads.isRuntimeNameTaken('acme', 'basel'), false);
  await assert.rejects(
    store.unitOfWork.run(async (tx) => {
      await addRuntime(tx, 'third');
      await tx.runtimes.update('third', { name: 'zürich' });
    }),
    CONFLICT('NAME_TAKEN'),
  );
});

test('an e-mail belongs to one person, a membership to one person and account', async (t) => {
  const store = await storeWithCast(t);
  const again = { id: 'other', name: 'Other', email: emailOf('alice'), passwordHash: 'hash' };
  await assert.rejects(
    store.unitOfWork.run((tx) => tx.people.add(again, NOW)),
    CONFLICT('SIGN_IN_TO_JOIN'),
  );
  const membership = { id: 'other', accountId: 'acme', personId: 'alice', role: 'ADMIN' } as const;
  await assert.rejects(
    store.unitOfWork.run((tx) => tx.memberships.addActive(membership, NOW)),
    CONFLICT('ALREADY_MEMBER'),
  );
});

test('words that the program does not know are refused by every column that holds such words', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'prod');
    await addUserToken(tx, 'prod', 'alice');
  });
  const refused = [
    "UPDATE account SET runtime_token_reuse = 'MAYBE'",
    "UPDATE account SET runtime_token_owner = 'MAYBE'",
    "UPDATE membership SET role = 'OWNER'",
    "UPDATE membership SET status = 'GONE'",
    'UPDATE membership SET person_id = NULL',
    "UPDATE runtime SET git_provider = 'CVS'",
    "UPDATE runtime SET access_mode = 'NOBODY'",
    "UPDATE runtime SET scope_check_mode = 'NEVER'",
    "UPDATE git_token SET kind = 'OTHER'",
    "UPDATE git_token SET person_id = 'alice' WHERE kind = 'RUNTIME'",
    "UPDATE git_token SET person_id = NULL WHERE kind = 'USER'",
    "UPDATE git_token SET suspended_at = 'now' WHERE kind = 'RUNTIME'",
    'UPDATE git_token SET version = 0',
  ];
  for (const sql of refused) await assert.rejects(store.outside.tamper(sql), { code: FORBIDDEN_BY.check }, sql);
});

test('an error of the database says nothing of the values', async (t) => {
  const store = await storeWithCast(t);
  const sentinel = 'sentinel-value';
  const wrong = tokenRow('wrong', sentinel, { runtimeId: 'prod', version: 0, hint: sentinel });
  await assert.rejects(
    store.unitOfWork.run((tx) => tx.tokens.put(wrong)),
    (error: Error) => {
      assert.ok(error.message.includes(FORBIDDEN_BY.check), error.message);
      assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`, new RegExp(sentinel));
      return true;
    },
  );
});

test('the database is sound after all kinds of writes', async (t) => {
  const store = await storeWithCast(t);
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'prod');
    await addUserToken(tx, 'prod', 'alice');
    await tx.sessions.addRefreshToken('session-alice', 'hash', NOW);
    await tx.sessions.markRefreshTokenUsed('hash', hoursLater(0.5));
    await tx.sessions.end('session-alice');
  });
  assert.deepEqual(await store.outside.faults(), []);
});
