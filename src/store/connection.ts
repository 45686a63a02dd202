// How does a statement reach the database? Through a connection: one for reads, or the one of a transaction.

import type { EntityManager } from 'typeorm';
import { translated } from './database-errors';
import type { BoundStatement, Dialect, Parameters, Statement } from './statement';

/** Enough to look things up. */
export interface Connection {
  all<Row>(statement: Statement, parameters: Parameters): Promise<Row[]>;
}

/** One statement, sent as a driver takes it. */
export type Execute = (statement: BoundStatement) => Promise<Answer>;

export interface Answer {
  readonly rows: unknown[];
  /** Rows that were changed. */
  readonly affected: number;
}

/** Sees what is committed, and nothing else. */
export class ReadConnection implements Connection {
  constructor(
    private readonly dialect: Dialect,
    private readonly execute: Execute,
  ) {}

  async all<Row>(statement: Statement, parameters: Parameters): Promise<Row[]> {
    const bound = statement.bind(parameters, this.dialect);
    const { rows } = await translated(() => this.execute(bound), bound.sql);
    return rows as Row[];
  }
}

/** The connection while one transaction has it. Work that goes on after its transaction is refused: it would write into a neighbour's. */
export class TransactionConnection implements Connection {
  #ended = false;

  constructor(
    private readonly dialect: Dialect,
    private readonly execute: Execute,
    private readonly entities: EntityManager,
  ) {}

  async all<Row>(statement: Statement, parameters: Parameters): Promise<Row[]> {
    return (await this.#run(statement, parameters)).rows as Row[];
  }

  /** Changes rows and answers how many. */
  async run(statement: Statement, parameters: Parameters): Promise<number> {
    return (await this.#run(statement, parameters)).affected;
  }

  /** Writes through entities. Only `insert`, `update` and `delete`: `save` would open a transaction of its own. */
  write<T>(change: (entities: Pick<EntityManager, 'insert' | 'update' | 'delete'>) => Promise<T>): Promise<T> {
    this.#mustBeOpen();
    return translated(() => change(this.entities));
  }

  end(): void {
    this.#ended = true;
  }

  #run(statement: Statement, parameters: Parameters): Promise<Answer> {
    this.#mustBeOpen();
    const bound = statement.bind(parameters, this.dialect);
    return translated(() => this.execute(bound), bound.sql);
  }

  #mustBeOpen(): void {
    if (this.#ended) throw new Error('A transaction was used after its end: something in it was not awaited.');
  }
}
