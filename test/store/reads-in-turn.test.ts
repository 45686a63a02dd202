// Do many questions of one request leave the others their turn, and end with their request's time?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reads } from '../../src/application/ports';
import { GatewayError } from '../../src/domain/errors';
import { readsInTurn } from '../../src/store/reads/reads-in-turn';

/** A question that keeps the event loop as SQLite does. */
function busyReads(milliseconds: number): Reads {
  const ready = async () => {
    for (const end = performance.now() + milliseconds; performance.now() < end; );
    return true;
  };
  return { ready, reuse: { isInUse: ready } } as unknown as Reads;
}

test('between long questions of one request others get their turn', async () => {
  const reads = readsInTurn(busyReads(25))(() => {});
  let turns = 0;
  const others = setInterval(() => turns++, 0);
  for (let question = 0; question < 4; question++) assert.equal(await reads.ready(), true);
  clearInterval(others);
  assert.ok(turns >= 2, `the others had ${turns} turns`);
});

test('once its time is over, a request asks nothing more, in any of the groups of questions', async () => {
  let isOver = false;
  const reads = readsInTurn(busyReads(0))(() => {
    if (isOver) throw new GatewayError('REQUEST_TIMEOUT');
  });
  assert.equal(await reads.ready(), true);
  isOver = true;
  const late = { code: 'REQUEST_TIMEOUT' };
  await assert.rejects(reads.ready(), late);
  await assert.rejects(reads.reuse.isInUse({} as never, ['']), late);
});
