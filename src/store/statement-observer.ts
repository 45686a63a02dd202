// Who is told of the statements that run? An observer, for tests that count them; never a log, since statements carry values.

import type { Logger } from 'typeorm';

/** In the place of TypeORM's logger, which would print parameters with failed statements. */
export class StatementObserver implements Logger {
  constructor(private readonly onStatement: (sql: string) => void = () => {}) {}

  logQuery(sql: string): void {
    this.onStatement(sql);
  }

  logQueryError(): void {}
  logQuerySlow(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
