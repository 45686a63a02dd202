// Nothing is lost: killed at any moment, the gateway has kept every change that it acknowledged, and none by half.
// CRASH_KILLS says how often it is killed, CRASH_SEED repeats a run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/system-clock';
import { openGitHosts } from '../support/git-hosts';
import { GraphQLClient } from '../support/graphql-client';
import { signIn } from '../support/session-operations';
import { openTestDatabase, type TestDatabase } from '../support/test-database';
import { PERSONAS, type Persona } from '../support/test-gateway';
import { Chance } from './chance';
import { KillableGateway } from './killable-gateway';
import { LedgerLine } from './ledger';
import type { Slot } from './slots';
import { slotsIn } from './slots-of-the-cast';

const KILLS = Number(process.env.CRASH_KILLS ?? 4);
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
/** So many changes, at most, are acknowledged between two kills. */
const MOST_CHANGES = 60;

test(`R19: ${KILLS} kills at random moments lose nothing that was acknowledged`, async (t) => {
  t.diagnostic(`CRASH_SEED=${SEED}`);
  const database = await openTestDatabase();
  const hosts = await openGitHosts(systemClock);
  let gateway: KillableGateway | null = null;
  t.after(async () => {
    await gateway?.kill();
    await database.close();
    await hosts.close();
  });
  const start = () => KillableGateway.start({ databaseUrl: database.url, hostUrls: hosts.urls });

  gateway = await start();
  const chance = new Chance(SEED);
  const accessTokens = await signInEverybody(gateway.url);
  const lines = await look(database, async () => {
    const slots = await slotsIn(database);
    return Promise.all(slots.map((slot) => beginning(slot, database)));
  });
  let changes = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    changes += await changeUntilKilled(gateway, lines, accessTokens, chance);
    gateway = await start();
    await look(database, async () => {
      await assertSound(database);
      for (const line of lines) await line.settle(database);
    });
    await assertReadable(gateway.url, accessTokens);
  }
  t.diagnostic(`${changes} changes were acknowledged`);
});

async function signInEverybody(url: string): Promise<ReadonlyMap<Persona, string>> {
  const tokens = new Map<Persona, string>();
  for (const persona of ['acmeAdmin', 'alice', 'bob', 'carol'] as const) {
    tokens.set(persona, (await signIn(new GraphQLClient(url, null), PERSONAS[persona])).accessToken);
  }
  return tokens;
}

async function beginning(slot: Slot, database: TestDatabase): Promise<LedgerLine> {
  const line = new LedgerLine(slot);
  await line.begin(database);
  return line;
}

/** All slots are changed at the same time, again and again, until one change too many was acknowledged. */
async function changeUntilKilled(
  gateway: KillableGateway,
  lines: readonly LedgerLine[],
  accessTokens: ReadonlyMap<Persona, string>,
  chance: Chance,
): Promise<number> {
  const last = 1 + chance.below(MOST_CHANGES);
  let acknowledged = 0;
  let killed: Promise<void> | null = null;
  const work = async (line: LedgerLine) => {
    const who = new GraphQLClient(gateway.url, accessTokens.get(line.slot.owner) ?? null);
    while (killed === null) {
      try {
        await line.change(who, chance);
      } catch (error) {
        if (killed === null || error instanceof assert.AssertionError) throw error;
        return;
      }
      acknowledged += 1;
      if (acknowledged === last) killed = gateway.kill();
    }
  };
  await Promise.all(lines.map(work));
  await killed;
  return acknowledged;
}

/** Only for a moment: a connection that stayed open would spare the next start its recovery. */
const look = <T>(database: TestDatabase, question: () => Promise<T>): Promise<T> =>
  question().finally(() => database.letGo());

async function assertSound({ rows, faults }: TestDatabase): Promise<void> {
  assert.deepEqual(await faults(), []);
  const without = async (what: string, sql: string) => assert.deepEqual(await rows(sql), [], what);
  await without(
    'R1: a runtime without its token',
    `SELECT name FROM runtime WHERE NOT EXISTS (SELECT 1 FROM git_token
       WHERE git_token.id = runtime.token_id AND git_token.runtime_id = runtime.id AND kind = 'RUNTIME')`,
  );
  await without(
    'R19: a token that came without an event',
    `SELECT id FROM git_token WHERE NOT EXISTS (SELECT 1 FROM audit_event
       WHERE subject_id = git_token.runtime_id AND actor = git_token.set_by AND outcome = 'SUCCEEDED')`,
  );
}

/** What was sealed before the kill opens after it; the sessions live on. */
async function assertReadable(url: string, accessTokens: ReadonlyMap<Persona, string>): Promise<void> {
  const query = '{ viewer { runtimes { edges { node { name runtimeTokenStatus userTokenStatus } } } } }';
  for (const [persona, accessToken] of accessTokens) {
    const { data } = await new GraphQLClient(url, accessToken).send(query);
    for (const { node } of data.viewer.runtimes.edges) {
      const { name, ...statuses } = node;
      assert.ok(
        !Object.values(statuses).includes('UNREADABLE'),
        `${name}, seen by ${persona}: ${JSON.stringify(statuses)}`,
      );
    }
  }
}
