// Is a host treated politely? Four requests at a time, one retry of a connection that broke, eight questions a check, a list to keep to.

import assert from 'node:assert/strict';
import type { RequestListener, ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { createHttpClient, REQUESTS_A_CHECK, REQUESTS_AT_ONCE } from '../../src/git-providers/http-client';
import { Turns } from '../../src/git-providers/turns';
import { until } from '../support/until';
import { connectTo, startCountingHost } from './counting-host';

/** A host that answers when it is told to. */
function holdingHost() {
  const held: ServerResponse[] = [];
  const listener: RequestListener = (_request, response) => void held.push(response);
  return { held, listener, answerNext: () => held.shift()?.end('{}') };
}

const trusting = (root: string) => ({ trustedOrigins: new Set([root]) });

describe('turns', () => {
  test('who gave up waiting never takes a turn: it goes to the next one', async () => {
    const turns = new Turns(1);
    const endless = new AbortController().signal;
    const impatient = new AbortController();
    const first = await turns.take('host', endless);
    const second = turns.take('host', impatient.signal);
    const third = turns.take('host', endless);
    impatient.abort();
    assert.equal(await second, null);
    assert.ok(turns.isFull('host'));
    first?.();
    (await third)?.();
    assert.ok(!turns.isFull('host'), 'every turn was given back');
  });

  test('after a check that was not sent for want of a turn, the next one is sent', async (t) => {
    const { held, listener, answerNext } = holdingHost();
    const root = `http://127.0.0.1:${(await startCountingHost(t, listener)).port}`;
    const deadlines: AbortController[] = [];
    const startTimeLimit = () => {
      const deadline = new AbortController();
      deadlines.push(deadline);
      return { signal: deadline.signal, end() {} };
    };
    const first = connectTo(t, root, { ...trusting(root), startTimeLimit });
    const others = [first, first.another(), first.another(), first.another()].map(({ ask }) => ask());
    await until('four are sent', () => held.length === 4);
    const late = first.another().ask();
    deadlines.at(-1)?.abort();
    assert.deepEqual(await late, { came: 'NOTHING', because: 'BUSY' });
    const next = first.another().ask();
    answerNext();
    await until('the next one is sent', () => held.length === 4);
    while (answerNext());
    for (const exchange of await Promise.all([...others, next])) assert.equal(exchange.came, 'ANSWER');
  });

  test('four requests at a time to one host; the fifth is sent when one is answered', async (t) => {
    const { held, listener, answerNext } = holdingHost();
    const root = `http://127.0.0.1:${(await startCountingHost(t, listener)).port}`;
    const first = connectTo(t, root, trusting(root));
    const asking = [first, ...Array.from({ length: 5 }, () => first.another())].map(({ ask }) => ask());
    await until('four are sent', () => held.length === REQUESTS_AT_ONCE);
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    assert.equal(held.length, 4, 'the others wait');
    answerNext();
    await until('the fifth is sent', () => held.length === 4);
    answerNext();
    await until('the sixth is sent', () => held.length === 4);
    while (answerNext());
    for (const exchange of await Promise.all(asking)) assert.equal(exchange.came, 'ANSWER');
  });

  test('a host that answers nobody keeps nobody from another host', async (t) => {
    const { held, listener } = holdingHost();
    const dead = `http://127.0.0.1:${(await startCountingHost(t, listener)).port}`;
    const alive = `http://127.0.0.1:${(await startCountingHost(t)).port}`;
    const connect = createHttpClient({ timeLimitMs: 5000, trustedOrigins: new Set([dead, alive]) });
    const ask = async (root: string) => {
      const connection = connect({ family: 'GITHUB', roots: [root], probes: 'all' });
      t.after(() => connection.close());
      return connection.send({ method: 'GET', url: new URL(`${root}/user`), body: null }, 'Bearer x');
    };
    for (let check = 0; check < 10; check += 1) void ask(dead);
    await until('the dead host has its four', () => held.length === 4);
    assert.equal((await ask(alive)).came, 'ANSWER');
  });

  test('waiting counts: a check that cannot begin within its time is not sent', async (t) => {
    const { held, listener } = holdingHost();
    const root = `http://127.0.0.1:${(await startCountingHost(t, listener)).port}`;
    // Its time began first, so it is over before a turn is given back.
    const late = connectTo(t, root, { ...trusting(root), timeLimitMs: 100 });
    const others = Array.from({ length: 4 }, () => late.another()).map(({ ask }) => ask());
    assert.deepEqual(await late.ask(), { came: 'NOTHING', because: 'BUSY' });
    for (const exchange of await Promise.all(others))
      assert.deepEqual(exchange, { came: 'NOTHING', because: 'TIMEOUT' });
    assert.equal(held.length, 4);
  });
});

describe('retries', () => {
  /** Resets the first connections before a byte of answer, then answers. */
  const resetting = (times: number, status = 200): RequestListener => {
    let left = times;
    return (request, response) => {
      left -= 1;
      if (left >= 0) request.socket.resetAndDestroy();
      else response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    };
  };

  test('a connection that is reset before it answers is tried once more', async (t) => {
    const host = await startCountingHost(t, resetting(1));
    const root = `http://127.0.0.1:${host.port}`;
    assert.equal((await connectTo(t, root, trusting(root)).ask()).came, 'ANSWER');
    assert.equal(host.connections, 2);
  });

  test('and not a third time, nor again in the same check', async (t) => {
    const host = await startCountingHost(t, resetting(3));
    const root = `http://127.0.0.1:${host.port}`;
    const { ask } = connectTo(t, root, trusting(root));
    assert.deepEqual(await ask(), { came: 'NOTHING', because: 'CONNECTION_LOST' });
    assert.equal(host.connections, 2);
    assert.deepEqual(await ask(), { came: 'NOTHING', because: 'CONNECTION_LOST' });
    assert.equal(host.connections, 3);
  });

  test('an answer that breaks off is not asked for again', async (t) => {
    const host = await startCountingHost(t, (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{', () => response.socket?.destroy());
    });
    const root = `http://127.0.0.1:${host.port}`;
    assert.deepEqual(await connectTo(t, root, trusting(root)).ask(), { came: 'NOTHING', because: 'CONNECTION_LOST' });
    assert.equal(host.connections, 1);
  });

  test('401, 403 and 500 are answers: nothing is asked twice', async (t) => {
    for (const status of [401, 403, 500]) {
      let asked = 0;
      const host = await startCountingHost(t, (_request, response) => {
        asked += 1;
        response.writeHead(status).end();
      });
      const root = `http://127.0.0.1:${host.port}`;
      await connectTo(t, root, trusting(root)).ask();
      assert.equal(asked, 1, String(status));
    }
  });

  test('a write is never repeated, not even a probe that cannot succeed', async (t) => {
    const host = await startCountingHost(t, resetting(1));
    const root = `http://127.0.0.1:${host.port}`;
    const connect = createHttpClient({ timeLimitMs: 5000, ...trusting(root) });
    const connection = connect({ family: 'GITHUB', roots: [root], probes: 'all' });
    t.after(() => connection.close());
    const probe = { method: 'POST', url: new URL(`${root}/repos/acme/config/pulls`), body: '{}' } as const;
    assert.deepEqual(await connection.send(probe, 'Bearer x'), { came: 'NOTHING', because: 'CONNECTION_LOST' });
    assert.equal(host.connections, 1);
  });
});

test('a ninth question in a check is a mistake of the adapter: it throws and is not sent', async (t) => {
  let asked = 0;
  const host = await startCountingHost(t, (_request, response) => {
    asked += 1;
    response.end('{}');
  });
  const root = `http://127.0.0.1:${host.port}`;
  const { ask } = connectTo(t, root, trusting(root));
  for (let question = 0; question < REQUESTS_A_CHECK; question += 1) await ask();
  await assert.rejects(ask(), /8 at most/);
  assert.equal(asked, 8);
});
