// The operator's command, as it is run: once as a program of its own, once in this process with a terminal that can be read.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { runAdmin } from '../../src/commands/admin/run-admin';
import { systemClock } from '../../src/system-clock';
import { GATEWAY_KEYS } from '../start/program';

const ADMIN = join(__dirname, '../../src/commands/admin.js');

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Office {
  /** An empty folder; gone after the test. */
  readonly folder: string;
  readonly database: string;
  /** Another process, whose output is a pipe. */
  run(...argv: string[]): Promise<Ran>;
  /** In this process, with a terminal. */
  runInTerminal(...argv: string[]): Promise<Ran>;
}

/** What is said after the line that names the database, which comes first and once. */
export function afterDatabase(stderr: string): string {
  const said = /^Database: (?:sqlite:|postgres)[^\n]+\n(?!Database:)([\s\S]*)$/.exec(stderr)?.[1];
  assert.ok(said !== undefined, `the database is not named first: ${stderr}`);
  return said;
}

export async function openOffice(t: TestContext, environment: Record<string, string> = {}): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-operator-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const database = join(folder, 'gateway.sqlite');
  const given = { NODE_ENV: 'production', GATEWAY_KEYS, DATABASE_URL: `sqlite:${database}`, ...environment };
  // An empty setting is one that is not given.
  const env = { PATH: process.env.PATH ?? '', HOME: folder, ...given };
  return {
    folder,
    database,
    async run(...argv) {
      const child = spawn(process.execPath, [ADMIN, ...argv], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const [stdout, stderr, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close') as Promise<[number | null]>,
      ]);
      return { code, stdout, stderr };
    },
    async runInTerminal(...argv) {
      const told = { stdout: '', stderr: '' };
      const code = await runAdmin(argv, {
        env,
        clock: systemClock,
        stdout: { isTTY: true, write: (words) => (told.stdout += words) },
        stderr: { write: (words) => (told.stderr += words) },
      });
      return { code, ...told };
    },
  };
}
