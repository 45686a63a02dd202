// What is a migration made of? Statements that SQLite and PostgreSQL both take, one after the other. The way back is a backup.

import type { MigrationInterface, QueryRunner } from 'typeorm';

export abstract class ForwardMigration implements MigrationInterface {
  protected abstract readonly statements: readonly string[];

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of this.statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only; to go back, restore a backup.');
  }
}
