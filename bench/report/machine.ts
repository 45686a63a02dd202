// On what was it measured? What tells the results of two machines apart; nothing that names the machine.

import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly isPinned: boolean;
  /** Of node and the packages that are compared. */
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = [
  '@apollo/server',
  'autocannon',
  'better-sqlite3',
  'fastify',
  'graphql',
  'graphql-jit',
  'graphql-yoga',
  'mercurius',
  'pg',
  'type-graphql',
  'typeorm',
];

export function describeMachine(isPinned: boolean): Machine {
  const versions = PACKAGES.map((name) => [name, versionOf(name)]);
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    isPinned,
    versions: Object.fromEntries([['node', process.versions.node], ...versions]),
  };
}

/** Read as a file: not every package lets its package.json be required. */
function versionOf(name: string): string {
  const manifest = join(process.cwd(), 'node_modules', name, 'package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}
