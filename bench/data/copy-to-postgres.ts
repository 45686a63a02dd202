// How does the same data come into PostgreSQL? Table by table out of the SQLite file, in one transaction.

import Sqlite from 'better-sqlite3';
import { Client } from 'pg';
import { createKeyRing, type MasterKey } from '../../src/crypto/key-ring';
import { createTokenCipher } from '../../src/crypto/token-cipher';
import { Secret } from '../../src/domain/secret';
import { openStore } from '../../src/store/open-store';
import { COLUMNS } from './tables';

const ROWS_A_STATEMENT = 500;

export interface PostgresPlace {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export async function copyToPostgres(file: string, place: PostgresPlace, keys: readonly MasterKey[]): Promise<void> {
  const cipher = createTokenCipher(createKeyRing(keys));
  const settings = { kind: 'postgres', ...place, password: new Secret(place.password), tls: null } as const;
  await (await openStore({ database: settings, cipher })).close();

  const source = new Sqlite(file, { readonly: true });
  const target = new Client(place);
  await target.connect();
  try {
    // A runtime refers to its token and the token to its runtime; both are checked at the end.
    await target.query('BEGIN');
    for (const [table, columns] of Object.entries(COLUMNS)) await copyTable(source, target, table, columns);
    await target.query('COMMIT');
    await target.query('ANALYZE');
  } finally {
    await target.end();
    source.close();
  }
}

async function copyTable(source: Sqlite.Database, target: Client, table: string, columns: readonly string[]) {
  let batch: unknown[][] = [];
  const send = async () => {
    if (batch.length > 0) await target.query(insertOf(table, columns, batch.length), batch.flat());
    batch = [];
  };
  for (const row of source
    .prepare(`SELECT ${columns.join(', ')} FROM ${table}`)
    .raw()
    .iterate()) {
    batch.push(row as unknown[]);
    if (batch.length === ROWS_A_STATEMENT) await send();
  }
  await send();
}

function insertOf(table: string, columns: readonly string[], rows: number): string {
  const row = (index: number) =>
    `(${columns.map((_, column) => `$${index * columns.length + column + 1}`).join(', ')})`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: rows }, (_, index) => row(index)).join(', ')}`;
}
