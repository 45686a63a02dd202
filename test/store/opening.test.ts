// How does the store open a database: a new one, one it knows, and one it must not touch?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore, StoreUnusable } from '../../src/store/open-store';
import { fakeCipher, freshStore, NOW } from './store-fixture';

test('a second start keeps what is there', async (t) => {
  const { unitOfWork, close, outside } = await freshStore(t);
  const policy = { runtimeTokenReuse: 'ALLOW', runtimeTokenOwner: 'WARN' } as const;
  assert.equal(await unitOfWork.run((tx) => tx.accounts.isEmpty()), true);
  await unitOfWork.run((tx) => tx.accounts.add({ id: 'acme', name: 'Acme', policy }, NOW));
  await close();

  const again = await openStore({ database: outside.settings, cipher: fakeCipher });
  assert.equal(await again.unitOfWork.run((tx) => tx.accounts.isEmpty()), false);
  assert.equal(await again.reads.ready(), true);
  await again.close();
});

test('a second program on the same database finds it migrated', async (t) => {
  const { outside } = await freshStore(t);
  const second = await openStore({ database: outside.settings, cipher: fakeCipher, busyTimeoutMs: 0 });
  assert.equal(await second.reads.ready(), true);
  await second.close();
});

test('a database with a migration that the program does not know stops the start with one line, untouched', async (t) => {
  const { close, outside } = await freshStore(t);
  await close();
  await outside.tamper("INSERT INTO migrations (timestamp, name) VALUES (2, 'FromTheFuture2')");
  await assert.rejects(openStore({ database: outside.settings, cipher: fakeCipher }), (error: Error) => {
    assert.ok(error instanceof StoreUnusable);
    assert.match(error.message, /^The database was written by a newer version .*FromTheFuture2.*\.$/);
    return true;
  });
  assert.deepEqual(await outside.faults(), []);
});

test('a database that lacks a migration is not ready', async (t) => {
  const { reads, outside } = await freshStore(t);
  await outside.tamper('DELETE FROM migrations WHERE id = 3');
  assert.equal(await reads.ready(), false);
});
