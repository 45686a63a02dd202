// Do writers of one SQLite file share a COMMIT without sharing a fate? (SQLite: PostgreSQL's run side by side.)

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Sqlite, { type Database } from 'better-sqlite3';
import { OutcomeUnknown } from '../../src/store/open-store';
import { SqliteWriter } from '../../src/store/sqlite-writer';

interface Scene {
  readonly connection: Database;
  /** BEGIN, SAVEPOINT and their ends, as they were sent. */
  readonly said: string[];
  readonly times: (word: string) => number;
  readonly writer: SqliteWriter;
  /** One transaction that adds a row. */
  readonly add: (name: string) => Promise<string>;
  /** What is committed, seen from another connection. */
  readonly stored: () => string[];
}

/** A file with one table, whose parent may be checked at the COMMIT alone. */
function setTheScene(t: TestContext, change: (connection: Database) => Database = (connection) => connection): Scene {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-writer-'));
  const connection = new Sqlite(join(folder, 'file.sqlite'));
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('busy_timeout = 0');
  connection.exec(`CREATE TABLE item (
    name text PRIMARY KEY, parent text REFERENCES item (name) DEFERRABLE INITIALLY DEFERRED)`);
  const outside = new Sqlite(join(folder, 'file.sqlite'));
  t.after(() => {
    for (const opened of [connection, outside]) opened.close();
    rmSync(folder, { recursive: true });
  });
  const said: string[] = [];
  const writer = new SqliteWriter(change(connection), (sql) => said.push(sql));
  return {
    connection,
    said,
    times: (word) => said.filter((sql) => sql === word).length,
    writer,
    add: (name) => writer.transact(async () => insert(connection, name)),
    stored: () => outside.prepare<[], { name: string }>('SELECT name FROM item ORDER BY rowid').all().map(nameOf),
  };
}

const nameOf = ({ name }: { name: string }) => name;

function insert(connection: Database, name: string, parent: string | null = null): string {
  connection.prepare('INSERT INTO item VALUES (?, ?)').run(name, parent);
  return name;
}

const refusing = (writer: SqliteWriter, work: () => void = () => {}) =>
  writer.transact(async () => {
    work();
    throw new Error('on purpose');
  });

test('who comes in one turn of the event loop shares a COMMIT, in the order they came', async (t) => {
  const { add, times, stored } = setTheScene(t);
  assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(add)), ['a', 'b', 'c']);
  assert.deepEqual(stored(), ['a', 'b', 'c']);
  assert.deepEqual([times('BEGIN IMMEDIATE'), times('COMMIT')], [1, 1]);
  await add('d');
  assert.equal(times('COMMIT'), 2);
});

test('at most 32 share one; those who come meanwhile come along with the next', async (t) => {
  const { add, times, stored } = setTheScene(t);
  const names = Array.from({ length: 70 }, (_, index) => `item ${index}`);
  await Promise.all(names.map(add));
  assert.deepEqual(stored(), names);
  assert.equal(times('COMMIT'), 3);
});

test('one that fails leaves nothing, and its neighbours stay', async (t) => {
  const { connection, writer, add, times, stored } = setTheScene(t);
  const outcomes = await Promise.allSettled([add('a'), refusing(writer, () => insert(connection, 'b')), add('c')]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(stored(), ['a', 'c']);
  assert.equal(times('COMMIT'), 1);
});

test('nobody is answered, with a refusal neither, before the disk has what it rests on', async (t) => {
  const { writer, add, stored } = setTheScene(t);
  const seen: string[][] = [];
  const look = () => void seen.push(stored());
  await Promise.allSettled([add('a').then(look), refusing(writer).catch(look), add('b').then(look)]);
  assert.deepEqual(seen, Array(3).fill(['a', 'b']));
});

test('each sees what those before it wrote, and none what was undone', async (t) => {
  const { connection, writer, add } = setTheScene(t);
  const names = () => connection.prepare<[], { name: string }>('SELECT name FROM item').all().map(nameOf);
  const [, , seen] = await Promise.allSettled([
    add('a'),
    refusing(writer, () => insert(connection, 'b')),
    writer.transact(async () => names()),
  ]);
  assert.deepEqual(seen, { status: 'fulfilled', value: ['a'] });
});

test('one that nobody could commit costs the others nothing: each goes through it again alone', async (t) => {
  const { connection, writer, add, stored } = setTheScene(t);
  const orphan = writer.transact(async () => insert(connection, 'orphan', 'nobody'));
  const [first, second, third] = await Promise.allSettled([add('a'), orphan, add('c')]);
  assert.deepEqual([first?.status, third?.status], ['fulfilled', 'fulfilled']);
  assert.match(String(second?.status === 'rejected' && second.reason), /FOREIGNKEY\): COMMIT/);
  assert.deepEqual(stored(), ['a', 'c']);
});

