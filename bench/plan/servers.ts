// Who is measured? Each server is a program of its own; the gateway is the one that ships.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface ServerKind {
  readonly title: string;
  /** Its compiled program. */
  readonly script: string;
}

export type ServerName =
  | 'gateway'
  | 'before'
  | 'floor'
  | 'mercurius'
  | 'yoga'
  | 'apollo'
  | 'postgresFloor'
  | 'emptyApollo';

const program = (path: string): string => join(__dirname, '../..', path);

/** One of a time before there was a production program has its modules. */
function programIn(dist: string): string {
  const bundled = join(dist, 'production/gateway.js');
  return existsSync(bundled) ? bundled : join(dist, 'src/main.js');
}

/** The `dist` of another checkout, to measure what a change brings. */
const BEFORE = process.env.BENCH_BEFORE;

export const SERVERS: Readonly<Record<ServerName, ServerKind>> = {
  gateway: { title: 'this gateway', script: program('production/gateway.js') },
  before: { title: 'the gateway before', script: programIn(BEFORE ?? '') },
  floor: { title: 'node:http + better-sqlite3 (the floor)', script: program('bench/peers/floor.js') },
  mercurius: { title: 'Mercurius, JIT on', script: program('bench/peers/mercurius.js') },
  yoga: { title: 'GraphQL Yoga', script: program('bench/peers/yoga.js') },
  apollo: { title: 'plain Apollo Server', script: program('bench/peers/apollo.js') },
  postgresFloor: { title: 'node:http + pg, prepared (the floor)', script: program('bench/peers/floor-postgres.js') },
  emptyApollo: { title: 'an empty Apollo Server', script: program('bench/peers/empty-apollo.js') },
};

/** All that serve the same data from SQLite. */
export const SQLITE_SERVERS: readonly ServerName[] = [
  'gateway',
  ...(BEFORE === undefined ? [] : (['before'] as const)),
  'floor',
  'mercurius',
  'yoga',
  'apollo',
];

export const POSTGRES_SERVERS = ['gateway', 'postgresFloor'] as const;
