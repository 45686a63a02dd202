// How is a PostgreSQL database opened to be moved from, or into?

import type { PostgresSettings } from '../database-settings';
import { MIGRATION_LOCK } from '../postgres-database';
import { migratingSource } from '../postgres-source';
import { refuseUnsafeServer } from '../postgres-unusable';
import { IN_USE, MoveRefused } from './move-refused';
import { refuseUnfitSource } from './schema-version';
import { type Engine, Side } from './side';
import { prepareTarget } from './target-schema';

const POSTGRES: Engine = {
  // Not those of extensions, which some services put into every new database.
  relations: `SELECT relation.relname AS name FROM pg_class relation
    WHERE relation.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
      AND relation.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = relation.oid AND deptype = 'e')`,
  placeholder: (position) => `$${position}`,
};

/** A move takes as long as it takes; only for locks it does not wait long. A role or a server may say otherwise. */
const LIMITS = `SELECT set_config(name, CASE name WHEN 'lock_timeout' THEN '5s' ELSE '0' END, true) FROM pg_settings
  WHERE name IN ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout')`;

/** An idle one may have no connection for a while: then it is not noticed. */
const GATEWAYS = `SELECT pid FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'git-token-gateway' AND pid <> pg_backend_pid()`;

/** The lock lets others read, and nobody write: each statement sees the same, also what was committed just before. */
export const openPostgresSource = (settings: PostgresSettings): Promise<Side> =>
  Side.open('source', POSTGRES, migratingSource(settings), async (side) => {
    await side.rows('BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY');
    await side.rows(LIMITS);
    await refuseUnfitSource(side);
    if ((await side.rows(GATEWAYS)).length > 0) throw new MoveRefused('source', IN_USE);
    await side.rows(`LOCK TABLE ${namesOf(side)} IN SHARE MODE`);
  });

/** A gateway that starts there meanwhile waits for the lock; one that runs there on an empty schema cannot write. */
export const openPostgresTarget = (settings: PostgresSettings): Promise<Side> =>
  Side.open('target', POSTGRES, migratingSource(settings), async (side) => {
    await side.with(refuseUnsafeServer);
    await side.rows('BEGIN ISOLATION LEVEL READ COMMITTED');
    await side.rows(LIMITS);
    await side.rows(MIGRATION_LOCK);
    await prepareTarget(side, `LOCK TABLE ${namesOf(side)} IN EXCLUSIVE MODE`);
  });

const namesOf = ({ tables }: Side): string => tables.map(({ name }) => name).join(', ');
