// Which columns are written in bulk? What is not named keeps its default.

import type { Database } from 'better-sqlite3';

export const COLUMNS = {
  account: ['id', 'name', 'created_at'],
  person: ['id', 'name', 'name_key', 'email', 'password_hash', 'created_at'],
  membership: ['id', 'account_id', 'person_id', 'email', 'role', 'status', 'created_at'],
  session: ['id', 'person_id', 'created_at', 'expires_at'],
  runtime: [
    'id',
    'account_id',
    'name',
    'name_key',
    'git_provider',
    'git_provider_url',
    'shared_config_repository',
    'access_mode',
    'scope_check_mode',
    'token_id',
    'created_at',
  ],
  git_token: [
    'id',
    'kind',
    'runtime_id',
    'person_id',
    'version',
    'hint',
    'fingerprint',
    'sealed',
    'evidence',
    'login',
    'set_by',
    'created_at',
    'updated_at',
    'verified_at',
  ],
} as const;

export type TableName = keyof typeof COLUMNS;
export type RowOf<T extends TableName> = Readonly<Record<(typeof COLUMNS)[T][number], string | number | null>>;
export type Insert = { readonly [T in TableName]: (row: RowOf<T>) => void };

/** One prepared statement for each table. */
export function insertInto(database: Database): Insert {
  const inserts = Object.entries(COLUMNS).map(([table, columns]) => {
    const values = columns.map((column) => `:${column}`);
    const statement = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`);
    return [table, (row: unknown) => void statement.run(row)];
  });
  return Object.fromEntries(inserts);
}
