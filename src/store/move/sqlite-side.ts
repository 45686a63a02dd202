// How is a SQLite file opened to be moved from, or into?

import { existsSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { DataSource } from 'typeorm';
import type { SqliteSettings } from '../database-settings';
import { ENTITIES } from '../entities/all';
import { createDatabaseFile, writingSource } from '../sqlite-sources';
import { StatementObserver } from '../statement-observer';
import { MoveRefused, toldOf } from './move-refused';
import { refuseUnfitSource } from './schema-version';
import { type Engine, Side } from './side';
import { prepareTarget } from './target-schema';

const SQLITE: Engine = {
  relations: `SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  placeholder: () => '?',
};

/** How long to wait for another program that has the file: a gateway has it as long as it runs. */
const BUSY_TIMEOUT_MS = 1_000;

/** Nobody else has the file open then, nor can open it: a gateway that was not stopped is noticed, even one that does nothing. */
export async function openSqliteSource({ file }: SqliteSettings): Promise<Side> {
  if (!existsSync(file)) throw new MoveRefused('source', 'its file is not there.');
  return Side.open('source', SQLITE, exclusiveSource(file), async (side) => {
    await side.rows('BEGIN EXCLUSIVE');
    await refuseUnfitSource(side);
  });
}

/** Where no file was, there is one only when all is committed. (After a kill it may stay, without a table in it.) */
export async function openSqliteTarget(settings: SqliteSettings): Promise<Side> {
  const { file } = settings;
  const isNew = !existsSync(file);
  await toldOf('target', async () => createDatabaseFile(settings));
  return Side.open(
    'target',
    SQLITE,
    writingSource(settings, { busyTimeoutMs: BUSY_TIMEOUT_MS }),
    async (side) => {
      await side.rows('BEGIN IMMEDIATE');
      await prepareTarget(side);
    },
    () => isNew && rmSync(file, { force: true }),
  );
}

const exclusiveSource = (file: string): DataSource =>
  new DataSource({
    type: 'better-sqlite3',
    database: file,
    fileMustExist: true,
    timeout: BUSY_TIMEOUT_MS,
    prepareDatabase: (database: Database) => void database.pragma('locking_mode = EXCLUSIVE'),
    logger: new StatementObserver(),
    entities: ENTITIES,
  });
