// What stands in the database, and how does a test put it back? Read and written past the gateway, between two requests.

import type { Row, TestDatabase } from './test-database';

/** All rows by table, in the order of their first columns. */
export type Contents = Readonly<Record<string, readonly Row[]>>;

/** All tables of a database, past all that guards them. */
export interface Tables {
  /** Another one whenever somebody else has written in between. Cheap. */
  version(): Promise<unknown>;
  contents(): Promise<Contents>;
  /** Puts these rows in the place of all that are in these tables. */
  replace(contents: Contents): Promise<void>;
  close(): Promise<void>;
}

export class DatabaseSnapshot {
  #lastLook: { readonly version: unknown; readonly contents: Contents } | null = null;

  private constructor(
    private readonly tables: Tables,
    /** As it was when the snapshot was taken. */
    readonly contents: Contents,
  ) {}

  static async take(database: TestDatabase): Promise<DatabaseSnapshot> {
    const tables = await database.openTables();
    return new DatabaseSnapshot(tables, await tables.contents());
  }

  /** As it is now. Read anew only when somebody has written since. */
  async look(): Promise<Contents> {
    const version = await this.tables.version();
    const last = this.#lastLook;
    if (last !== null && last.version === version) return last.contents;
    const contents = await this.tables.contents();
    this.#lastLook = { version, contents };
    return contents;
  }

  async restore(): Promise<void> {
    const changed = changedTables(this.contents, await this.look());
    await this.tables.replace(Object.fromEntries(changed.map((table) => [table, this.contents[table] ?? []])));
    this.#lastLook = null; // one's own writing may leave the version as it was
  }

  close(): Promise<void> {
    return this.tables.close();
  }
}

/** The rows that have come to this table in between, in the order of their ids. */
export function addedRows(table: string, before: Contents, after: Contents): readonly Row[] {
  const known = new Set(before[table]?.map(({ id }) => id));
  return (after[table] ?? []).filter(({ id }) => !known.has(id));
}

/** The tables with any difference between two looks. */
export const changedTables = (before: Contents, after: Contents): string[] =>
  Object.keys(before).filter((table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]));
