// What does a move need of a database, whichever it is and on whichever side? One transaction, and questions asked in it.

import type { DataSource, QueryRunner } from 'typeorm';
import { postgresUnusable } from '../postgres-unusable';
import { type SideName, toldOf } from './move-refused';
import { type Table, tablesOf } from './tables';

export type Value = string | number | null;

/** What tells the databases apart. */
export interface Engine {
  /** Asks for the names of all tables and views that are there. */
  readonly relations: string;
  placeholder(position: number): string;
}

export class Side {
  readonly tables: readonly Table[];
  readonly #runner: QueryRunner;
  #isCommitted = false;

  private constructor(
    readonly name: SideName,
    private readonly engine: Engine,
    private readonly source: DataSource,
    private readonly undo: () => void,
  ) {
    this.tables = tablesOf(source);
    this.#runner = source.createQueryRunner();
  }

  /** Connects, and has the transaction begun. What has to be undone beside it is undone unless it is committed. */
  static async open(
    name: SideName,
    engine: Engine,
    source: DataSource,
    begin: (side: Side) => Promise<void>,
    undo: () => void = () => {},
  ): Promise<Side> {
    await toldOf(name, () =>
      source.initialize().catch((error: unknown) => {
        throw postgresUnusable(error);
      }),
    );
    const side = new Side(name, engine, source, undo);
    try {
      await begin(side);
      return side;
    } catch (error) {
      await side.close();
      throw error;
    }
  }

  /** `?` stands for a value. */
  rows<Row>(sql: string, values: readonly Value[] = []): Promise<Row[]> {
    let position = 0;
    const numbered = sql.replaceAll('?', () => this.engine.placeholder(++position));
    return toldOf(this.name, () => this.#runner.query(numbered, [...values]));
  }

  table(name: string): Table {
    const table = this.tables.find((candidate) => candidate.name === name);
    if (table === undefined) throw new Error(`No entity is kept in a table ${name}.`);
    return table;
  }

  async relations(): Promise<string[]> {
    return (await this.rows<{ name: string }>(this.engine.relations)).map(({ name }) => name);
  }

  async count({ name }: Table): Promise<number> {
    const [row] = await this.rows<{ count: unknown }>(`SELECT count(*) AS count FROM ${name}`);
    return Number(row?.count); // PostgreSQL's is a bigint, which its driver gives as text
  }

  /** For what is done with TypeORM itself, on the transaction's connection. */
  with<T>(work: (source: DataSource, runner: QueryRunner) => Promise<T>): Promise<T> {
    return toldOf(this.name, () => work(this.source, this.#runner));
  }

  async commit(): Promise<void> {
    await this.rows('COMMIT');
    this.#isCommitted = true;
  }

  /** What was not committed is given up. */
  async close(): Promise<void> {
    if (!this.#isCommitted) await this.#runner.query('ROLLBACK').catch(() => {});
    await this.#runner.release().catch(() => {});
    await this.source.destroy().catch(() => {}); // what was to be done is done
    if (!this.#isCommitted) this.undo();
  }
}
