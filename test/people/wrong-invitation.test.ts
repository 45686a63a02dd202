// R11: what is told to an invitation that opens nothing? Always the same, after the same work.

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Answer } from '../support/graphql-client';
import { DAY_MS } from '../support/manual-clock';
import {
  accept,
  acceptInvitation,
  assertFieldRefused,
  invite,
  peopleAsStored,
  removeMember,
} from '../support/member-operations';
import { startTestGateway } from '../support/test-gateway';

const NORA = 'nora@new.example';

type Stage = Awaited<ReturnType<typeof start>>;

async function start(t: TestContext) {
  const running = await startTestGateway(t);
  return { running, admin: await running.as('acmeAdmin'), acme: running.accountId('Acme') };
}

/** Tokens that open nothing, each in its own way. */
async function wrongTokens({ running, admin, acme }: Stage): Promise<Record<string, string>> {
  const [used, old, renewed] = [
    await invite(admin, acme, 'used@new.example'),
    await invite(admin, acme, 'old@new.example'),
    await invite(admin, acme, 'renewed@new.example'),
  ];
  await accept(running.anonymous(), used);
  running.clock.advance(7 * DAY_MS);
  const later = await running.as('acmeAdmin'); // the access token of before has ended
  const withdrawn = await invite(later, acme, 'withdrawn@new.example');
  await invite(later, acme, 'renewed@new.example');
  const [row] = await running.rows("SELECT id FROM membership WHERE email = 'withdrawn@new.example'");
  assert.ok((await removeMember(later, String(row?.id))).data);
  return { wrong: 'x'.repeat(43), used, old, renewed, withdrawn, empty: '', long: 'y'.repeat(5000) };
}

const outcomeOf = ({ status, error, body }: Answer) => JSON.stringify({ status, ...error, data: body.data });

test('R11: a wrong, a used, an old, a renewed and a withdrawn invitation are answered alike, after the same work', async (t) => {
  const { running, admin, acme } = await start(t);
  const tokens = await wrongTokens({ running, admin, acme });
  const stored = await peopleAsStored(running);
  const seen = new Set<string>();
  for (const [kind, token] of Object.entries(tokens)) {
    const before = running.statements.length;
    const answer = await acceptInvitation(running.anonymous(), token);
    assertFieldRefused(answer, 'invitationToken');
    seen.add(`${outcomeOf(answer)} after ${JSON.stringify(running.statements.slice(before))}`);
    assert.deepEqual(await peopleAsStored(running), stored, kind);
  }
  assert.equal(seen.size, 1, [...seen].join('\n'));
});

test('R11: a good invitation cannot be told from a wrong one by trying it with a password that is refused', async (t) => {
  const { running, admin, acme } = await start(t);
  const good = await invite(admin, acme, NORA);
  const stored = await peopleAsStored(running);
  const seen = new Set<string>();
  for (const token of [good, 'x'.repeat(43)]) {
    const before = running.statements.length;
    const answer = await acceptInvitation(running.anonymous(), token, { password: 'passwordpassword' });
    assertFieldRefused(answer, 'password');
    seen.add(`${outcomeOf(answer)} after ${JSON.stringify(running.statements.slice(before))}`);
  }
  assert.equal(seen.size, 1, [...seen].join('\n'));
  assert.deepEqual(await peopleAsStored(running), stored, 'and it stays good');
  await accept(running.anonymous(), good);
});

test('R11: an invitation is good for 7 days, to the millisecond', async (t) => {
  const { running, admin, acme } = await start(t);
  const [first, second] = [await invite(admin, acme, NORA), await invite(admin, acme, 'nils@new.example')];
  running.clock.advance(7 * DAY_MS - 1);
  await accept(running.anonymous(), first);
  running.clock.advance(1);
  assertFieldRefused(await acceptInvitation(running.anonymous(), second), 'invitationToken');
});
