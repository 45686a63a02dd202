// Which steps lead to today's schema? The list, oldest first. A step that was released is never changed: a new one follows it.

import { AccountsAndPeople1764097200001 } from './0001-accounts-and-people';
import { RuntimesAndTokens1764097200002 } from './0002-runtimes-and-tokens';
import { AuditEvents1764097200003 } from './0003-audit-events';

export const MIGRATIONS = [AccountsAndPeople1764097200001, RuntimesAndTokens1764097200002, AuditEvents1764097200003];

/** Their names as the database remembers them. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map((Migration) => new Migration().name);
