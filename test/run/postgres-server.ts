// Where does the run's PostgreSQL come from? An embedded one, with a free port, a password and a folder of its own; all gone at the end.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open-store';
import { embeddedPostgres, freePort, newPassword, POSTGRES_USER } from '../support/embedded-postgres';
import { onServer, prepareOffice, settingsOf, TEMPLATE } from '../support/postgres-test-database';
import { VARIABLES } from '../support/test-store';

/**
 * Nothing here has to survive a power cut. What the store relies on (`synchronous_commit`) stays on: without `fsync` it
 * costs nothing.
 */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_wal_size: '4GB',
  max_connections: '200',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
};

/** Orders text as most installations do, by language, so that what relies on the order of bytes is found out. */
const CLUSTER = ['--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US'];

export interface PostgresServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Started, with a template that has the gateway's tables. Also stops when this process ends by Ctrl-C. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-postgres-'));
  const [port, password] = [await freePort(), newPassword()];
  const said: string[] = [];
  const onLog = (line: string) => said.push(line);
  const server = await embeddedPostgres({ folder, port, password, cluster: CLUSTER, settings: SETTINGS, onLog });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const url = `postgres://${POSTGRES_USER}:${password}@127.0.0.1:${port}`;
  try {
    await server.initialise();
    await server.start();
    process.env[VARIABLES.server] = url;
    await prepareOffice();
    await makeTemplate();
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL does not start.\n${said.slice(-20).join('')}`, { cause: error });
  }
  return { url, stop };
}

/** By the store itself. Nobody may be connected to it afterwards. */
async function makeTemplate(): Promise<void> {
  await onServer(`CREATE DATABASE ${TEMPLATE}`);
  const cipher = { seal: () => '', open: () => null, opens: () => false };
  await (await openStore({ database: settingsOf(TEMPLATE), cipher })).close();
}
