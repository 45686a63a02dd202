// What is moved in these tests? The database of a gateway that had the cast, people who were signed in, and many audit events.

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import Sqlite from 'better-sqlite3';
import pino from 'pino';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { seedCast } from '../../seed/run';
import { composeGateway } from '../../src/compose';
import { parseGatewayKeys } from '../../src/config/gateway-keys';
import type { DatabaseSettings } from '../../src/store/database-settings';
import { GATEWAY_KEYS } from '../start/program';
import { openGitHosts } from '../support/git-hosts';
import { GraphQLClient } from '../support/graphql-client';
import { ManualClock } from '../support/manual-clock';
import { signIn, type TokenPair } from '../support/session-operations';
import { configFor, PERSONAS, settingsFor } from '../support/test-gateway';

/** More than three batches of them are copied. */
export const MANY = 3_210;

export interface SeededSource {
  /** Alice's, at the gateway that had the database. */
  readonly session: TokenPair;
  /** A file for one test; nobody has it open. */
  copy(): Promise<string>;
  /** Work at a gateway with the same keys, hosts and clock on another database, as somebody without an access token. */
  atGateway<T>(database: DatabaseSettings, work: (anonymous: GraphQLClient) => Promise<T>): Promise<T>;
}

/** Seeded once for all tests of a file. */
export function useSeededSource(): SeededSource {
  let opened: OpenedSource;
  before(async () => {
    opened = await openSeededSource();
  });
  after(() => opened.close());
  return {
    get session() {
      return opened.session;
    },
    copy: () => opened.copy(),
    atGateway: (database, work) => opened.atGateway(database, work),
  };
}

interface OpenedSource extends SeededSource {
  close(): Promise<void>;
}

async function openSeededSource(): Promise<OpenedSource> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-move-'));
  const file = join(folder, 'gateway.sqlite');
  const clock = new ManualClock();
  const hosts = await openGitHosts(clock);
  const atGateway: SeededSource['atGateway'] = async (database, work) => {
    const { server, close } = await compose(database, clock, hosts);
    const { url } = await server.listen();
    return work(new GraphQLClient(`${url}/graphql`, null)).finally(close);
  };
  await seed(file, clock, hosts);
  const session = await atGateway({ kind: 'sqlite', file }, (anonymous) => signIn(anonymous, PERSONAS.alice));
  let copies = 0;
  return {
    session,
    async copy() {
      const copied = join(folder, `copy-${++copies}.sqlite`);
      await copyFile(file, copied);
      return copied;
    },
    atGateway,
    async close() {
      await hosts.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const compose = (database: DatabaseSettings, clock: ManualClock, hosts: GitHosts) =>
  composeGateway(
    { ...configFor('test', database), keys: parseGatewayKeys(GATEWAY_KEYS) },
    { clock, log: pino({ level: 'silent' }), gitHosts: settingsFor(hosts.urls) },
  );

async function seed(file: string, clock: ManualClock, hosts: GitHosts): Promise<void> {
  const { gateway, close } = await compose({ kind: 'sqlite', file }, clock, hosts);
  await seedCast(gateway, hosts.urls);
  await close();
  inSqlite(file, (database) => database.prepare(MANY_EVENTS).run(MANY));
}

/** Copies of one, with all in their text that a statement could stumble over. */
const MANY_EVENTS = `
  WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
  INSERT INTO audit_event
  SELECT id || '-' || n, at, account_id, actor, actor_kind, actor_id, action,
    'quotes '' and ",  and %, é and 𝄞, ? and $1 and :name', subject_id, outcome, NULL, n
  FROM (SELECT * FROM audit_event LIMIT 1), number`;

/** Into a file itself; nobody has it open afterwards. */
export function inSqlite<T>(file: string, work: (database: Sqlite.Database) => T): T {
  const database = new Sqlite(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
