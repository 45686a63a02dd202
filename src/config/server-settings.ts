// Where does the gateway listen, where does it keep its data, and how does it behave? The plain settings.

import { isIP } from 'node:net';
import { Secret } from '../domain/secret';
import { BadSetting } from './settings-reader';

/** `DATABASE_URL`, taken apart. The address of a PostgreSQL holds a password. */
export type DatabaseConfig =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: Secret };

/** As the log library (pino) names them. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

export function parseHost(text: string): string {
  if (isIP(text) === 0 && !HOST_NAME.test(text)) throw new BadSetting('must be an IP address or a host name');
  return text;
}

/** 0 takes any free port. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new BadSetting('must be a whole number from 0 to 65535');
  return port;
}

export function parseDatabaseUrl(text: string): DatabaseConfig {
  if (text.startsWith('sqlite:'))
    return Object.freeze({ kind: 'sqlite', file: parseSqliteFile(text.slice('sqlite:'.length)) });
  if (/^postgres(ql)?:\/\//.test(text)) return Object.freeze({ kind: 'postgres', url: parsePostgresUrl(text) });
  throw new BadSetting('must be sqlite:<path of a file> or postgres://…');
}

function parseSqliteFile(path: string): string {
  // In memory nothing outlives a restart, and a second connection would see another, empty database.
  if (path === ':memory:') throw new BadSetting('must name a file: a database in memory is lost at every stop');
  if (path === '' || path.startsWith('//') || /[?#]|^file:/.test(path)) {
    throw new BadSetting('must be sqlite:<path of a file>, without // in front and without ? and #');
  }
  return path;
}

function parsePostgresUrl(text: string): Secret {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.hostname === '' || url.pathname.length < 2) {
    throw new BadSetting('must be postgres://user:password@host:port/database');
  }
  return new Secret(text);
}

/** A parser for settings that take one word of a few. */
export const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (text: string): T => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new BadSetting(`must be one of: ${words.join(', ')}`);
    return word;
  };
