// What does a developer get who starts the gateway? Everything to try it at once. The only tests that use the fixed ports of the simulated hosts.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { PEOPLE } from '../../seed/data';
import { GIT_HOST_ADDRESS, GIT_HOST_NAMES, GIT_HOST_PLACES, gitHostUrls } from '../../seed/git-hosts/addresses';
import type { RecordedRequest } from '../../seed/git-hosts/simulated-git-host';
import { GraphQLClient } from '../support/graphql-client';
import { assertAllAreAllowed } from '../support/only-allowed-was-sent';
import { withToken } from '../support/session-operations';
import { GATEWAY_KEYS, LISTENING, Program, Workplace } from './program';

const DATABASE_URL = 'sqlite:try-out.sqlite';
const SANDBOX = /Apollo Sandbox +(http:\S+)\s/;
const PORTS = Object.values(GIT_HOST_PLACES).map(({ port }) => port);

async function assertSaysThatAPortIsTaken(program: Program): Promise<void> {
  assert.deepEqual(await program.ended(), { code: 1, signal: null }, program.output);
  const form = new RegExp(`^Port (${PORTS.join('|')}) is taken by another program; .*\\n$`);
  assert.match(program.stderr, form, program.output);
}

/** Where Sandbox is. Null where somebody develops on this machine just now; not so in CI: there it would hide that nothing was tested. */
async function saysWhereSandboxIs(program: Program): Promise<string | null> {
  try {
    return await program.says(SANDBOX);
  } catch (error) {
    if (process.env.CI !== undefined) throw error;
    await assertSaysThatAPortIsTaken(program);
    return null;
  }
}

test('a first start says all that is needed, and it works; a second one keeps the database and says so', async (t) => {
  const place = await Workplace.open(t);
  const first = place.start({ DATABASE_URL });
  const api = await saysWhereSandboxIs(first);
  if (api === null) return t.diagnostic('a fixed port is taken by another program: only that was tested');
  assert.match(first.stdout, /was empty, and is seeded/);
  for (const { email } of PEOPLE) assert.ok(first.stdout.includes(email), email);
  await tryWhatItSays(first.stdout, api);
  await assertOnlyAllowedWasSentByNow();
  assert.ok(existsSync(join(place.folder, 'try-out.sqlite')));
  first.signal('SIGTERM');
  assert.deepEqual(await first.ended(), { code: 0, signal: null }, first.output);

  const second = place.start({ DATABASE_URL });
  const sameApi = await saysWhereSandboxIs(second);
  if (sameApi === null) return t.diagnostic('a fixed port was taken by another program in between');
  assert.match(second.stdout, /was kept as it is; nothing was seeded/);
  const runtime = await acmeProduction(await signInAsPasted(second.stdout, sameApi), second.stdout);
  assert.equal(runtime.userTokenStatus, 'VALID', 'the token that was set before');
  second.signal('SIGINT');
  assert.deepEqual(await second.ended(), { code: 0, signal: null }, second.output);
});

/** The simulated hosts are the program's own here: they are asked what they were sent while they run. */
async function assertOnlyAllowedWasSentByNow(): Promise<void> {
  for (const name of GIT_HOST_NAMES) {
    const answer = await fetch(`${gitHostUrls(name).allowlistEntry}/_control/ever-asked`);
    const { requests } = (await answer.json()) as { requests: RecordedRequest[] };
    assert.ok(requests.length > 0, `${name} was asked nothing: not even the cast was seeded`);
    assertAllAreAllowed(name, gitHostUrls(name), requests);
  }
}

/** Pastes from the banner what a developer would paste. */
async function tryWhatItSays(banner: string, api: string): Promise<void> {
  const page = await fetch(api, { headers: { accept: 'text/html' } });
  assert.equal(page.status, 200);
  assert.match(await page.text(), /sandbox/i);

  const alice = await signInAsPasted(banner, api);
  const { id } = await acmeProduction(alice, banner);
  const setting = pasted(banner, /mutation \{ setGitUserToken.*\n.*\}/).replace('run_…', id);
  assert.equal((await alice.send(setting)).data.setGitUserToken.stored, true);
}

const pasted = (banner: string, form: RegExp): string =>
  form.exec(banner)?.[0] ?? assert.fail(`The banner has no ${form}:\n${banner}`);

async function signInAsPasted(banner: string, api: string): Promise<GraphQLClient> {
  const anonymous = new GraphQLClient(api, null);
  return withToken(anonymous, (await anonymous.send(pasted(banner, /mutation \{ login.*/))).data.login);
}

async function acmeProduction(who: GraphQLClient, banner: string): Promise<{ id: string; userTokenStatus: string }> {
  const { edges } = (await who.send(pasted(banner, /query \{ viewer.*/))).data.viewer.runtimes;
  return edges.find(({ node }: { node: { name: string } }) => node.name === 'acme-production').node;
}

test('fixed ports that are taken: development says so in one line; production simulates nothing, and starts', async (t) => {
  for (const port of PORTS) {
    const squatter = createServer().listen(port, GIT_HOST_ADDRESS);
    t.after(() => squatter.close());
    await once(squatter, 'listening').catch(() => {}); // another program has it, which serves as well
  }
  await assertSaysThatAPortIsTaken((await Workplace.open(t)).start({ DATABASE_URL }));

  const production = (await Workplace.open(t)).start({ DATABASE_URL, NODE_ENV: 'production', GATEWAY_KEYS });
  assert.match(await production.says(LISTENING), /^http:/);
});
