// What does a test run against? The whole gateway on a free port, with a fresh database, simulated Git hosts and the cast.

import { createSecretKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import Sqlite from 'better-sqlite3';
import pino from 'pino';
import { type GitHosts, startGitHosts } from '../../seed/git-hosts/git-hosts';
import { simulatedHostSettings } from '../../seed/git-hosts/host-settings';
import type { CastEmail, CastRuntime } from '../../seed/git-hosts/tokens';
import { seedCast } from '../../seed/run';
import type { Gateway } from '../../src/application/gateway';
import { openSession } from '../../src/application/people/open-session';
import { composeGateway } from '../../src/compose';
import type { Config } from '../../src/config';
import type { GitHostSettings } from '../../src/git-providers/git-providers';
import { GraphQLClient } from './graphql-client';
import { ManualClock } from './manual-clock';
import { assertOnlyAllowedWasSent } from './only-allowed-was-sent';

/** Short names for the cast: who acts, as the tests read. */
export const PERSONAS = {
  acmeAdmin: 'admin@acme.example',
  alice: 'alice@acme.example',
  bob: 'bob@acme.example',
  globexAdmin: 'admin@globex.example',
  carol: 'carol@consulting.example',
} as const satisfies Record<string, CastEmail>;
export type Persona = keyof typeof PERSONAS;

type Row = Record<string, unknown>;

export interface TestGateway {
  readonly url: string;
  readonly clock: ManualClock;
  readonly hosts: GitHosts;
  readonly gateway: Gateway;
  readonly databaseFile: string;
  /** Every line that was logged. */
  readonly logged: readonly string[];
  /** Every SQL statement since the start, by its text. */
  readonly statements: readonly string[];
  /** A client that is signed in as a person of the cast. */
  as(persona: Persona): Promise<GraphQLClient>;
  /** A client without an access token. */
  anonymous(): GraphQLClient;
  runtimeId(name: CastRuntime): string;
  accountId(name: 'Acme' | 'Globex'): string;
  /** Looks into the database file itself, past all that guards it. */
  rows(sql: string, ...values: unknown[]): Row[];
  /** Changes the database file itself: for what no operation can do. */
  tamper(sql: string, ...values: unknown[]): void;
  close(): Promise<void>;
}

export interface TestGatewayOptions {
  readonly environment?: Config['environment'];
  /** False: log lines and statements are thrown away, which would fill the memory in a test that runs for long. */
  readonly keepsRecords?: boolean;
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
}: TestGatewayOptions = {}): Promise<TestGateway> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-test-'));
  const databaseFile = join(folder, 'gateway.sqlite');
  const clock = new ManualClock();
  const hosts = await startGitHosts({ clock, ports: 'FREE' });
  const logged: string[] = [];
  const statements: string[] = [];
  const { gateway, server, close } = await composeGateway(configFor(environment, databaseFile), {
    clock,
    log: pino({ level: 'debug' }, { write: (line: string) => keepsRecords && logged.push(line) }),
    gitHosts: settingsFor(hosts.urls),
    onStatement: (sql) => keepsRecords && statements.push(sql),
  });
  await seedCast(gateway, hosts.urls);
  hosts.reset();
  const { url } = await server.listen();

  const database = new Sqlite(databaseFile);
  const rows = (sql: string, ...values: unknown[]) => database.prepare(sql).all(...values) as Row[];
  const idOf = (sql: string, name: string) => String(rows(sql, name)[0]?.id);

  return {
    url: `${url}/graphql`,
    clock,
    hosts,
    gateway,
    databaseFile,
    logged,
    statements,
    rows,
    async as(persona) {
      const personId = idOf('SELECT id FROM person WHERE email = ?', PERSONAS[persona]);
      const now = clock.now();
      const session = await gateway.unitOfWork.run((tx) => openSession(gateway, tx, personId, now));
      return new GraphQLClient(`${url}/graphql`, session.accessToken);
    },
    anonymous: () => new GraphQLClient(`${url}/graphql`, null),
    runtimeId: (name) => idOf('SELECT id FROM runtime WHERE name = ?', name),
    accountId: (name) => idOf('SELECT id FROM account WHERE name = ?', name),
    tamper: (sql, ...values) => void database.prepare(sql).run(...values),
    async close() {
      database.close();
      await close();
      await hosts.close();
      assertOnlyAllowedWasSent(hosts);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** How the gateway reaches the simulated Git hosts at these addresses. */
export const settingsFor = (urls: GitHosts['urls']): GitHostSettings => simulatedHostSettings(urls);

export const configFor = (environment: Config['environment'], file: string): Config => ({
  environment,
  host: '127.0.0.1',
  port: 0,
  database: { kind: 'sqlite', file },
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
