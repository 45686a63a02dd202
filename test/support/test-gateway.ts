// What does a test run against? The whole gateway on a free port, with a fresh database, simulated Git hosts and the cast.

import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import type { TestContext } from 'node:test';
import pino from 'pino';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { simulatedHostSettings } from '../../seed/git-hosts/host-settings';
import type { CastEmail, CastRuntime } from '../../seed/git-hosts/tokens';
import { seedCast } from '../../seed/run';
import type { Gateway } from '../../src/application/gateway';
import { openSession } from '../../src/application/people/open-session';
import { composeGateway } from '../../src/compose';
import type { Config } from '../../src/config';
import type { GitHostSettings } from '../../src/git-providers/git-providers';
import type { DatabaseSettings } from '../../src/store/database-settings';
import { openGitHosts } from './git-hosts';
import { GraphQLClient } from './graphql-client';
import { ManualClock } from './manual-clock';
import { openTestDatabase, type TestDatabase } from './test-database';
import { REPEATED_WHEN_SEEN } from './test-store';

/** Short names for the cast: who acts, as the tests read. */
export const PERSONAS = {
  acmeAdmin: 'admin@acme.example',
  alice: 'alice@acme.example',
  bob: 'bob@acme.example',
  globexAdmin: 'admin@globex.example',
  carol: 'carol@consulting.example',
} as const satisfies Record<string, CastEmail>;
export type Persona = keyof typeof PERSONAS;

/** With ways past the gateway, into the database itself. */
export interface TestGateway extends Pick<TestDatabase, 'rows' | 'tamper' | 'refuseInserts'> {
  readonly url: string;
  readonly clock: ManualClock;
  readonly hosts: GitHosts;
  readonly gateway: Gateway;
  readonly database: TestDatabase;
  /** Every line that was logged. */
  readonly logged: readonly string[];
  /** Every SQL statement since the start, by its text. */
  readonly statements: readonly string[];
  /** A client that is signed in as a person of the cast. */
  as(persona: Persona): Promise<GraphQLClient>;
  /** A client without an access token. */
  anonymous(): GraphQLClient;
  /** Of the cast's. */
  runtimeId(name: CastRuntime): string;
  accountId(name: 'Acme' | 'Globex'): string;
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly environment?: Config['environment'];
  /** False: log lines and statements are thrown away, which would fill the memory in a test that runs for long. */
  readonly keepsRecords?: boolean;
  /** From the so manyth time on an operation runs without Apollo Server. */
  readonly repeatedWhenSeen?: number;
}

/** Started for one test and closed after it. */
export async function startTestGateway(test: TestContext, options: TestGatewayOptions = {}): Promise<TestGateway> {
  const running = await openTestGateway(options);
  test.after(() => running.close());
  return running;
}

/** For a whole file: whoever starts it closes it. */
export async function openTestGateway({
  environment = 'test',
  keepsRecords = true,
  repeatedWhenSeen = REPEATED_WHEN_SEEN,
}: TestGatewayOptions = {}): Promise<TestGateway> {
  const database = await openTestDatabase();
  const clock = new ManualClock();
  const hosts = await openGitHosts(clock);
  const logged: string[] = [];
  const statements: string[] = [];
  const { gateway, server, close } = await composeGateway(configFor(environment, database.settings), {
    clock,
    log: pino({ level: 'debug' }, { write: (line: string) => keepsRecords && logged.push(line) }),
    gitHosts: settingsFor(hosts.urls),
    onStatement: (sql) => keepsRecords && statements.push(sql),
    repeatedWhenSeen,
  });
  await seedCast(gateway, hosts.urls);
  hosts.reset();
  const { url } = await server.listen();
  const ids = await readIdsOfCast(database);

  return {
    url: `${url}/graphql`,
    clock,
    hosts,
    gateway,
    database,
    logged,
    statements,
    rows: database.rows,
    tamper: database.tamper,
    refuseInserts: database.refuseInserts,
    async as(persona) {
      const now = clock.now();
      const session = await gateway.unitOfWork.run((tx) => openSession(gateway, tx, ids(PERSONAS[persona]), now));
      return new GraphQLClient(`${url}/graphql`, session.accessToken);
    },
    anonymous: () => new GraphQLClient(`${url}/graphql`, null),
    runtimeId: ids,
    accountId: ids,
    async close() {
      await close();
      await database.close();
      await hosts.close();
    },
  };
}

/** People by their e-mails, runtimes and accounts by their names; no two are named the same. */
async function readIdsOfCast({ rows }: TestDatabase): Promise<(name: string) => string> {
  const named = await rows(
    'SELECT id, email AS name FROM person UNION SELECT id, name FROM runtime UNION SELECT id, name FROM account',
  );
  const ids = new Map(named.map(({ id, name }) => [name, String(id)]));
  return (name) => ids.get(name) ?? assert.fail(`${name} is not of the cast`);
}

/** How the gateway reaches the simulated Git hosts at these addresses. */
export const settingsFor = (urls: GitHosts['urls']): GitHostSettings => simulatedHostSettings(urls);

export const configFor = (environment: Config['environment'], database: DatabaseSettings): Config => ({
  environment,
  host: '127.0.0.1',
  port: 0,
  database,
  keys: [{ id: 'test', key: createSecretKey(Buffer.from('a key for tests alone, of 32 byt')) }],
  developmentKeysFile: null,
  gitHosts: {
    allowlist: [],
    apiUrls: { GITHUB: null, GITLAB_CLOUD: null, BITBUCKET_CLOUD: null },
    ca: null,
    proxies: { https: null, http: null, exceptions: [] },
    probes: 'all',
  },
  logLevel: 'debug',
});
