// What is a migration made of? Statements that SQLite and PostgreSQL both take, one after the other. The way back is a backup.

import type { MigrationInterface, QueryRunner } from 'typeorm';

export abstract class ForwardMigration implements MigrationInterface {
  /** What a database remembers it by. Said here, so that it does not depend on how a class is called once it is built. */
  abstract readonly name: string;
  protected abstract readonly statements: readonly string[];

  async up(runner: QueryRunner): Promise<void> {
    const isPostgres = runner.dataSource.options.type === 'postgres';
    for (const statement of this.statements) {
      await runner.query(isPostgres ? statement.replace(TEXT_COLUMN, ORDERED_BY_BYTES) : statement);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; to go back, restore a backup.');
  }
}

/** `name text …` in a definition. */
const TEXT_COLUMN = /(?<=\b[a-z_]+ )text\b/g;

/** PostgreSQL orders text by the language of its installation; by its bytes, pages are in the same order everywhere. */
const ORDERED_BY_BYTES = 'text COLLATE "C"';
