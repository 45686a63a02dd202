// Which store do the tests of this process run on? SQLite, unless the runner (test/run.ts) says otherwise.

import type { DatabaseSettings } from '../../src/store/database-settings';

export type StoreKind = DatabaseSettings['kind'];

export const STORE_NAMES: Readonly<Record<StoreKind, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

/** The variables in which the runner tells its test files the store, and where the run's PostgreSQL is. */
export const VARIABLES = { store: 'TEST_STORE', server: 'TEST_POSTGRES' } as const;

export const STORE: StoreKind = process.env[VARIABLES.store] === 'postgres' ? 'postgres' : 'sqlite';

/**
 * Operations run without Apollo Server, queries compiled, from the first time on where the store is SQLite, and never where
 * it is PostgreSQL: so each suite goes through both executors. In production they do so when they come again.
 */
export const REPEATED_WHEN_SEEN: number = STORE === 'sqlite' ? 1 : Number.POSITIVE_INFINITY;

/** For a test that is true of one store only; its name says why: `… (SQLite: one writer at a time)`. */
export const onlyOn = (store: StoreKind): { readonly skip: false | string } => ({
  skip: store !== STORE && `of ${STORE_NAMES[store]} only`,
});
