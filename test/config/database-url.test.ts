// What does DATABASE_URL mean, and what is said of one that means nothing? Never its password.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { databaseUrlParser } from '../../src/config/database-url';
import type { PostgresSettings } from '../../src/store/database-settings';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const parse = databaseUrlParser((path) => {
  if (path === '/ca.pem') return PEM;
  if (path === '/notes.txt') return 'no certificate';
  throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
});

function postgres(url: string) {
  const { password, ...settings } = parse(url) as PostgresSettings;
  return { ...settings, password: password?.reveal() };
}

const REMOTE = { kind: 'postgres', host: 'db.internal', port: 5432, user: 'gateway', database: 'tokens' };
const CHECKED = { mode: 'verify-full', ca: null };

describe('a PostgreSQL', () => {
  const good: readonly (readonly [url: string, settings: object])[] = [
    ['postgres://gateway:pw@db.internal/tokens', { ...REMOTE, password: 'pw', tls: CHECKED }],
    ['postgresql://gateway@db.internal:6432/tokens', { ...REMOTE, port: 6432, password: undefined, tls: CHECKED }],
    [
      'postgres://gate%40way:p%40%3A%2F%25w@db.internal/to%20kens',
      { ...REMOTE, user: 'gate@way', database: 'to kens', password: 'p@:/%w', tls: CHECKED },
    ],
    ['postgres://gateway:pw@localhost/tokens', { ...REMOTE, host: 'localhost', password: 'pw', tls: null }],
    ['postgres://gateway:pw@127.0.0.1/tokens', { ...REMOTE, host: '127.0.0.1', password: 'pw', tls: null }],
    ['postgres://gateway:pw@[::1]/tokens', { ...REMOTE, host: '::1', password: 'pw', tls: null }],
    [
      'postgres://gateway@localhost/tokens?host=/run/postgresql',
      { ...REMOTE, host: '/run/postgresql', password: undefined, tls: null },
    ],
    ['postgres://gateway:pw@db.internal/tokens?sslmode=disable', { ...REMOTE, password: 'pw', tls: null }],
    [
      'postgres://gateway:pw@localhost/tokens?sslmode=require',
      { ...REMOTE, host: 'localhost', password: 'pw', tls: { mode: 'require', ca: null } },
    ],
    [
      'postgres://gateway:pw@db.internal/tokens?sslmode=verify-ca&sslrootcert=/ca.pem',
      { ...REMOTE, password: 'pw', tls: { mode: 'verify-ca', ca: PEM } },
    ],
    [
      'postgres://gateway:pw@localhost/tokens?sslrootcert=/ca.pem',
      { ...REMOTE, host: 'localhost', password: 'pw', tls: { mode: 'verify-full', ca: PEM } },
    ],
    [
      'postgres://gateway:pw@db.internal/tokens?sslmode=require&sslrootcert=/ca.pem',
      { ...REMOTE, password: 'pw', tls: { mode: 'verify-ca', ca: PEM } },
    ],
    [
      'postgres://gateway:pw@db.internal/tokens?sslrootcert=/ca.pem',
      { ...REMOTE, password: 'pw', tls: { mode: 'verify-full', ca: PEM } },
    ],
  ];
  for (const [url, settings] of good) test(url, () => assert.deepEqual(postgres(url), settings));
});

describe('is refused, in words without its password:', () => {
  const bad: readonly (readonly [url: string, words: RegExp])[] = [
    ['mysql://gateway:sentinel@db/tokens', /^must be sqlite:<path of a file> or postgres:/],
    ['postgres://', /^must be postgres:\/\/user/],
    ['postgres://db/tokens', /^must be postgres:\/\/user/],
    ['postgres://gateway:sentinel@db', /^must be postgres:\/\/user/],
    ['postgres://gateway:sentinel@db/', /^must be postgres:\/\/user/],
    ['postgres://gateway:sentinel@db/tokens#x', /^must be postgres:\/\/user/],
    ['postgres://gateway:sent/inel@db/tokens', /%2F/],
    ['postgres://gateway:sentinel%@db/tokens', /%25/],
    ['postgres://gateway:sentinel@db:99999/tokens', /^must be/],
    ['postgres://gateway:sentinel@db/tokens?sslmode=prefer', /sslmode that is none of disable, require/],
    ['postgres://gateway:sentinel@db/tokens?sslmode=verify-full&password=sentinel', /parameter that is not known/],
    ['postgres://gateway:sentinel@db/tokens?sslrootcert=/missing.pem', /sslrootcert that cannot be read \(ENOENT\)/],
    ['postgres://gateway:sentinel@db/tokens?sslmode=disable&sslmode=require', /parameter twice/],
    ['postgres://gateway:sentinel@db/tokens?sslmode=disable&sslrootcert=/missing.pem', /cannot be read/],
    ['postgres://gateway:sentinel@db/tokens?sslrootcert=/notes.txt', /sslrootcert that is not in PEM/],
  ];
  for (const [url, words] of bad) {
    test(url, () => {
      assert.throws(
        () => parse(url),
        (error: Error) => {
          assert.match(error.message, words);
          assert.doesNotMatch(error.message, /sentinel|gateway:|missing|notes/);
          return true;
        },
      );
    });
  }
});
