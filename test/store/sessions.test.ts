// Are sessions found by their refresh tokens, and gone when they end?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hoursLater, NOW, storeWithCast } from './store-fixture';

test('a refresh token leads to its session, says when it was used, and goes with the session', async (t) => {
  const { unitOfWork } = await storeWithCast(t);
  await unitOfWork.run(async ({ sessions }) => {
    await sessions.addRefreshToken('session-alice', 'first', NOW);
    await sessions.addRefreshToken('session-alice', 'second', NOW);
    await sessions.markRefreshTokenUsed('first', hoursLater(0.5));
    await sessions.extend('session-alice', hoursLater(9));
    const session = { id: 'session-alice', personId: 'alice', createdAt: NOW, expiresAt: hoursLater(9) };
    assert.deepEqual(await sessions.findRefreshToken('first'), { hash: 'first', session, usedAt: hoursLater(0.5) });
    assert.deepEqual(await sessions.findRefreshToken('second'), { hash: 'second', session, usedAt: null });
    assert.equal(await sessions.findRefreshToken('unknown'), null);
    await sessions.end('session-alice');
    assert.equal(await sessions.findRefreshToken('second'), null);
    await sessions.end('session-alice');
  });
});

test('a person’s other sessions end together; expired ones are cleared away', async (t) => {
  const store = await storeWithCast(t);
  const add = (id: string, expiresAt: Date) => ({ id, personId: 'alice', createdAt: NOW, expiresAt });
  const ids = async () =>
    (await store.outside.rows("SELECT id FROM session WHERE person_id = 'alice' ORDER BY id")).map(({ id }) => id);
  await store.unitOfWork.run(async ({ sessions }) => {
    await sessions.add(add('other', hoursLater(5)));
    await sessions.add(add('third', hoursLater(5)));
    await sessions.endOthers('alice', 'other');
  });
  assert.deepEqual(await ids(), ['other']);
  assert.equal(
    await store.unitOfWork.run(({ sessions }) => sessions.deleteExpired(hoursLater(1))),
    4,
    'those of the rest',
  );
  assert.deepEqual(await ids(), ['other']);
  assert.equal(await store.unitOfWork.run(({ sessions }) => sessions.deleteExpired(hoursLater(5))), 1);
});

test('a person is found by e-mail and id, with today’s password hash', async (t) => {
  const { unitOfWork, reads } = await storeWithCast(t);
  const alice = { id: 'alice', name: 'alice', email: 'alice@example.com', passwordHash: 'hash', disabledAt: null };
  assert.deepEqual(await reads.personByEmail('alice@example.com'), alice);
  assert.equal(await reads.personByEmail('nobody@example.com'), null);
  await unitOfWork.run(async ({ people }) => {
    await people.setPasswordHash('alice', 'new');
    assert.deepEqual(await people.findById('alice'), { ...alice, passwordHash: 'new' });
    await people.setDisabled('alice', NOW);
    const disabled = { ...alice, passwordHash: 'new', disabledAt: NOW };
    assert.deepEqual(await people.findByEmail('alice@example.com'), disabled);
    assert.equal(await people.findById('nobody'), null);
  });
});
