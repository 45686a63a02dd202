// R19: every denial is written down, and nobody can fill the disk, or keep it busy, by being denied.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DenialLog } from '../../src/application/audit/record-denial';
import { authenticate } from '../../src/application/people/authenticate';
import type { UnitOfWork } from '../../src/application/ports';
import { accountResource } from '../../src/application/resources';
import { AccessDenied } from '../../src/domain/access-policy';
import { GatewayError } from '../../src/domain/errors';
import { auditEvents, updateAccountPolicy } from '../support/account-operations';
import type { GraphQLClient } from '../support/graphql-client';
import { deleteRuntime } from '../support/operations';
import { type Persona, startTestGateway, type TestGateway } from '../support/test-gateway';
import { STORE } from '../support/test-store';

const MINUTE_MS = 60_000;

async function beDenied(who: GraphQLClient, accountId: string, times: number): Promise<void> {
  const tries = Array.from({ length: times }, () =>
    updateAccountPolicy(who, { accountId, runtimeTokenReuse: 'ALLOW' }),
  );
  for (const answer of await Promise.all(tries)) answer.assertRefused('FORBIDDEN');
}

/** How often each event of denials happened, oldest first. */
const countsOf = async ({ rows }: TestGateway, actor: string, accountId: string): Promise<unknown[]> =>
  (
    await rows(
      `SELECT count FROM audit_event WHERE action = 'access.denied' AND actor = ? AND account_id = ? ORDER BY at, id`,
      actor,
      accountId,
    )
  ).map(({ count }) => count);

const ones = (times: number): number[] => Array(times).fill(1);

test('200 denials in a minute leave 61 events; the last, shown first, counts 140', async (t) => {
  const running = await startTestGateway(t);
  const acme = running.accountId('Acme');
  const bob = await running.as('bob');
  for (let i = 0; i < 70; i++) await beDenied(bob, acme, 1);
  await beDenied(bob, acme, 130); // at once

  const events = await auditEvents(await running.as('acmeAdmin'), acme, { filter: { outcome: 'DENIED' }, first: 100 });
  assert.deepEqual(
    events.map(({ count }) => count),
    [140, ...ones(60)],
  );
  for (const { actor, action, subject, subjectId, reason } of events)
    assert.deepEqual(
      [actor, action, subject, subjectId, reason],
      ['bob@acme.example', 'access.denied', 'account Acme', acme, 'accountPolicy:write'],
    );
});

test('60 denials are told apart, each with what was tried; the 61st begins to count, and tells of the first that it counts', async (t) => {
  const running = await startTestGateway(t);
  const acme = running.accountId('Acme');
  const bob = await running.as('bob');
  await beDenied(bob, acme, 60);
  assert.deepEqual(await countsOf(running, 'bob@acme.example', acme), ones(60));

  (await deleteRuntime(bob, running.runtimeId('acme-production'))).assertRefused('FORBIDDEN');
  await beDenied(bob, acme, 1);
  const [last] = await auditEvents(await running.as('acmeAdmin'), acme, { first: 1 });
  assert.deepEqual([last?.count, last?.subject, last?.reason], [2, 'runtime acme-production', 'runtime:delete']);
});

test('the measure is a calendar minute’s: the next begins anew', async (t) => {
  const running = await startTestGateway(t);
  const acme = running.accountId('Acme');
  const bob = await running.as('bob');
  running.clock.advance(MINUTE_MS - 1 - (running.clock.now().getTime() % MINUTE_MS));
  await beDenied(bob, acme, 62);
  running.clock.advance(1);
  await beDenied(bob, acme, 62);
  assert.deepEqual(await countsOf(running, 'bob@acme.example', acme), [...ones(60), 2, ...ones(60), 2]);
});

test('two persons do not share a measure, nor do two accounts', async (t) => {
  const running = await startTestGateway(t);
  const [acme, globex] = [running.accountId('Acme'), running.accountId('Globex')];
  const [bob, carol] = [await running.as('bob'), await running.as('carol')];
  await running.tamper("UPDATE membership SET role = 'USER' WHERE email = 'carol@consulting.example'");
  await Promise.all([beDenied(bob, acme, 61), beDenied(carol, acme, 3), beDenied(carol, globex, 62)]);
  assert.deepEqual(await countsOf(running, 'bob@acme.example', acme), ones(61));
  assert.deepEqual(await countsOf(running, 'carol@consulting.example', acme), ones(3));
  assert.deepEqual(await countsOf(running, 'carol@consulting.example', globex), [...ones(60), 2]);
});

