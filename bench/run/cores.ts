// Which process runs on which core? The server has one to itself; load, Git host and database share the others.

import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

export interface Cores {
  /** False where there is no `taskset`, or one core only: everything runs anywhere, and ratios are rougher. */
  readonly arePinned: boolean;
  /** For the first server, and for a second one beside it. */
  readonly servers: readonly [string, string];
  readonly load: string;
  /** Two servers, a core each, and two for load and database. */
  readonly allowTwoServers: boolean;
}

export function chooseCores(count = cpus().length): Cores {
  const arePinned = count >= 2 && spawnSync('taskset', ['--version']).status === 0;
  return {
    arePinned,
    servers: ['0', '1'],
    load: count === 2 ? '1' : `${count >= 4 ? 2 : 1}-${count - 1}`,
    allowTwoServers: arePinned && count >= 4,
  };
}

/** This process, and all that it starts without a core of their own. */
export function moveToLoadCores({ arePinned, load }: Cores): void {
  if (arePinned) spawnSync('taskset', ['-pc', load, String(process.pid)]);
}

/** A command line that runs on one core. */
export const pinnedTo = (core: string | null, command: readonly string[]): readonly string[] =>
  core === null ? command : ['taskset', '-c', core, ...command];
