// When is a request given up, and how does the server stop? By a clock that the test holds, without cutting anybody off.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STOP_LIMITS, TIME_LIMITS } from '../../src/http/limits';
import { codesOf, HandTimer, startSmallApi } from './small-api';

describe('deadlines', () => {
  for (const [type, query] of [
    ['query', '{ slow }'],
    ['mutation', 'mutation { slowChange }'],
  ] as const) {
    it(`a ${type} has ${TIME_LIMITS[type]} ms, then REQUEST_TIMEOUT; use cases see that the time is over`, async () => {
      const timer = new HandTimer();
      const api = await startSmallApi({ timer });
      const asked = api.ask(query);
      await api.gate.entered;
      const deadline = api.contexts[0]?.deadline;
      assert.deepEqual(timer.waiting, [TIME_LIMITS[type]]);
      assert.equal(deadline?.at.getTime(), timer.now().getTime() + TIME_LIMITS[type]);
      assert.doesNotThrow(() => deadline?.refuseLate());

      timer.ringAll();
      const answer = await asked;
      assert.equal(answer.status, 504);
      assert.deepEqual(codesOf(answer), ['REQUEST_TIMEOUT']);
      assert.throws(() => deadline?.refuseLate(), { code: 'REQUEST_TIMEOUT' });
      api.gate.open();
      await api.close();
    });
  }

  it('an answer in time stops its clock', async () => {
    const timer = new HandTimer();
    const api = await startSmallApi({ timer });
    for (const query of ['{ hello }', '{ fail(how: "text") }', '{', '{ unknown }']) {
      await api.ask(query);
      assert.deepEqual(timer.waiting, [], query);
    }
    await api.ask('{ hello }', { headers: { authorization: '' } });
    assert.deepEqual(timer.waiting, [], 'signed out');
    await api.close();
  });

  it('a viewer that cannot be read in time is a timeout too', async () => {
    const timer = new HandTimer();
    let begun = () => {};
    const reading = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const viewerFrom = () => {
      begun();
      return new Promise<null>(() => {});
    };
    const api = await startSmallApi({ timer, viewerFrom });
    const answer = api.ask('{ hello }');
    await reading;
    timer.ringAll();
    assert.deepEqual(codesOf(await answer), ['REQUEST_TIMEOUT']);
    await api.close();
  });
});

describe('stopping', () => {
  it('what runs is finished, what comes is refused with 503, /readyz says so, /healthz lives', async () => {
    const api = await startSmallApi();
    const running = api.ask('mutation { slowChange }');
    await api.gate.entered;
    let isClosed = false;
    const closing = api.close().then(() => {
      isClosed = true;
    });

    for (const answer of [await api.ask('{ hello }'), await api.send('/readyz')]) {
      assert.equal(answer.status, 503);
      assert.deepEqual(codesOf(answer), ['SERVICE_UNAVAILABLE']);
    }
    assert.equal((await api.send('/healthz')).status, 200);
    assert.equal(isClosed, false, 'it waits for what runs');

    api.gate.open();
    const answer = await running;
    assert.deepEqual([answer.status, answer.body.data], [200, { slowChange: 'passed' }]);
    await closing;
    await assert.rejects(api.send('/healthz'), 'nobody listens any more');
  });

  it(`waits ${STOP_LIMITS.running} ms and no longer`, async () => {
    const timer = new HandTimer();
    const api = await startSmallApi({ timer });
    const running = api.ask('mutation { slowChange }');
    await api.gate.entered;
    const closing = api.close();
    assert.ok(timer.waiting.includes(STOP_LIMITS.running));
    timer.ringAll();
    assert.deepEqual(codesOf(await running), ['REQUEST_TIMEOUT']);
    await closing;
  });
});
