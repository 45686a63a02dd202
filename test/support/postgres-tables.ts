// How are all tables of a PostgreSQL database read and put back? In one round trip each: a matrix of tests does it thousands of times.

import type { Client } from 'pg';
import type { Contents, Tables } from './database-snapshot';

export class PostgresTables implements Tables {
  readonly #look: string;

  private constructor(
    private readonly client: Client,
    names: readonly string[],
  ) {
    const table = (name: string) =>
      `'${name}', (SELECT coalesce(json_agg(it), '[]') FROM (SELECT * FROM ${name} ORDER BY 1, 2) it)`;
    this.#look = `SELECT json_build_object(${names.map(table)}) AS contents`;
  }

  /** On a connection of its own, which it closes. */
  static async open(client: Client): Promise<PostgresTables> {
    return new PostgresTables(client, await tablesOf(client));
  }

  /** Which transactions are seen as done. Where it is the same, the same rows are seen; other databases may make it differ. */
  async version(): Promise<unknown> {
    const { rows } = await this.client.query('SELECT pg_current_snapshot()::text AS version');
    return rows[0].version;
  }

  async contents(): Promise<Contents> {
    const { rows } = await this.client.query(this.#look);
    return rows[0].contents;
  }

  /** As a replica would: what is put back may refer to what comes after it. */
  async replace(contents: Contents): Promise<void> {
    const statements = Object.entries(contents).map(
      ([table, rows]) => `DELETE FROM ${table};
        INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, ${this.#literal(rows)});`,
    );
    await this.client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statements.join('\n')} COMMIT`);
  }

  close(): Promise<void> {
    return this.client.end();
  }

  #literal = (value: unknown): string => this.client.escapeLiteral(JSON.stringify(value));
}

export async function tablesOf(client: Client): Promise<string[]> {
  const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  return rows.map(({ tablename }) => String(tablename));
}

/** What each reference says it refers to, and the question whether it is there. */
const REFERENCES = `
  SELECT 'SELECT ' || quote_literal(format('a row of %s refers to one of %s that is not there', own.relname, other.relname))
    || ' AS fault FROM ' || own.relname || ' own WHERE ' || from_column.attname || ' IS NOT NULL AND NOT EXISTS (SELECT 1 FROM '
    || other.relname || ' other WHERE other.' || to_column.attname || ' = own.' || from_column.attname || ')' AS question
  FROM pg_constraint reference
  JOIN pg_class own ON own.oid = reference.conrelid
  JOIN pg_class other ON other.oid = reference.confrelid
  JOIN pg_attribute from_column ON from_column.attrelid = own.oid AND from_column.attnum = reference.conkey[1]
  JOIN pg_attribute to_column ON to_column.attrelid = other.oid AND to_column.attnum = reference.confkey[1]
  WHERE reference.contype = 'f'`;

/** Rows that refer to what is not there; the server forbids it, unless a test has put them there as a replica would. */
export async function looseRows(client: Client): Promise<string[]> {
  const { rows: references } = await client.query(REFERENCES);
  const { rows } = await client.query(references.map(({ question }) => question).join(' UNION ALL '));
  return rows.map(({ fault }) => String(fault));
}
