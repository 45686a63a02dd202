// What is said when the answer to a COMMIT is lost? That it may be done; it is never tried again.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, connect as openSocket } from 'node:net';
import { describe, test } from 'node:test';
import { openStore } from '../../src/store/open-store';
import { OwnPostgres } from '../support/own-postgres';
import { fakeCipher, NOW } from './store-fixture';

const POLICY = { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } as const;

describe('the end of a transaction on PostgreSQL (between SQLite and its answer there is no network)', () => {
  test('a change whose COMMIT was answered into nothing is stored once, and the caller is told to look', async (t) => {
    const { settings } = await OwnPostgres.open(t);
    let cuts = false;
    const proxy = createServer((client) => {
      const server = openSocket(settings.port, settings.host);
      let isCommitted = false;
      client.on('data', (sent) => {
        isCommitted = sent.includes('COMMIT');
        server.write(sent);
      });
      server.on('data', (answer) => (cuts && isCommitted ? client.destroy() : client.write(answer)));
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        one.on('error', () => {});
        one.on('close', () => other.destroy());
      }
    }).listen(0, '127.0.0.1');
    t.after(() => proxy.close());
    await once(proxy, 'listening');
    const { port } = proxy.address() as { port: number };
    const store = await openStore({ database: { ...settings, port }, cipher: fakeCipher });
    t.after(() => store.close());

    cuts = true;
    let begun = 0;
    const change = store.unitOfWork.run(async (tx) => {
      begun++;
      await tx.accounts.add({ id: 'acme', name: 'Acme', policy: POLICY }, NOW);
    });
    await assert.rejects(change, { code: 'SERVICE_UNAVAILABLE', message: /may be done or not/ });
    cuts = false;
    assert.equal(begun, 1, 'it is not begun again');
    assert.deepEqual(
      (await store.reads.accountSummaries()).map(({ id }) => id),
      ['acme'],
    );
  });

  test('work that goes on after a statement of it has failed is no success', async (t) => {
    const { settings } = await OwnPostgres.open(t);
    const store = await openStore({ database: settings, cipher: fakeCipher });
    t.after(() => store.close());
    const add = (id: string) => ({ id, name: id, policy: POLICY });
    const swallowing = store.unitOfWork.run(async (tx) => {
      await tx.accounts.add(add('first'), NOW);
      await tx.accounts.add(add('first'), NOW).catch(() => {});
    });
    await assert.rejects(swallowing);
    assert.deepEqual(await store.reads.accountSummaries(), []);
  });
});
