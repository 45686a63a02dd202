// How does a statement reach the database? Through one of two connections: the one for reads, or the one of a transaction.

import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { translateDatabaseError } from './database-errors';
import type { Dialect, Parameters, Statement } from './statement';

/** Enough to look things up. */
export interface Connection {
  all<Row>(statement: Statement, parameters: Parameters): Promise<Row[]>;
}

/** The only dialect so far; the next one is chosen where the data source is. */
const DIALECT: Dialect = 'sqlite';

/** Sees what is committed, and nothing else. */
export class ReadConnection implements Connection {
  constructor(private readonly source: DataSource) {}

  async all<Row>(statement: Statement, parameters: Parameters): Promise<Row[]> {
    const { sql, values } = statement.bind(parameters, DIALECT);
    return translated(() => this.source.query<Row[]>(sql, [...values]));
  }
}

/** The connection while one transaction has it. Work that goes on after its transaction is refused: it would write into a neighbour's. */
export class TransactionConnection implements Connection {
  #ended = false;

  constructor(private readonly runner: QueryRunner) {}

  async all<Row>(statement: Statement, parameters: Parameters): Promise<Row[]> {
    const result = await this.#query(statement, parameters);
    return result.records as Row[];
  }

  /** Changes rows and answers how many. */
  async run(statement: Statement, parameters: Parameters): Promise<number> {
    const result = await this.#query(statement, parameters);
    return result.affected ?? 0;
  }

  /** Writes through entities. Only `insert`, `update` and `delete`: `save` would open a transaction of its own. */
  write<T>(change: (entities: Pick<EntityManager, 'insert' | 'update' | 'delete'>) => Promise<T>): Promise<T> {
    this.#mustBeOpen();
    return translated(() => change(this.runner.manager));
  }

  end(): void {
    this.#ended = true;
  }

  #query(statement: Statement, parameters: Parameters) {
    this.#mustBeOpen();
    const { sql, values } = statement.bind(parameters, DIALECT);
    return translated(() => this.runner.query(sql, [...values], true));
  }

  #mustBeOpen(): void {
    if (this.#ended) throw new Error('A transaction was used after its end: something in it was not awaited.');
  }
}

/** Does it, and tells what went wrong in our words. */
export async function translated<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
