// How does the store open a database: a new one, one it knows, and one it must not touch?

import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readingDataSource, writingDataSource } from '../../src/store/data-sources';
import { openStore, StoreUnusable } from '../../src/store/open-store';
import { fakeCipher, freshStore, NOW } from './store-fixture';

test('a commit is on the disk before it is acknowledged, on the first start and on the second', async (t) => {
  const { databaseUrl, file } = await freshStore(t);
  for (const start of ['of a file made just now', 'of a file in WAL mode']) {
    const url = start === 'of a file made just now' ? `sqlite:${file}-new` : databaseUrl;
    const source = await writingDataSource({ databaseUrl: url }).initialize();
    const pragma = async (name: string) => Object.values((await source.query(`PRAGMA ${name}`))[0])[0];
    assert.equal(await pragma('synchronous'), 2, `FULL, on the start ${start}`);
    assert.equal(await pragma('journal_mode'), 'wal', start);
    assert.equal(await pragma('foreign_keys'), 1, start);
    assert.equal(await pragma('busy_timeout'), 5000, start);
    await source.destroy();
  }
});

test('the connection for reads cannot write', async (t) => {
  const { databaseUrl } = await freshStore(t);
  const source = await readingDataSource({ databaseUrl }).initialize();
  await assert.rejects(source.query('DELETE FROM account'), /readonly/);
  await source.destroy();
});

test('a new folder and a new database are readable by their owner only', async (t) => {
  const { file } = await freshStore(t);
  assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
  for (const name of [file, `${file}-wal`, `${file}-shm`]) assert.equal(statSync(name).mode & 0o777, 0o600, name);
});

test('a second start keeps what is there', async (t) => {
  const { unitOfWork, close, databaseUrl } = await freshStore(t);
  const policy = { runtimeTokenReuse: 'ALLOW', runtimeTokenOwner: 'WARN' } as const;
  assert.equal(await unitOfWork.run((tx) => tx.accounts.isEmpty()), true);
  await unitOfWork.run((tx) => tx.accounts.add({ id: 'acme', name: 'Acme', policy }, NOW));
  await close();

  const again = await openStore({ databaseUrl, cipher: fakeCipher });
  assert.equal(await again.unitOfWork.run((tx) => tx.accounts.isEmpty()), false);
  assert.equal(await again.reads.ready(), true);
  await again.close();
});

test('a second program on the same database finds it migrated', async (t) => {
  const { file } = await freshStore(t);
  const open = () => openStore({ databaseUrl: `sqlite:${file}-other`, cipher: fakeCipher, busyTimeoutMs: 0 });
  const first = await open();
  const second = await open();
  assert.equal(await second.reads.ready(), true);
  await Promise.all([first.close(), second.close()]);
});

test('a database with a migration that the program does not know stops the start with one line, untouched', async (t) => {
  const { databaseUrl, close, outside } = await freshStore(t);
  await close();
  outside((db) => db.exec("INSERT INTO migrations (timestamp, name) VALUES (2, 'FromTheFuture2')"));
  await assert.rejects(openStore({ databaseUrl, cipher: fakeCipher }), (error: Error) => {
    assert.ok(error instanceof StoreUnusable);
    assert.match(error.message, /^The database was written by a newer version .*FromTheFuture2.*\.$/);
    return true;
  });
  outside((db) => assert.deepEqual(db.pragma('integrity_check'), [{ integrity_check: 'ok' }]));
});

test('a database that lacks a migration is not ready', async (t) => {
  const { reads, outside } = await freshStore(t);
  outside((db) => db.exec('DELETE FROM migrations WHERE id = 3'));
  assert.equal(await reads.ready(), false);
});

test('what cannot be opened is refused in one line that does not repeat the setting', async (t) => {
  const { file } = await freshStore(t);
  const notes = join(dirname(file), 'notes.txt');
  writeFileSync(notes, 'no database, but long enough to be looked at by one: '.repeat(40));
  const urls = [
    `sqlite:${notes}`,
    `sqlite:${file}/under-a-file.sqlite`,
    'sqlite::memory:',
    'postgres://user:pass@host/db',
  ];
  for (const databaseUrl of urls) {
    await assert.rejects(openStore({ databaseUrl, cipher: fakeCipher }), (error: Error) => {
      assert.ok(error instanceof StoreUnusable, `${databaseUrl}: ${error}`);
      assert.match(error.message, /^DATABASE_URL.*\.$/);
      assert.doesNotMatch(error.message, /notes|pass/);
      return true;
    });
  }
});
