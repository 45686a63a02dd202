// How do many write to one SQLite file? One after the other; and since what takes time is the wait until the disk has it,
// those who come at the same time are stored by one COMMIT, each of them whole or not at all.

import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Database, Statement } from 'better-sqlite3';
import { databaseAway, OutcomeUnknown, translateDatabaseError } from './database-errors';

/** So many transactions share a COMMIT at most: nobody waits for more than some milliseconds of other people's usual work. */
const MOST_TOGETHER = 32;

/** So many milliseconds the first one waits for company, where the last one had company. */
const PATIENCE_MS = 1;

/** One transaction that waits for its turn. */
interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** What became of one work, to be told once it is known what became of its group. */
interface Outcome {
  readonly tell: () => void;
  /** The COMMIT may be done or not. Who was refused has changed nothing either way. */
  readonly tellUnknown: (error: unknown) => void;
}

/** After these nothing is done, and SQLite itself says so. After all others it may be: the disk has the last word. */
const NOT_COMMITTED = /^SQLITE_(CONSTRAINT|FULL|BUSY)/;

export class SqliteWriter {
  readonly #prepared = new Map<string, Statement>();
  readonly #waiting: Waiting[] = [];
  #isBusy = false;
  #isInCompany = false;

  constructor(
    private readonly connection: Database,
    private readonly onStatement: (sql: string) => void = () => {},
  ) {}

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
    const outcomes: Outcome[] = [];
    try {
      this.#begin();
      for (const waiting of group) outcomes.push(await this.#runWhole(waiting));
      this.#commit();
      for (const { tell } of outcomes) tell();
    } catch (error) {
      this.#giveUp();
      if (error instanceof NotBegun) refuseAll(databaseAway());
      else if (error instanceof OutcomeUnknown) for (const { tellUnknown } of outcomes) tellUnknown(error);
      else if (group.length === 1) refuseAll(error);
      else for (const waiting of group) await this.#store([waiting]);
    }
  }

  /**
   * Takes the right to write at the beginning, so that another process (an operator's command) is waited for there; a
   * transaction that began by reading could only fail when it comes to write.
   */
  #begin(): void {
    this.#giveUp(); // where it could not be done before
    try {
      this.#say('BEGIN IMMEDIATE');
    } catch {
      throw new NotBegun();
    }
  }

  /** All of one work or nothing. Throws where everything is lost. */
  async #runWhole({ work, resolve, reject }: Waiting): Promise<Outcome> {
    this.#say('SAVEPOINT work');
    try {
      const result = await work();
      this.#say('RELEASE work');
      return { tell: () => resolve(result), tellUnknown: reject };
    } catch (error) {
      // After some failures (a full disk) SQLite has rolled back everything by itself.
      if (!this.connection.inTransaction) throw error;
      this.#say('ROLLBACK TO work');
      this.#say('RELEASE work');
      return { tell: () => reject(error), tellUnknown: () => reject(databaseAway()) };
    }
  }

  #commit(): void {
    try {
      this.#run('COMMIT');
    } catch (error) {
      const { code } = error as { readonly code?: string };
      throw NOT_COMMITTED.test(code ?? '') ? translateDatabaseError(error, 'COMMIT') : new OutcomeUnknown();
    }
  }

  /** Never throws: the error that is the reason is the one to tell. */
  #giveUp(): void {
    try {
      if (this.connection.inTransaction) this.#run('ROLLBACK');
    } catch {}
  }

  /** Its errors are told in our words. */
  #say(sql: string): void {
    try {
      this.#run(sql);
    } catch (error) {
      throw translateDatabaseError(error, sql);
    }
  }

  #run(sql: string): void {
    this.onStatement(sql);
    const statement = this.#prepared.get(sql) ?? this.connection.prepare(sql);
    this.#prepared.set(sql, statement);
    statement.run();
  }
}

class NotBegun extends Error {}
