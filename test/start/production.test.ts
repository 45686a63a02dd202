// How does the gateway run in production? It seeds nothing, shows nothing, finishes what runs when it is stopped, and keeps what it has.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Sqlite from 'better-sqlite3';
import pino from 'pino';
import { CAST_PASSWORD } from '../../seed/data';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { userTokenOf } from '../../seed/git-hosts/tokens';
import { seedCast } from '../../seed/run';
import { composeGateway } from '../../src/compose';
import { loadConfig } from '../../src/config';
import { systemClock } from '../../src/system-clock';
import { openGitHosts } from '../support/git-hosts';
import { GraphQLClient } from '../support/graphql-client';
import { readRuntime, setUserToken } from '../support/operations';
import { signIn, withToken } from '../support/session-operations';
import { settingsFor } from '../support/test-gateway';
import { until } from '../support/until';
import { GATEWAY_KEYS, LISTENING, Program, Workplace } from './program';

const ALICE = 'alice@acme.example';

test('production seeds nothing, and makes no keys of its own', async (t) => {
  const place = await Workplace.open(t);
  const program = place.start({ NODE_ENV: 'production', GATEWAY_KEYS });
  const url = await program.says(LISTENING);
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  const database = new Sqlite(join(place.folder, 'data/gateway.sqlite'), { readonly: true });
  t.after(() => database.close());
  for (const table of ['account', 'person', 'runtime', 'git_token', 'session']) {
    assert.equal(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), 0, table);
  }
  assert.ok(!existsSync(join(place.folder, 'config')), 'no development keys');
  assert.doesNotMatch(program.output, /Sandbox|gateway-demo|simulated/i);
});

test('production shows no landing page and no schema', async (t) => {
  const program = (await Workplace.open(t)).start({ NODE_ENV: 'production', GATEWAY_KEYS });
  const url = await program.says(LISTENING);
  const page = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });
  const text = await page.text();
  assert.equal(page.status, 400, text);
  assert.match(page.headers.get('content-type') ?? '', /json/);
  assert.equal(page.headers.get('access-control-allow-origin'), null);
  const schema = await new GraphQLClient(`${url}/graphql`, null).send('{ __schema { queryType { name } } }');
  schema.assertRefused('UNAUTHENTICATED');
});

test('SIGTERM: a request that runs is finished and kept, new ones are refused, and the program ends well', async (t) => {
  const { place, hosts, environment } = await productionWithCast(t);
  const program = place.start(environment);
  const anonymous = new GraphQLClient(`${await program.says(LISTENING)}/graphql`, null);
  const alice = withToken(anonymous, await signIn(anonymous, ALICE));
  const runtimeId = await idOf(alice, 'acme-production');

  const release = hosts.github.hold();
  const running = setUserToken(alice, runtimeId, userTokenOf(ALICE, 'github').value);
  await until('the Git host is asked', () => hosts.github.requests.length > 0);
  program.signal('SIGTERM');
  await program.says(/"signal":"SIGTERM","msg":"stopping"/);
  const refused = await readRuntime(alice, runtimeId);
  refused.assertRefused('SERVICE_UNAVAILABLE');
  release();

  assert.equal((await running).data.setGitUserToken.stored, true);
  assert.deepEqual(await program.ended(), { code: 0, signal: null }, program.output);
  assert.match(program.stdout, /"msg":"stopped"/);
  assert.equal(program.stderr, '');
  assertTellsNoSecret(program, alice.accessToken);
});

test('a second start keeps the data: sessions go on, tokens still open', async (t) => {
  const { place, environment } = await productionWithCast(t);
  const first = place.start(environment);
  const anonymous = new GraphQLClient(`${await first.says(LISTENING)}/graphql`, null);
  const session = await signIn(anonymous, ALICE);
  const alice = withToken(anonymous, session);
  const runtimeId = await idOf(alice, 'acme-production');
  await setUserToken(alice, runtimeId, userTokenOf(ALICE, 'github').value);
  const before = (await readRuntime(alice, runtimeId)).data.runtime;
  assert.equal(before.userTokenStatus, 'VALID');
  first.signal('SIGTERM');
  assert.equal((await first.ended()).code, 0, first.output);

  const second = place.start(environment);
  const later = new GraphQLClient(`${await second.says(LISTENING)}/graphql`, session.accessToken);
  assert.deepEqual((await readRuntime(later, runtimeId)).data.runtime, before);
});

/** A database that holds the cast, and the environment that serves it in production with the simulated hosts. */
async function productionWithCast(
  t: TestContext,
): Promise<{ place: Workplace; hosts: GitHosts; environment: Record<string, string> }> {
  const place = await Workplace.open(t);
  const hosts = await openGitHosts(systemClock);
  t.after(() => hosts.close());
  const { allowlist } = settingsFor(hosts.urls);
  const environment = {
    NODE_ENV: 'production',
    GATEWAY_KEYS,
    DATABASE_URL: `sqlite:${join(place.folder, 'gateway.sqlite')}`,
    GIT_HOST_ALLOWLIST: allowlist.join(','),
    GITHUB_API_URL: hosts.urls.github.api,
    GITLAB_API_URL: hosts.urls.gitlab.api,
    BITBUCKET_API_URL: hosts.urls.bitbucket.api,
  };
  const seeding = await composeGateway(loadConfig(environment), { clock: systemClock, log: pino({ level: 'silent' }) });
  await seedCast(seeding.gateway, hosts.urls);
  await seeding.close();
  hosts.reset();
  return { place, hosts, environment };
}

async function idOf(who: GraphQLClient, name: string): Promise<string> {
  const { data } = await who.send('{ viewer { runtimes { edges { node { id name } } } } }');
  return data.viewer.runtimes.edges.find(({ node }: { node: { name: string } }) => node.name === name).node.id;
}

/** Nothing that was sent to it stands in what the whole process printed, libraries included. */
function assertTellsNoSecret({ output }: Program, accessToken: string | null): void {
  for (const secret of [CAST_PASSWORD, userTokenOf(ALICE, 'github').value, String(accessToken)]) {
    assert.ok(!output.includes(secret), output);
  }
}
