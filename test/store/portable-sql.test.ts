// Would another database understand us? Every statement of the store is held against the forms that some of them lack.
// One that does not pass either finds another form, or docs/scale.md loses an engine that fits.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { DataSource, EntityTarget, ObjectLiteral, QueryRunner } from 'typeorm';
import { ENTITIES } from '../../src/store/entities/all';
import { MIGRATIONS } from '../../src/store/migrations/all';
import { postgresSource } from '../../src/store/postgres-source';
import { writingSource } from '../../src/store/sqlite-sources';
import { AVOIDED_FORMS, avoidedFormsIn } from './avoided-forms';

import statementModule = require('../../src/store/statement');

interface Sql {
  readonly text: string;
  /** `reads/runtimes`, for the one who has to change it. */
  readonly from: string;
}

/** So many are there today, nearly: fewer means that the test no longer sees them, and proves nothing. */
const AT_LEAST = { statements: 40, migrations: 40, 'built by TypeORM': 54 };

/**
 * Statements are constants of their modules, few of them exported. So the class is watched while all modules of the store
 * are loaded, which needs no hook in the program; what is imported above makes none.
 */
const STATEMENTS: Sql[] = [];
const { Statement } = statementModule;

class WatchedStatement extends Statement {
  constructor(sql: string) {
    super(sql);
    const maker = /src[\\/]store[\\/](\S+)\.js/.exec(new Error().stack ?? '');
    STATEMENTS.push({ text: sql, from: maker?.[1] ?? 'this test' });
  }
}

Object.assign(statementModule, { Statement: WatchedStatement });
const FOLDER = join(__dirname, '../../src/store');
for (const name of filesUnder(FOLDER, '.js')) require(join(FOLDER, name));

test('the statements of the store avoid what other databases lack', () => {
  mustPass(STATEMENTS, 'statements');
});

test('so do the migrations, as SQLite and as PostgreSQL get them', async () => {
  const sent: Sql[] = [];
  for (const type of ['better-sqlite3', 'postgres']) {
    for (const Migration of MIGRATIONS) {
      const query = async (text: string) => void sent.push({ text, from: `${Migration.name} on ${type}` });
      await new Migration().up({ dataSource: { options: { type } }, query } as unknown as QueryRunner);
    }
  }
  mustPass(sent, 'migrations');
});

/** What a source does before its first statement, and TypeORM keeps to itself. */
interface WithoutDatabase {
  buildMetadatas(): Promise<void>;
}

test('so does what TypeORM builds to insert, update and delete', async () => {
  const postgres = { host: '', port: 0, user: '', password: null, database: '', tls: null } as const;
  const sources = [writingSource({ kind: 'sqlite', file: 'x' }), postgresSource({ kind: 'postgres', ...postgres }, {})];
  const built: Sql[] = [];
  for (const source of sources) {
    await (source as unknown as WithoutDatabase).buildMetadatas();
    built.push(...ENTITIES.flatMap((entity) => changesOf(source, entity)));
  }
  mustPass(built, 'built by TypeORM');
});

function changesOf(source: DataSource, entity: EntityTarget<ObjectLiteral>): Sql[] {
  const { name, columns, primaryColumns } = source.getMetadata(entity);
  const row = Object.fromEntries(columns.map(({ propertyName }) => [propertyName, null]));
  const key = Object.fromEntries(primaryColumns.map(({ propertyName }) => [propertyName, 'x']));
  const builder = () => source.createQueryBuilder();
  const changes = [
    builder().insert().into(entity).values(row),
    builder().update(entity).set(row).where(key),
    builder().delete().from(entity).where(key),
  ];
  return changes.map((change) => ({ text: change.getQuery(), from: `${name} on ${source.options.type}` }));
}

/** What is sent past statements, migrations and entities, and may be of one database only. */
const SENT_OTHERWISE: Readonly<Record<string, string>> = {
  'in-transaction.ts': 'BEGIN and COMMIT',
  'migrate.ts': 'the advisory lock of migrations',
  'migrations/forward-migration.ts': 'the migrations, seen above',
  'postgres-database.ts': 'statements, seen above, and ROLLBACK',
  'postgres-unusable.ts': 'SHOW, once, at the start',
  'sqlite-database.ts': 'statements, seen above, and the ends of migrations',
  'sqlite-sources.ts': "SQLite's own settings",
  'sqlite-writer.ts': 'BEGIN, SAVEPOINT and their ends',
  'move/side.ts': 'the copying of tables, from SQLite to PostgreSQL and nowhere else',
  'move/sqlite-side.ts': "SQLite's own settings",
};

test('no file of the store sends SQL that this test does not see, but those it lists', () => {
  const folder = join(process.cwd(), 'src/store');
  const senders = filesUnder(folder, '.ts').filter((name) =>
    /\.(query|exec|pragma|prepare)[(<]/.test(readFileSync(join(folder, name), 'utf8')),
  );
  const unknown = senders.map((name) => name.replaceAll('\\', '/')).filter((name) => !(name in SENT_OTHERWISE));
  assert.deepEqual(unknown, [], 'Make it a Statement, or say in SENT_OTHERWISE what these files send.');
});

test('the sieve holds: each form is caught by its example, and by that form alone', () => {
  for (const { form, example } of AVOIDED_FORMS) {
    const caught = avoidedFormsIn(example).map((avoided) => avoided.form);
    assert.deepEqual(caught, [form], example);
  }
  assert.deepEqual(avoidedFormsIn("SELECT id FROM t WHERE note = 'COPY x::y FOR UPDATE' ORDER BY id"), []);
});

test('the watch holds: a statement made anywhere is seen', () => {
  new statementModule.Statement('SELECT 1 FROM t WHERE a = ANY(:list)');
  assert.throws(() => mustPass(STATEMENTS, 'statements'), /this test: arrays/);
  STATEMENTS.pop();
});

function mustPass(seen: readonly Sql[], kind: keyof typeof AT_LEAST): void {
  assert.ok(seen.length >= AT_LEAST[kind], `Only ${seen.length} ${kind} were seen: the test looks past them.`);
  const complaints = seen.flatMap(({ text, from }) =>
    avoidedFormsIn(text).map(({ form, why }) => `${from}: ${form}. Avoided because ${why}.\n    ${text.trim()}`),
  );
  assert.equal(complaints.length, 0, `Not every database takes these:\n\n${complaints.join('\n\n')}`);
}

function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
}
