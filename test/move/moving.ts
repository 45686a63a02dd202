// How is a move run in these tests, and what stands in a database before and after it?

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { runMove } from '../../src/commands/move/run-move';
import { GATEWAY_KEYS } from '../start/program';
import type { Contents, Tables } from '../support/database-snapshot';
import { SqliteTables } from '../support/sqlite-tables';
import { openTestDatabase, type TestDatabase } from '../support/test-database';

/** Random bytes for tests alone: keys that open nothing here. */
export const OTHER_KEYS = 'k2:9aV1u1wq8oYBz3m0C4tP2hXlKxQ7sJfRrGkNdEo5b6I=';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A fresh database on the store of this run, with nothing in it. */
export async function openTarget(t: TestContext): Promise<TestDatabase> {
  const target = await openTestDatabase();
  t.after(() => target.close());
  return target;
}

/** From this URL, in this process; standard error is no terminal. */
export async function move(
  from: string,
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const told = { stdout: '', stderr: '' };
  const code = await runMove(argv, {
    env: { NODE_ENV: 'production', GATEWAY_KEYS, DATABASE_URL: from, ...environment },
    stdout: { write: (words) => (told.stdout += words) },
    stderr: { write: (words) => (told.stderr += words) },
  });
  return { code, ...told };
}

/** Holds a move to be refused in one line. */
export function assertRefused({ code, stdout, stderr }: Ran, line: RegExp): void {
  assert.match(stderr, line);
  assert.deepEqual([code, stdout], [1, ''], stderr);
  // What was told of the progress before stands above it.
  assert.equal(stderr.split('\n').filter((words) => !/^(opening|copying) /.test(words)).length, 2, stderr);
}

/** All rows of all tables, but for which steps the schema came in. */
export async function contentsOf(database: Pick<TestDatabase, 'openTables'>): Promise<Contents> {
  return rowsIn(await database.openTables());
}

export const contentsOfFile = (file: string): Promise<Contents> => rowsIn(new SqliteTables(file));

async function rowsIn(tables: Tables): Promise<Contents> {
  try {
    const { migrations: _, ...contents } = await tables.contents();
    return contents;
  } finally {
    await tables.close();
  }
}

export const isEmpty = (contents: Contents): boolean => Object.values(contents).every((rows) => rows.length === 0);
