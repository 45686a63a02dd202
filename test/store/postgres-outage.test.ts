// What happens when the PostgreSQL goes away, or stands still? Requests are told so at once, and nothing that was acknowledged is lost.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pino from 'pino';
import { seedCast } from '../../seed/run';
import type { Transaction } from '../../src/application/ports';
import { composeGateway } from '../../src/compose';
import { openStore } from '../../src/store/open-store';
import { systemClock } from '../../src/system-clock';
import { openGitHosts } from '../support/git-hosts';
import { GraphQLClient } from '../support/graphql-client';
import { OwnPostgres } from '../support/own-postgres';
import { login, signIn, withToken } from '../support/session-operations';
import { configFor, PERSONAS, settingsFor } from '../support/test-gateway';
import { until } from '../support/until';
import { fakeCipher, NOW } from './store-fixture';

const AWAY = { code: 'SERVICE_UNAVAILABLE' };

describe('an outage of PostgreSQL (SQLite is in the process, and goes with it)', () => {
  test('a server that is killed: SERVICE_UNAVAILABLE at once and not ready; once it is back, so is the gateway', async (t) => {
    const database = await OwnPostgres.open(t);
    const hosts = await openGitHosts(systemClock);
    t.after(() => hosts.close());
    const { gateway, server, close } = await composeGateway(configFor('test', database.settings), {
      clock: systemClock,
      log: pino({ level: 'silent' }),
      gitHosts: settingsFor(hosts.urls),
    });
    t.after(close);
    await seedCast(gateway, hosts.urls);
    const { url } = await server.listen();
    const statusOfReadyz = async () => (await fetch(`${url}/readyz`)).status;
    const anonymous = new GraphQLClient(`${url}/graphql`, null);
    const alice = withToken(anonymous, await signIn(anonymous, PERSONAS.alice));
    const name = () => alice.send('{ viewer { name } }');
    assert.equal(await statusOfReadyz(), 200);

    await database.kill();
    for (const answer of [await name(), await login(anonymous, PERSONAS.bob)]) {
      answer.assertRefused('SERVICE_UNAVAILABLE');
      assert.equal(answer.status, 503);
    }
    assert.equal(await statusOfReadyz(), 503);

    await database.restart();
    assert.equal(await statusOfReadyz(), 200);
    assert.equal((await name()).data.viewer.name, 'Alice Archer');
  });

  test('a server that stands still keeps nobody waiting for longer than the time limit, and is used again once it goes on', async (t) => {
    const database = await OwnPostgres.open(t);
    const store = await openStore({ database: database.settings, cipher: fakeCipher, busyTimeoutMs: 200 });
    t.after(() => store.close());
    await store.unitOfWork.run(addAccount('before'));

    database.signal('SIGSTOP');
    await assert.rejects(store.reads.personByEmail('a@example.com'), AWAY);
    await assert.rejects(store.unitOfWork.run(addAccount('during')), AWAY);
    assert.equal(await store.reads.ready(), false);

    database.signal('SIGCONT');
    await store.unitOfWork.run(addAccount('after'));
    assert.equal(await store.reads.ready(), true);
  });

  test('nothing acknowledged is lost when the server and all it has started are killed in the middle of writes', async (t) => {
    const database = await OwnPostgres.open(t);
    const store = await openStore({ database: database.settings, cipher: fakeCipher });
    t.after(() => store.close());
    const acknowledged = new Set<string>();
    let [isOver, written] = [false, 0];
    const writeOn = async (writer: number) => {
      for (let index = 0; !isOver; index++) {
        const id = `account-${writer}-${index}`;
        await store.unitOfWork.run(addAccount(id)).then(
          () => acknowledged.add(id) && written++,
          (error) => assert.equal(error.code, AWAY.code),
        );
      }
    };
    const writers = [1, 2, 3, 4].map(writeOn);
    for (let kill = 1; kill <= 3; kill++) {
      const goal = written + 25;
      await until('some more was written', () => written >= goal);
      await database.kill();
      await database.restart();
    }
    isOver = true;
    await Promise.all(writers);

    const stored = new Set((await store.reads.accountSummaries()).map(({ id }) => id));
    const lost = [...acknowledged].filter((id) => !stored.has(id));
    assert.deepEqual(lost, [], `${acknowledged.size} were acknowledged`);
    assert.ok(acknowledged.size >= 75);
  });

  const addAccount = (id: string) => (tx: Transaction) =>
    tx.accounts.add({ id, name: id, policy: { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } }, NOW);
});
