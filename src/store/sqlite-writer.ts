// How do many write to one SQLite file? One after the other; and since what takes time is the wait until the disk has it,
// those who come at the same time are stored by one COMMIT, each of them whole or not at all.

import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Database, Statement } from 'better-sqlite3';
import { databaseAway, OutcomeUnknown } from './database-errors';
import { committed } from './in-transaction';

/** So many transactions share a COMMIT at most: nobody waits for more than some milliseconds of other people's work. */
const MOST_TOGETHER = 32;

/** So many milliseconds the first one waits for company, where there was company a moment ago. */
const PATIENCE_MS = 1;

/** One transaction that waits for its turn. */
interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type TellOutcome = () => void;

export class SqliteWriter {
  readonly #say: (sql: string) => void;
  readonly #waiting: Waiting[] = [];
  #isBusy = false;
  #isInCompany = false;

  constructor(
    private readonly connection: Database,
    onStatement: (sql: string) => void = () => {},
  ) {
    const prepared = new Map<string, Statement>();
    this.#say = (sql) => {
      onStatement(sql);
      const statement = prepared.get(sql) ?? connection.prepare(sql);
      prepared.set(sql, statement);
      statement.run();
    };
  }

  /** Resolves once the disk has it. May run the work a second time: what the first run did is undone then. */
  transact<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Waiting['resolve'], reject });
      if (!this.#isBusy) void this.#storeAll();
    });
  }

  async #storeAll(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      await this.#company();
      const group = this.#waiting.splice(0, MOST_TOGETHER);
      this.#isInCompany = group.length > 1;
      await this.#store(group);
    }
    this.#isBusy = false;
  }

  /** Whoever comes in the same turn of the event loop comes along; under load, whoever comes a moment later too. */
  async #company(): Promise<void> {
    if (this.#isInCompany && this.#waiting.length < MOST_TOGETHER) await setTimeout(PATIENCE_MS);
    else await setImmediate();
  }

  /**
   * Nobody is answered before the COMMIT: a refusal too may rest on what a neighbour has just written. Where one of them
   * costs all the others their COMMIT, each goes through it again alone.
   */
  async #store(group: readonly Waiting[]): Promise<void> {
    const refuseAll = (error: unknown) => {
      for (const { reject } of group) reject(error);
    };
    try {
      // Takes the right to write at the beginning, so that another process (an operator's command) is waited for there; a
      // transaction that began by reading could only fail when it comes to write.
      this.#say('BEGIN IMMEDIATE');
    } catch {
      return refuseAll(databaseAway());
    }
    try {
      const outcomes: TellOutcome[] = [];
      for (const waiting of group) outcomes.push(await this.#runWhole(waiting));
      await committed(async () => this.#say('COMMIT'));
      for (const tell of outcomes) tell();
    } catch (error) {
      this.#giveUp();
      if (group.length === 1 || error instanceof OutcomeUnknown) return refuseAll(error);
      for (const waiting of group) await this.#store([waiting]);
    }
  }

  /** All of one work or nothing. Throws where everything is lost. */
  async #runWhole({ work, resolve, reject }: Waiting): Promise<TellOutcome> {
    this.#say('SAVEPOINT work');
    try {
      const result = await work();
      this.#say('RELEASE work');
      return () => resolve(result);
    } catch (error) {
      // After some failures (a full disk) SQLite has rolled back everything by itself.
      if (!this.connection.inTransaction) throw error;
      this.#say('ROLLBACK TO work');
      this.#say('RELEASE work');
      return () => reject(error);
    }
  }

  /** Never throws: the error that is the reason is the one to tell. */
  #giveUp(): void {
    try {
      if (this.connection.inTransaction) this.#say('ROLLBACK');
    } catch {}
  }
}
