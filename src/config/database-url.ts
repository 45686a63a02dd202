// Which database does DATABASE_URL name? Taken apart here, so that its password is in a Secret before anything else sees it.

import { Secret } from '../domain/secret';
import type { DatabaseSettings, PostgresSettings, PostgresTls, SqliteSettings } from '../store/database-settings';
import { BadSetting, codeOf, type ReadFile } from './settings-reader';

const FORM = 'must be postgres://user:password@host:port/database';
const HOW_TO_WRITE_A_PASSWORD = 'write @ : / ? # and % in a password as %40 %3A %2F %3F %23 and %25';
const DEFAULT_PORT = 5432;
const TLS_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
/** As libpq has them. `host` names the folder of a Unix socket. */
const PARAMETERS = ['sslmode', 'sslrootcert', 'host'];

/** Reads the file that `sslrootcert` names. */
export const databaseUrlParser =
  (readFile: ReadFile) =>
  (text: string): DatabaseSettings => {
    if (text.startsWith('sqlite:')) return parseSqlite(text.slice('sqlite:'.length));
    if (/^postgres(ql)?:\/\//.test(text)) return parsePostgres(text, readFile);
    throw new BadSetting('must be sqlite:<path of a file> or postgres://…');
  };

function parseSqlite(file: string): SqliteSettings {
  // In memory nothing outlives a restart, and a second connection would see another, empty database.
  if (file === ':memory:') throw new BadSetting('must name a file: a database in memory is lost at every stop');
  if (file === '' || file.startsWith('//') || /[?#]|^file:/.test(file)) {
    throw new BadSetting('must be sqlite:<path of a file>, without // in front and without ? and #');
  }
  return Object.freeze({ kind: 'sqlite', file });
}

function parsePostgres(text: string, readFile: ReadFile): PostgresSettings {
  const url = parsedUrl(text);
  const parameters = parametersOf(url);
  const host = parameters.get('host') ?? decoded(url.hostname).replace(/^\[(.*)\]$/, '$1');
  const database = decoded(url.pathname.slice(1));
  const user = decoded(url.username);
  if (host === '' || database === '' || user === '' || url.hash !== '') throw new BadSetting(FORM);
  return Object.freeze({
    kind: 'postgres',
    host,
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    user,
    password: url.password === '' ? null : new Secret(decoded(url.password)),
    database,
    tls: tlsOf(parameters, isOnThisMachine(host), readFile),
  });
}

function parsedUrl(text: string): URL {
  if (!URL.canParse(text)) throw new BadSetting(`${FORM}, with a port up to 65535; ${HOW_TO_WRITE_A_PASSWORD}`);
  return new URL(text);
}

function parametersOf({ searchParams }: URL): URLSearchParams {
  const names = [...searchParams.keys()];
  const unknown = names.some((name) => !PARAMETERS.includes(name));
  if (unknown) throw new BadSetting(`has a parameter that is not known; known are ${PARAMETERS.join(', ')}`);
  if (new Set(names).size < names.length) throw new BadSetting('has a parameter twice; give each once');
  return searchParams;
}

/**
 * Without `sslmode` TLS is wanted, and the certificate held against its authority and the host's name. Only what stays on
 * this machine goes in the clear.
 */
function tlsOf(parameters: URLSearchParams, isLocal: boolean, readFile: ReadFile): PostgresTls | null {
  const isAsked = parameters.has('sslrootcert') || !isLocal;
  const wanted = parameters.get('sslmode') ?? (isAsked ? 'verify-full' : 'disable');
  const mode = TLS_MODES.find((candidate) => candidate === wanted);
  if (mode === undefined) throw new BadSetting(`has an sslmode that is none of ${TLS_MODES.join(', ')}`);
  const file = parameters.get('sslrootcert');
  const ca = file === null ? null : authorityFrom(file, readFile);
  if (mode === 'verify-ca' && ca === null) {
    throw new BadSetting('has sslmode=verify-ca without sslrootcert: any public certificate would do, for any host');
  }
  if (mode === 'disable') return null;
  // As in libpq: who names an authority wants the certificate checked.
  return Object.freeze({ mode: mode === 'require' && ca !== null ? 'verify-ca' : mode, ca });
}

function authorityFrom(file: string, readFile: ReadFile): string {
  let text: string;
  try {
    text = readFile(file);
  } catch (error) {
    throw new BadSetting(`names an sslrootcert that cannot be read (${codeOf(error)})`);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw new BadSetting('names an sslrootcert that is not in PEM');
  return text;
}

const isOnThisMachine = (host: string): boolean => host.startsWith('/') || /^(localhost|127\.[\d.]+|::1)$/.test(host);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new BadSetting(`${FORM}; ${HOW_TO_WRITE_A_PASSWORD}`);
  }
}
