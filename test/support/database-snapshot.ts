// What stands in the database, and how does a test put it back? Read and written past the gateway, between two requests.

import Sqlite, { type Database } from 'better-sqlite3';

export type Row = Readonly<Record<string, unknown>>;
/** All rows by table, in the order they were written. */
export type Contents = Readonly<Record<string, readonly Row[]>>;

export class DatabaseSnapshot {
  readonly #database: Database;
  readonly #tables: readonly string[];
  /** As it was when the snapshot was taken. */
  readonly contents: Contents;
  #lastLook: { readonly version: unknown; readonly contents: Contents } | null = null;

  constructor(databaseFile: string) {
    this.#database = new Sqlite(databaseFile);
    // What is put back refers to what comes after it; and nothing here has to survive a power cut.
    this.#database.pragma('foreign_keys = OFF');
    this.#database.pragma('synchronous = OFF');
    const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
    this.#tables = this.#database
      .prepare<[], { name: string }>(sql)
      .all()
      .map(({ name }) => name);
    this.contents = this.look();
  }

  /** As it is now. Read anew only when somebody else has written since. */
  look(): Contents {
    const version = this.#database.pragma('data_version', { simple: true });
    const last = this.#lastLook;
    if (last !== null && last.version === version) return last.contents;
    const contents = Object.fromEntries(this.#tables.map((table) => [table, this.#rowsOf(table)]));
    this.#lastLook = { version, contents };
    return contents;
  }

  restore(): void {
    const changed = changedTables(this.contents, this.look());
    this.#database.transaction(() => {
      for (const table of changed) {
        this.#database.prepare(`DELETE FROM ${table}`).run();
        for (const row of this.contents[table] ?? []) this.#insert(table, row);
      }
    })();
    this.#lastLook = null; // one's own writing leaves the version as it was
  }

  close(): void {
    this.#database.close();
  }

  #rowsOf(table: string): Row[] {
    return this.#database.prepare<[], Row>(`SELECT * FROM ${table} ORDER BY rowid`).all();
  }

  #insert(table: string, row: Row): void {
    const columns = Object.keys(row);
    const values = columns.map((column) => `@${column}`);
    this.#database.prepare(`INSERT INTO ${table} (${columns}) VALUES (${values})`).run(row);
  }
}

/** The tables with any difference between two looks. */
export const changedTables = (before: Contents, after: Contents): string[] =>
  Object.keys(before).filter((table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]));
