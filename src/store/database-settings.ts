// Which database is it, and how is it reached? SQLite by its file; PostgreSQL over the network.

import type { Secret } from '../domain/secret';

export type DatabaseSettings = SqliteSettings | PostgresSettings;

/** Which database it is, for people: without user and password. */
export const placeOf = (settings: DatabaseSettings): string =>
  settings.kind === 'sqlite'
    ? `sqlite:${settings.file}`
    : `postgres://${settings.host}:${settings.port}/${settings.database}`;

export interface SqliteSettings {
  readonly kind: 'sqlite';
  /** A path; in memory two connections would see two databases. */
  readonly file: string;
}

export interface PostgresSettings {
  readonly kind: 'postgres';
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: Secret | null;
  readonly database: string;
  /** Null: in the clear. */
  readonly tls: PostgresTls | null;
}

/** How much of the server's certificate is held against what, as libpq's `sslmode` names it. */
export interface PostgresTls {
  readonly mode: 'require' | 'verify-ca' | 'verify-full';
  /** Authorities in PEM to trust instead of the built-in ones; null for those. */
  readonly ca: string | null;
}
