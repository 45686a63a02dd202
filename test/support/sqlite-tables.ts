// How are all tables of a SQLite database read and put back? On a connection of their own, which knows when others have written.

import Sqlite, { type Database } from 'better-sqlite3';
import type { Contents, Tables } from './database-snapshot';
import type { Row } from './test-database';

export class SqliteTables implements Tables {
  readonly #database: Database;
  readonly #names: readonly string[];

  constructor(file: string) {
    this.#database = new Sqlite(file);
    // What is put back refers to what comes after it; and nothing here has to survive a power cut.
    this.#database.pragma('foreign_keys = OFF');
    this.#database.pragma('synchronous = OFF');
    const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    this.#names = this.#database.prepare<[], string>(sql).pluck().all();
  }

  /** Stays as it is when this connection writes. */
  async version(): Promise<unknown> {
    return this.#database.pragma('data_version', { simple: true });
  }

  async contents(): Promise<Contents> {
    return Object.fromEntries(this.#names.map((table) => [table, this.#rowsOf(table)]));
  }

  async replace(contents: Contents): Promise<void> {
    this.#database.transaction(() => {
      for (const [table, rows] of Object.entries(contents)) {
        this.#database.prepare(`DELETE FROM ${table}`).run();
        for (const row of rows) this.#insert(table, row);
      }
    })();
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #rowsOf(table: string): Row[] {
    return this.#database.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY 1, 2`).all();
  }

  #insert(table: string, row: Row): void {
    const columns = Object.keys(row);
    const values = columns.map((column) => `@${column}`);
    this.#database.prepare(`INSERT INTO ${table} (${columns}) VALUES (${values})`).run(row);
  }
}
