// What must hold after every deed? Gateway and model agree on what is stored and on what is seen; and what was refused, was not done.

import assert from 'node:assert/strict';
import { addedRows, type Contents, changedTables } from '../support/database-snapshot';
import type { Act } from './deed';
import { IDS_AT_ONCE, lookAround } from './look-around';
import type { Model } from './model';
import { EMAILS } from './names';
import { seenByTheRules } from './seen';
import { storedByTheRules, storedInRows } from './stored';
import type { Thing } from './things';
import type { World } from './world';

export function checkStored(world: World, model: Model, contents: Contents): void {
  assert.deepEqual(storedInRows(contents, world), storedByTheRules(model), 'what is stored is not what the rules say');
}

/** What holds whatever was done, without asking the model. */
export async function checkRows({ running }: World): Promise<void> {
  const none = async (what: string, sql: string) => assert.deepEqual(await running.rows(sql), [], what);
  assert.deepEqual(await running.database.faults(), []);
  await none(
    'R1: a runtime has not exactly one runtime token, which is the one that it names',
    `SELECT name FROM runtime WHERE token_id <> COALESCE(
       (SELECT CASE count(*) WHEN 1 THEN max(id) END FROM git_token WHERE kind = 'RUNTIME' AND runtime_id = runtime.id), '')`,
  );
  await none(
    'R5: a value is the user token of two people',
    `SELECT fingerprint FROM git_token WHERE kind = 'USER' GROUP BY fingerprint HAVING count(DISTINCT person_id) > 1`,
  );
  await none(
    'R6: a value is a runtime token in two accounts',
    `SELECT fingerprint FROM git_token JOIN runtime ON runtime.token_id = git_token.id
       GROUP BY fingerprint HAVING count(DISTINCT account_id) > 1`,
  );
}

/** R12, R15, R19: a refusal leaves everything as it was, but for the event of a denial or of a rejected token. */
export function checkRefusal(
  world: World,
  { who, account }: Act,
  outcome: string,
  before: Contents,
  after: Contents,
): void {
  const changed = changedTables(before, after).filter((table) => table !== 'audit_event');
  assert.deepEqual(changed, [], 'a refusal has changed these tables');
  const events = newEvents(before, after).map(({ account_id, actor, outcome: of }) => ({
    account_id,
    actor,
    outcome: of,
  }));
  const expected = (of: string) => [{ account_id: world.accountId(account), actor: EMAILS[who], outcome: of }];
  if (outcome === 'FORBIDDEN') assert.deepEqual(events, expected('DENIED'));
  else if (outcome.startsWith('refused')) assert.deepEqual(events, expected('REJECTED'));
  else assert.deepEqual(events, [], 'this refusal leaves no event');
}

/** R19: of what was done there is at most one event, in the account concerned; the system may have destroyed tokens anywhere. */
export function checkEvents(world: World, { who, account }: Act, before: Contents, after: Contents): void {
  const [event, ...more] = newEvents(before, after).filter(({ actor }) => actor !== 'system');
  if (event === undefined) return;
  const { account_id, actor, outcome } = event;
  const expected = [world.accountId(account), EMAILS[who], 'SUCCEEDED', 0];
  assert.deepEqual([account_id, actor, outcome, more.length], expected, 'the event is another’s');
}

const newEvents = (before: Contents, after: Contents) => addedRows('audit_event', before, after);

/** Everybody looks at all that they see; and asks for some things by their ids, which nobody tells them: others each time. */
export async function checkSeen(world: World, model: Model): Promise<void> {
  const things = world.nextThings(IDS_AT_ONCE);
  const wordsOf = (list: readonly Thing[]) => list.map(({ words }) => words);
  for (const who of model.known) {
    const { seen, readable } = await lookAround(
      world.as(who),
      things.map(({ id }) => id),
    );
    assert.deepEqual(seen, seenByTheRules(model, who), `${who} does not see what the rules say`);
    const found = things.filter(({ id }) => readable.includes(id));
    const expected = things.filter((thing) => world.isThere(thing) && thing.isFor(model, who));
    assert.deepEqual(wordsOf(found), wordsOf(expected), `${who} does not read by their ids what the rules say`);
  }
}