test('what succeeds is never counted together, and takes nothing of the measure', async (t) => {
  const running = await startTestGateway(t);
  const acme = running.accountId('Acme');
  const admin = await running.as('acmeAdmin');
  for (let i = 0; i < 62; i++) {
    const runtimeTokenReuse = i % 2 ? 'WARN' : 'ALLOW';
    void (await updateAccountPolicy(admin, { accountId: acme, runtimeTokenReuse })).data;
  }
  await running.tamper("UPDATE membership SET role = 'USER' WHERE email = 'admin@acme.example'");
  await beDenied(admin, acme, 2);
  const events = await running.rows(
    "SELECT action, sum(count) AS times, count(*) AS events FROM audit_event WHERE account_id = ? AND action LIKE 'acc%' GROUP BY action",
    acme,
  );
  assert.deepEqual(events, [
    { action: 'access.denied', times: 2, events: 2 },
    { action: 'accountPolicy.changed', times: 62, events: 62 },
  ]);
});

/** The denials themselves, without a request around each. */
async function deniable({ gateway, accountId, as }: TestGateway, persona: Persona) {
  const viewer = await authenticate(gateway, `Bearer ${(await as(persona)).accessToken}`);
  assert.ok(viewer);
  const denialIn = (name: 'Acme' | 'Globex') =>
    new AccessDenied('accountPolicy:write', accountResource({ id: accountId(name), name }));
  return { viewer, denialIn };
}

test('a flood is cheap: denials that wait while the database is busy share a transaction, one for each person and account', async (t) => {
  const running = await startTestGateway(t);
  const [carol, bob] = [await deniable(running, 'carol'), await deniable(running, 'bob')];
  const { unitOfWork, denials } = running.gateway;
  const before = running.statements.length;
  const busy = unitOfWork.run(() => new Promise((resolve) => setImmediate(resolve)));
  const flood = Array.from({ length: 200 }, () => [
    denials.record(carol.viewer, carol.denialIn('Acme')),
    denials.record(carol.viewer, carol.denialIn('Globex')),
    denials.record(bob.viewer, bob.denialIn('Acme')),
  ]);
  await Promise.all([busy, ...flood.flat()]);

  const statements = running.statements.slice(before);
  const times = (word: string) => statements.filter((sql) => sql.startsWith(word)).length;
  // SQLite stores those together that came in one turn; PostgreSQL has those begin again that met each other.
  const transactions = STORE === 'sqlite' ? times('SAVEPOINT') : times('BEGIN') - times('ROLLBACK');
  assert.equal(transactions, 4, 'the busy one’s, and theirs');
  for (const [actor, account] of [
    ['carol@consulting.example', 'Acme'],
    ['carol@consulting.example', 'Globex'],
    ['bob@acme.example', 'Acme'],
  ] as const) {
    assert.deepEqual(
      await countsOf(running, actor, running.accountId(account)),
      [...ones(60), 140],
      `${actor} in ${account}`,
    );
  }
});

test('a denial that cannot be written down is told so, and the next one is written', async (t) => {
  const running = await startTestGateway(t);
  const { viewer, denialIn } = await deniable(running, 'bob');
  let isAway = true;
  const unitOfWork: UnitOfWork = {
    run: (work) =>
      isAway ? Promise.reject(new GatewayError('SERVICE_UNAVAILABLE')) : running.gateway.unitOfWork.run(work),
  };
  const log = new DenialLog(unitOfWork, running.clock);
  for (const _ of ['first', 'second'])
    await assert.rejects(log.record(viewer, denialIn('Acme')), { code: 'SERVICE_UNAVAILABLE' });
  isAway = false;
  await log.record(viewer, denialIn('Acme'));
  assert.deepEqual(await countsOf(running, 'bob@acme.example', running.accountId('Acme')), [1]);
});
