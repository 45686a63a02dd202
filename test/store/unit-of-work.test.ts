// Are transactions whole, apart from each other, and invisible until they are done?

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Transaction } from '../../src/application/ports';
import { openStore } from '../../src/store/open-store';
import { onlyOn } from '../support/test-store';
import { addRuntime, addUserToken, fakeCipher, freshStore, NOW, storeWithCast, viewerNamed } from './store-fixture';

const POLICY = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } as const;
const addAccount = (id: string) => (tx: Transaction) => tx.accounts.add({ id, name: id, policy: POLICY }, NOW);

/** A promise and the key to it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test(
  'a transaction waits until the one before it is done (SQLite: one writer at a time)',
  onlyOn('sqlite'),
  async (t) => {
    const { unitOfWork } = await freshStore(t);
    const { open, opened } = gate();
    const steps: string[] = [];
    const first = unitOfWork.run(async (tx) => {
      await addAccount('first')(tx);
      steps.push('first begins');
      await opened;
      steps.push('first ends');
    });
    const second = unitOfWork.run(async (tx) => {
      steps.push('second begins');
      await addAccount('second')(tx);
    });
    setImmediate(open);
    await Promise.all([first, second]);
    assert.deepEqual(steps, ['first begins', 'first ends', 'second begins']);
  },
);

test('a failed transaction leaves nothing, and its neighbours of the same tick stay', async (t) => {
  const { unitOfWork, outside } = await freshStore(t);
  const failing = (id: string) =>
    unitOfWork.run(async (tx) => {
      await addAccount(id)(tx);
      await Promise.resolve();
      throw new Error('on purpose');
    });
  const settled = await Promise.allSettled([
    unitOfWork.run(addAccount('a')),
    failing('b'),
    unitOfWork.run(addAccount('c')),
    failing('d'),
  ]);
  assert.deepEqual(
    settled.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'rejected'],
  );
  assert.deepEqual(await outside.rows('SELECT id FROM account ORDER BY id'), [{ id: 'a' }, { id: 'c' }]);
});

test('reads during a transaction see committed rows only; the transaction sees its own', async (t) => {
  const store = await storeWithCast(t);
  const alice = await viewerNamed(store, 'alice');
  const key = { runtimeId: 'prod' };
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'prod');
    assert.equal((await tx.runtime(alice, key))?.runtime.id, 'prod', 'inside');
    assert.equal(await store.reads.runtime(alice, key), null, 'outside, before the commit');
  });
  assert.equal((await store.reads.runtime(alice, key))?.runtime.id, 'prod', 'outside, after the commit');
});

test('R19: when the event cannot be written, the change is not made', async (t) => {
  const store = await storeWithCast(t);
  await store.outside.refuseInserts('audit_event');
  await assert.rejects(
    store.unitOfWork.run(async (tx) => {
      await addRuntime(tx, 'prod');
      await tx.audit.append(
        {
          accountId: 'acme',
          actor: 'system',
          actorKind: 'SYSTEM',
          actorId: null,
          action: 'runtime.created',
          subject: 'runtime prod',
          subjectId: 'prod',
          outcome: 'SUCCEEDED',
          reason: null,
        },
        NOW,
      );
    }),
  );
  assert.equal(await store.count('runtime'), 0);
});

test('a transaction inside another fails loudly, and those after it go on', async (t) => {
  const { unitOfWork } = await freshStore(t);
  await assert.rejects(
    unitOfWork.run(() => unitOfWork.run(addAccount('inner'))),
    /inside another/,
  );
  await unitOfWork.run(addAccount('after'));
});

test('a transaction that never ends is given up, and those after it go on', async (t) => {
  const { unitOfWork, outside } = await freshStore(t, { stuckAfterMs: 20 });
  const { open, opened } = gate();
  let late: Promise<unknown> = Promise.resolve();
  const stuck = unitOfWork.run(async (tx) => {
    await addAccount('stuck')(tx);
    await opened;
    late = addAccount('late')(tx);
    await late;
  });
  const after = unitOfWork.run(addAccount('after'));
  await assert.rejects(stuck, /did not end/);
  await after;
  open();
  await new Promise((resolve) => setImmediate(resolve));
  await assert.rejects(late, /after its end/);
  assert.deepEqual(await outside.rows('SELECT id FROM account'), [{ id: 'after' }]);
});

test('work that was not awaited is refused once its transaction has ended', async (t) => {
  const { unitOfWork, count } = await freshStore(t);
  let kept: Transaction | undefined;
  await unitOfWork.run(async (tx) => {
    kept = tx;
  });
  await assert.rejects(async () => kept && addAccount('late')(kept), /after its end/);
  assert.equal(await count('account'), 0);
});

test('closing finishes what waits; afterwards everything is SERVICE_UNAVAILABLE, and ready() says no', async (t) => {
  const store = await storeWithCast(t);
  const alice = await viewerNamed(store, 'alice');
  assert.equal(await store.reads.ready(), true);
  const waiting = store.unitOfWork.run((tx) => addRuntime(tx, 'prod'));
  await store.close();
  await waiting;
  const away = { code: 'SERVICE_UNAVAILABLE' };
  await assert.rejects(store.unitOfWork.run(addAccount('late')), away);
  await assert.rejects(store.reads.runtime(alice, { runtimeId: 'prod' }), away);
  assert.equal(await store.reads.ready(), false);

  const reopened = await openStore({ database: store.outside.settings, cipher: fakeCipher });
  assert.equal((await reopened.reads.runtime(alice, { runtimeId: 'prod' }))?.runtime.id, 'prod');
  await reopened.close();
});

/** The fingerprints of alice's token on `prod` that are left. */
async function writeInParallel(t: TestContext): Promise<unknown[]> {
  const store = await storeWithCast(t);
  await store.unitOfWork.run((tx) => addRuntime(tx, 'prod'));
  const set = (index: number) => store.unitOfWork.run((tx) => addUserToken(tx, 'prod', 'alice', `value-${index}`));
  await Promise.all(Array.from({ length: 20 }, (_, index) => set(index)));
  const left = await store.outside.rows("SELECT fingerprint FROM git_token WHERE kind = 'USER'");
  return left.map(({ fingerprint }) => fingerprint);
}

test('twenty parallel writers of one slot leave one token', async (t) => {
  assert.equal((await writeInParallel(t)).length, 1);
});

test('of parallel writers the last to come writes last (SQLite: they queue)', onlyOn('sqlite'), async (t) => {
  assert.deepEqual(await writeInParallel(t), ['k1:value-19']);
});