test('one for whom SQLite rolls back everything, as it does when the disk is full, takes nobody along', async (t) => {
  const { connection, writer, add, stored } = setTheScene(t);
  connection.exec(`CREATE TRIGGER full BEFORE INSERT ON item WHEN NEW.name = 'too much'
    BEGIN SELECT RAISE(ROLLBACK, 'no room'); END`);
  const outcomes = await Promise.allSettled([add('a'), add('too much'), add('c'), refusing(writer)]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled', 'rejected'],
  );
  assert.deepEqual(stored(), ['a', 'c']);
});

test('a disk that is full at the COMMIT has nothing of it: each goes through it again alone', async (t) => {
  const { writer, add, times, stored } = setTheScene(t, failingOnce('COMMIT', 'SQLITE_FULL'));
  const [first, refused, third] = await Promise.allSettled([add('a'), refusing(writer), add('c')]);
  assert.deepEqual([first?.status, third?.status], ['fulfilled', 'fulfilled']);
  assert.match(String(refused?.status === 'rejected' && refused.reason), /on purpose/);
  assert.deepEqual(stored(), ['a', 'c']);
  assert.equal(times('COMMIT'), 4, 'the one of all, and three');
});

test('one that meets a full disk alone is told that the database is away', async (t) => {
  const { add, stored } = setTheScene(t, failingOnce('COMMIT', 'SQLITE_FULL'));
  await assert.rejects(add('a'), (error: Error) => !(error instanceof OutcomeUnknown) && error.name === 'GatewayError');
  assert.deepEqual(stored(), []);
});

test('a COMMIT that fails otherwise may be done or not: that is told, and nothing is tried again', async (t) => {
  let runs = 0;
  const { writer, said, add, stored } = setTheScene(t, failingOnce('COMMIT', 'SQLITE_IOERR_FSYNC'));
  const counting = writer.transact(async () => {
    runs += 1;
  });
  const outcomes = await Promise.allSettled([add('a'), counting, refusing(writer)]);
  const reasons = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason);
  assert.deepEqual(
    reasons.map((reason) => [reason.code, reason instanceof OutcomeUnknown]),
    [
      ['SERVICE_UNAVAILABLE', true],
      ['SERVICE_UNAVAILABLE', true],
      ['SERVICE_UNAVAILABLE', false], // it had changed nothing
    ],
  );
  assert.equal(runs, 1);
  assert.deepEqual(said.slice(-1), ['ROLLBACK']);
  await add('after');
  assert.deepEqual(stored(), ['after']);
});

test('where another process holds the file, all who wait are refused, and the next are stored', async (t) => {
  const { connection, add, stored } = setTheScene(t);
  const other = new Sqlite(connection.name);
  other.exec('BEGIN IMMEDIATE');
  const outcomes = await Promise.allSettled([add('a'), add('b')]);
  other.close();
  for (const outcome of outcomes) {
    assert.ok(outcome.status === 'rejected');
    assert.equal(outcome.reason.code, 'SERVICE_UNAVAILABLE');
  }
  await add('c');
  assert.deepEqual(stored(), ['c']);
});

/** The same connection, on which one statement fails the first time, before it does anything. */
const failingOnce = (sql: string, code: string) => (connection: Database) => {
  let hasFailed = false;
  const run = () => {
    hasFailed = true;
    throw Object.assign(new Error('disk I/O error'), { code });
  };
  return new Proxy(connection, {
    get(target, name) {
      if (name === 'prepare')
        return (text: string) => (text === sql && !hasFailed ? failing(text) : target.prepare(text));
      return Reflect.get(target, name, target);
    },
  });

  function failing(text: string) {
    const statement = connection.prepare(text);
    return { run: () => (hasFailed ? statement.run() : run()) };
  }
};
