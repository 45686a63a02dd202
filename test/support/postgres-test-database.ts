// A PostgreSQL database for a test: one on the server of this run that nobody else has, emptied when it is given back.

import { randomBytes } from 'node:crypto';
import { Client, types } from 'pg';
import { Secret } from '../../src/domain/secret';
import type { PostgresSettings } from '../../src/store/database-settings';
import { bytesWrittenSince, placeInLog } from './postgres-files';
import { looseRows, PostgresTables, tablesOf } from './postgres-tables';
import type { Row, TestDatabase } from './test-database';
import { VARIABLES } from './test-store';

/** A database with the gateway's tables; nobody is connected to it while it is copied. */
export const TEMPLATE = 'gateway_template';

/** The database where what is about whole databases is done. In `free_database` stand those that wait for their next test. */
const OFFICE = 'postgres';

export const prepareOffice = (): Promise<unknown> => onServer('CREATE TABLE free_database (name text PRIMARY KEY)');

export async function openPostgresTestDatabase(): Promise<TestDatabase> {
  const name = (await takeFree()) ?? (await create());
  const client = await connected(name);
  const beginning = await placeInLog(client);
  let isSpoilt = false;
  let last: Promise<unknown> = Promise.resolve();
  const rows = (sql: string, ...values: unknown[]): Promise<Row[]> => {
    isSpoilt ||= !CHANGES_ROWS_ONLY.test(sql);
    const answer = last.then(() => client.query<Row>(numbered(sql), values)); // one connection, one question at a time
    last = answer.catch(() => {});
    return answer.then(({ rows }) => rows);
  };
  return {
    settings: settingsOf(name),
    url: urlOf(name),
    rows,
    tamper: async (sql, ...values) => void (await rows(sql, ...values)),
    refuseInserts: async (table) => void (await rows(noMoreIn(table))),
    faults: () => looseRows(client),
    bytesOnDisk: () => bytesWrittenSince(client, beginning),
    letGo: async () => {}, // a connection of a test tells a server nothing about the others'
    openTables: async () => PostgresTables.open(await connected(name)),
    async close() {
      if (!isSpoilt) await makeEmpty(client);
      await client.end();
      if (isSpoilt) await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
      else await onServer('INSERT INTO free_database VALUES ($1)', name);
    },
  };
}

// ── one for every test, none made that is not needed: copying the template takes longer than most tests ──────────

async function takeFree(): Promise<string | null> {
  const [row] = await onServer(
    `DELETE FROM free_database WHERE name = (SELECT name FROM free_database LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING name`,
  );
  return row === undefined ? null : String(row.name);
}

async function create(): Promise<string> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
  return name;
}

/** What else was done to a database stays when its rows are gone. */
const CHANGES_ROWS_ONLY = /^\s*(SELECT|INSERT|UPDATE|DELETE)\b(?!.*\bmigrations\b)/is;

/** Also of connections: a gateway that was killed may have left some. */
async function makeEmpty(client: Client): Promise<void> {
  const tables = (await tablesOf(client)).filter((table) => table !== 'migrations');
  await client.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid();
     SET session_replication_role = replica;
     ${tables.map((table) => `DELETE FROM ${table};`).join(' ')}`,
  );
}

// ── the server of this run ───────────────────────────────────────────────────────────────────────

function urlOf(database: string): string {
  const server = process.env[VARIABLES.server];
  if (server === undefined) throw new Error('This test needs a PostgreSQL; run it with: npm test -- --store postgres');
  return new URL(database, server).href;
}

export function settingsOf(database: string): PostgresSettings {
  const { hostname, port, username, password } = new URL(urlOf(database));
  return {
    kind: 'postgres',
    host: hostname,
    port: Number(port),
    user: username,
    password: new Secret(password),
    database,
    tls: null,
  };
}

export async function onServer(sql: string, ...values: unknown[]): Promise<Row[]> {
  const client = await connected(OFFICE);
  return client
    .query<Row>(sql, values)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

const BIGINT = 20;

/** Counts are numbers here, as they are on SQLite. */
async function connected(database: string): Promise<Client> {
  const getTypeParser = (type: number, format?: 'text') =>
    type === BIGINT ? Number : types.getTypeParser(type, format);
  const client = new Client({ connectionString: urlOf(database), types: { getTypeParser } as typeof types });
  await client.connect();
  return client;
}

// ── what SQLite does in other words ──────────────────────────────────────────────────────────────

/** `?` → `$1`, but not inside a text. */
function numbered(sql: string): string {
  let position = 0;
  return sql.replace(/'[^']*'|\?/g, (part) => (part === '?' ? `$${++position}` : part));
}

const noMoreIn = (table: string): string => `DO LANGUAGE plpgsql $do$ BEGIN
  CREATE FUNCTION no_more_in_${table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
  CREATE TRIGGER no_more_in_${table} BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION no_more_in_${table}();
END $do$`;
