// How does the store open a PostgreSQL, and what does the operator read when it cannot?

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, test } from 'node:test';
import { Client } from 'pg';
import { Secret } from '../../src/domain/secret';
import type { PostgresSettings } from '../../src/store/database-settings';
import { MIGRATION_NAMES } from '../../src/store/migrations/all';
import { openStore, StoreUnusable } from '../../src/store/open-store';
import { TEST_CERTIFICATE } from '../git-providers/test-certificate';
import { OwnPostgres } from '../support/own-postgres';
import { fakeCipher } from './store-fixture';

const open = (database: PostgresSettings) => openStore({ database, cipher: fakeCipher });

/** Holds the store to refuse in one line for the operator, which tells nothing that is secret. */
async function assertRefused(settings: PostgresSettings, line: RegExp): Promise<void> {
  await assert.rejects(open(settings), (error: Error) => {
    assert.ok(error instanceof StoreUnusable, `it failed with ${error.stack}`);
    assert.match(error.message, line);
    assert.match(error.message, /^[^\n]+\.$/, 'one line');
    const { password } = settings;
    assert.ok(!error.message.includes(password?.reveal() ?? '\n'), 'without the password');
    return true;
  });
}

async function query(server: OwnPostgres, sql: string) {
  const client = new Client(server.url);
  await client.connect();
  return client.query(sql).finally(() => client.end());
}

describe('opening a PostgreSQL (SQLite is a file: see sqlite-file.test.ts)', () => {
  test('an empty database gets its tables; five gateways that start at once leave one set of them', async (t) => {
    const server = await OwnPostgres.open(t);
    const stores = await Promise.all([1, 2, 3, 4, 5].map(() => open(server.settings)));
    for (const store of stores) assert.equal(await store.reads.ready(), true);
    for (const store of stores) await store.close();
    const { rows } = await query(server, 'SELECT name FROM migrations ORDER BY id');
    assert.deepEqual(
      rows.map(({ name }) => name),
      MIGRATION_NAMES,
    );
  });

  test('text is ordered by its bytes, whatever language the server was installed in', async (t) => {
    const server = await OwnPostgres.open(t);
    await (await open(server.settings)).close();
    const { rows } = await query(
      server,
      `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
       AND table_name <> 'visible_runtime'`,
    );
    assert.deepEqual(rows, []);
  });

  test('a schema that is newer than the program stops it, and stays as it is', async (t) => {
    const server = await OwnPostgres.open(t);
    await (await open(server.settings)).close();
    await query(server, "INSERT INTO migrations (timestamp, name) VALUES (2, 'FromTheFuture2')");
    await assertRefused(
      server.settings,
      /^The database was written by a newer version of this program \(FromTheFuture2\)/,
    );
  });

  test('a server that does not keep what it acknowledges is refused', async (t) => {
    const server = await OwnPostgres.open(t, { settings: { synchronous_commit: 'off' } });
    await assertRefused(server.settings, /synchronous_commit = off/);
  });

  test('every wrong part of DATABASE_URL is told in its own line', async (t) => {
    const server = await OwnPostgres.open(t);
    const { settings } = server;
    await query(server, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
    await query(server, "CREATE ROLE guest LOGIN PASSWORD 'sesame'");
    const silent = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    t.after(() => silent.close());
    await once(silent, 'listening');
    const notPostgres = (silent.address() as { port: number }).port;

    const wrong: readonly (readonly [Partial<PostgresSettings>, RegExp])[] = [
      [{ password: new Secret('not the password') }, /refuses user and password/],
      [{ password: null }, /refuses user and password/],
      [{ user: 'nobody' }, /refuses user and password/],
      [{ database: 'missing' }, /no database of that name/],
      [{ database: 'latin' }, /encoding UTF8/],
      [{ user: 'guest', password: new Secret('sesame') }, /may not create tables/],
      [{ host: 'no-such-host.invalid' }, /host is unknown/],
      [{ port: 1 }, /no PostgreSQL answers there/],
      [{ port: notPostgres }, /closed the connection/],
      [{ tls: { mode: 'verify-full', ca: null } }, /does not speak TLS.*sslmode=disable/],
    ];
    for (const [change, line] of wrong) await assertRefused({ ...settings, ...change }, line);
  });

  test('TLS: the certificate is held against its authority and the host, as sslmode says', async (t) => {
    const { settings } = await OwnPostgres.open(t, { tls: true });
    const ca = TEST_CERTIFICATE;
    const good = [
      { mode: 'verify-full', ca },
      { mode: 'verify-ca', ca },
      { mode: 'require', ca: null },
    ] as const;
    for (const tls of good) await (await open({ ...settings, tls })).close();
    for (const mode of ['verify-full', 'verify-ca'] as const) {
      await assertRefused({ ...settings, tls: { mode, ca: null } }, /certificate is not trusted.*sslrootcert/);
    }

    // The certificate is for 127.0.0.1 and git.test.
    const elsewhere = { ...settings, host: 'localhost' };
    await assertRefused({ ...elsewhere, tls: { mode: 'verify-full', ca } }, /certificate is for another host name/);
    await (await open({ ...elsewhere, tls: { mode: 'verify-ca', ca } })).close();
  });
});
