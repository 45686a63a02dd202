// How is a PostgreSQL reached? Through one bounded pool of connections, each with its limits of time.

import type { Pool, PoolConfig } from 'pg';
import { DataSource } from 'typeorm';
import { BUSY_TIMEOUT_MS, type OpeningOptions } from './database';
import type { PostgresSettings, PostgresTls } from './database-settings';
import { ENTITIES } from './entities/all';
import { MIGRATIONS } from './migrations/all';
import { StatementObserver } from './statement-observer';

/** Of one gateway. A server lets in 100 by default: room for nine gateways and their operator. */
const CONNECTIONS = 10;

/** A transaction here takes a few milliseconds; what takes seconds is stuck. */
const limits = (busyTimeoutMs: number) =>
  ({
    /** To connect, and to wait for a free connection of the pool. */
    connectionTimeoutMillis: busyTimeoutMs,
    /** For one statement, waiting for locks included; the server ends it. */
    statement_timeout: busyTimeoutMs,
    /** A gateway that stands still in the middle of a transaction must not keep others from what it has locked. */
    idle_in_transaction_session_timeout: 2 * busyTimeoutMs,
    /** When not even the server's "too long" arrives, the network has swallowed it. */
    query_timeout: 1.5 * busyTimeoutMs,
  }) satisfies PoolConfig;

/** For requests. */
export const postgresSource = (settings: PostgresSettings, options: OpeningOptions): DataSource =>
  sourceWith({ max: CONNECTIONS, ...limits(options.busyTimeoutMs ?? BUSY_TIMEOUT_MS) }, settings, options);

/** For changes of the schema, which on large tables take their time; also that of TypeORM's CLI. */
export const migratingSource = (settings: PostgresSettings, options: OpeningOptions = {}): DataSource =>
  sourceWith({ max: 1, connectionTimeoutMillis: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS }, settings, options);

/** The pool beneath TypeORM: it alone takes named statements, which the server prepares once for each connection. */
export const poolOf = (source: DataSource): Pool => (source.driver as unknown as { readonly master: Pool }).master;

function sourceWith(pool: PoolConfig, settings: PostgresSettings, { onStatement }: OpeningOptions): DataSource {
  const { host, port, user, password, database, tls } = settings;
  return new DataSource({
    type: 'postgres',
    host,
    port,
    username: user,
    password: password?.reveal(),
    database,
    ssl: tls === null ? false : tlsOptions(tls),
    applicationName: 'git-token-gateway',
    installExtensions: false,
    extra: { keepAlive: true, ...pool },
    poolErrorHandler: () => {}, // an idle connection that is lost is replaced when one is needed
    logger: new StatementObserver(onStatement),
    entities: ENTITIES,
    migrations: MIGRATIONS,
  });
}

function tlsOptions({ mode, ca }: PostgresTls) {
  return {
    rejectUnauthorized: mode !== 'require',
    ...(ca !== null && { ca }),
    ...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
  };
}
