// What is true of a SQLite file alone: who can read it, how it is written, and what is refused as one? (SQLite: it is a file.)

import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import { openStore, type Store, type StoreOptions, StoreUnusable } from '../../src/store/open-store';
import { openSqlite } from '../../src/store/sqlite-database';
import { readingSource, writingSource } from '../../src/store/sqlite-sources';
import { Statement } from '../../src/store/statement';
import { openSqliteTestDatabase } from '../support/sqlite-test-database';
import { fakeCipher, NOW } from './store-fixture';

async function openFile(t: TestContext, options: Partial<StoreOptions> = {}): Promise<Store & { file: string }> {
  const { settings, close } = await openSqliteTestDatabase();
  const store = await openStore({ database: settings, cipher: fakeCipher, ...options });
  t.after(async () => {
    await store.close();
    await close();
  });
  return { ...store, file: settings.file };
}

test('a commit is on the disk before it is acknowledged, on the first start and on the second', async (t) => {
  const { file } = await openFile(t);
  for (const start of ['of a file made just now', 'of a file in WAL mode']) {
    const path = start === 'of a file made just now' ? `${file}-new` : file;
    const source = await writingSource({ kind: 'sqlite', file: path }).initialize();
    const pragma = async (name: string) => Object.values((await source.query(`PRAGMA ${name}`))[0])[0];
    assert.equal(await pragma('synchronous'), 2, `FULL, on the start ${start}`);
    assert.equal(await pragma('journal_mode'), 'wal', start);
    assert.equal(await pragma('foreign_keys'), 1, start);
    assert.equal(await pragma('busy_timeout'), 5000, start);
    await source.destroy();
  }
});

test('the connection for reads cannot write', async (t) => {
  const { file } = await openFile(t);
  const source = await readingSource({ kind: 'sqlite', file }).initialize();
  await assert.rejects(source.query('DELETE FROM account'), /readonly/);
  await source.destroy();
});

test('what is sent as a read cannot write: not between transactions, and not during one', async (t) => {
  const { settings, close } = await openSqliteTestDatabase();
  const database = await openSqlite(settings, {});
  t.after(() => database.close().finally(close));
  const refused = async () => {
    for (const sql of [
      "DELETE FROM migrations WHERE name <> '' RETURNING name",
      'BEGIN',
      'PRAGMA foreign_keys = OFF',
    ]) {
      await assert.rejects(database.reads.all(new Statement(sql), {}), /WRITES_BUT_WAS_SENT_AS_A_READ/, sql);
    }
  };
  await refused();
  await database.transact(refused);
  assert.notEqual((await database.reads.all(new Statement('SELECT name FROM migrations'), {})).length, 0);
});

test('a work whose transaction SQLite has rolled back by itself stores nothing more', async (t) => {
  const { settings, close } = await openSqliteTestDatabase();
  const database = await openSqlite(settings, {});
  t.after(() => database.close().finally(close));
  const insert = new Statement("INSERT OR ROLLBACK INTO account SELECT 'a', 'a', 'DENY', 'WARN', '' FROM migrations");
  const again = new Statement("INSERT INTO account VALUES ('b', 'b', 'DENY', 'WARN', '')");
  const work = database.transact(async (connection) => {
    await connection.run(insert, {}).catch(() => {}); // the second row has the first one's key
    await connection.run(again, {});
  });
  await assert.rejects(work, { code: 'SERVICE_UNAVAILABLE' });
  assert.deepEqual(await database.reads.all(new Statement('SELECT id FROM account'), {}), []);
});

test('a new folder and a new database are readable by their owner only', async (t) => {
  const { file } = await openFile(t);
  assert.equal(statSync(dirname(file)).mode & 0o777, 0o700);
  for (const name of [file, `${file}-wal`, `${file}-shm`]) assert.equal(statSync(name).mode & 0o777, 0o600, name);
});

test('a file that another process holds is SERVICE_UNAVAILABLE; once it is free, the queue goes on', async (t) => {
  const { unitOfWork, file } = await openFile(t, { busyTimeoutMs: 1 });
  const policy = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } as const;
  const addAccount = (id: string) => unitOfWork.run((tx) => tx.accounts.add({ id, name: id, policy }, NOW));
  const other = new Sqlite(file);
  other.exec('BEGIN IMMEDIATE');
  await assert.rejects(addAccount('a'), { code: 'SERVICE_UNAVAILABLE' });
  other.close();
  await addAccount('b');
});

test('what cannot be opened is refused in one line that does not repeat the setting', async (t) => {
  const { file } = await openFile(t);
  const notes = join(dirname(file), 'notes.txt');
  writeFileSync(notes, 'no database, but long enough to be looked at by one: '.repeat(40));
  for (const wrong of [notes, `${file}/under-a-file.sqlite`]) {
    await assert.rejects(
      openStore({ database: { kind: 'sqlite', file: wrong }, cipher: fakeCipher }),
      (error: Error) => {
        assert.ok(error instanceof StoreUnusable, `${wrong}: ${error}`);
        assert.match(error.message, /^DATABASE_URL.*\.$/);
        assert.doesNotMatch(error.message, /notes|under/);
        return true;
      },
    );
  }
});
