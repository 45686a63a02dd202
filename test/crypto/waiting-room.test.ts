// Is costly work kept to a few at a time, in its order, with the rest turned away?

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as settled } from 'node:timers/promises';
import { createWaitingRoom } from '../../src/crypto/waiting-room';
import { GatewayError } from '../../src/domain/errors';

/** A room with work in it that is over when the test says so. */
function roomUnderTest() {
  const enter = createWaitingRoom({ atOnce: 2, waiting: 2 });
  const started: string[] = [];
  const endings = new Map<string, { succeed: () => void; fail: () => void }>();
  const submit = (name: string) =>
    enter(
      () =>
        new Promise<string>((resolve, reject) => {
          started.push(name);
          endings.set(name, { succeed: () => resolve(name), fail: () => reject(new Error(`${name} failed`)) });
        }),
    );
  return {
    started,
    submit,
    succeed: (name: string) => endings.get(name)?.succeed(),
    fail: (name: string) => endings.get(name)?.fail(),
  };
}

const isTurnedAway = (error: unknown) =>
  error instanceof GatewayError && error.code === 'TOO_MANY_REQUESTS' && error.details.retryAfterSeconds === 1;

describe('waiting room', () => {
  test('two work, two wait, the fifth is turned away with the time to come back', async () => {
    const { started, submit, succeed } = roomUnderTest();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(submit);
    await assert.rejects(submit('e'), isTurnedAway);
    assert.deepEqual(started, ['a', 'b']);

    succeed('b');
    assert.equal(await b, 'b');
    await settled();
    assert.deepEqual(started, ['a', 'b', 'c'], 'the first in the queue has the free place');

    for (const name of ['a', 'c']) succeed(name);
    assert.deepEqual(await Promise.all([a, c]), ['a', 'c']);
    await settled();
    succeed('d');
    assert.equal(await d, 'd');
    assert.deepEqual(started, ['a', 'b', 'c', 'd'], 'the one turned away never began');
  });

  test('work that fails gives its place back', async () => {
    const { started, submit, fail } = roomUnderTest();
    const [a, b, c] = ['a', 'b', 'c'].map(submit);
    await settled();
    fail('a');
    await assert.rejects(a as Promise<string>, /a failed/);
    await settled();
    assert.deepEqual(started, ['a', 'b', 'c']);
    for (const name of ['b', 'c']) fail(name);
    await Promise.allSettled([b, c]);
  });

  test('a room that was full takes two at once again when it is empty, not more', async () => {
    const { started, submit, succeed } = roomUnderTest();
    const first = ['a', 'b', 'c', 'd'].map(submit);
    await settled();
    for (const name of ['a', 'b', 'c', 'd']) {
      succeed(name);
      await settled();
    }
    await Promise.all(first);
    const second = ['e', 'f', 'g'].map(submit);
    await settled();
    assert.deepEqual(started.slice(4), ['e', 'f']);
    for (const name of ['e', 'f', 'g']) {
      succeed(name);
      await settled();
    }
    await Promise.all(second);
  });
});
