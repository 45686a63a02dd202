// Does every setting arrive, is every bad one named, and does none of them show its value?

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { inspect } from 'node:util';
import { ConfigError, loadConfig } from '../../src/config';
import type { Environment } from '../../src/config/settings-reader';

const encodedKey = (seed: string) => createHash('sha256').update(seed).digest('base64');
const KEY = encodedKey('one');

/** Made for this test, without its private key. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBijCCAS+gAwIBAgIUINmNf+NtD4J1zfZ1y/0Z8LzTSj8wCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIBcNMjYxMTI1MTk0NzUxWhgPMjEy
NjExMDExOTQ3NTFaMBkxFzAVBgNVBAMMDnRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEnGPU+r/CatVaY31g25iK8qhDo09WDZNiXaMqeHLZ
TkU0hdGg9QyJAhwn7E7mol1FUActASwrgd4nrneTBFAA36NTMFEwHQYDVR0OBBYE
FLOSEml3OsB+H86H3qJ06TLEcrjbMB8GA1UdIwQYMBaAFLOSEml3OsB+H86H3qJ0
6TLEcrjbMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAL4unSWK
nyHw71dl5fqI31ujB5bXXXMxfsNbz/KLmr+AAiEA1vUiZYv4AXdaZpCeO9DtXVeX
FX9TeyYwbSumyOsJFCM=
-----END CERTIFICATE-----`;

/** Everything that production needs. */
const PRODUCTION = { NODE_ENV: 'production', GATEWAY_KEYS: `k1:${KEY}` };

const noFiles = (): never => assert.fail('no file may be read here');
const load = (env: Environment) => loadConfig({ ...PRODUCTION, ...env }, noFiles);

function configError(env: Environment, readFile?: (path: string) => string): ConfigError {
  try {
    loadConfig(env, readFile);
  } catch (error) {
    assert.ok(error instanceof ConfigError, inspect(error));
    return error;
  }
  return assert.fail(`this was accepted: ${Object.keys(env).join(', ')}`);
}

describe('defaults', () => {
  test('only keys have to be given', () => {
    const { keys, ...others } = load({});
    assert.deepEqual(others, {
      environment: 'production',
      host: '127.0.0.1',
      port: 4000,
      database: { kind: 'sqlite', file: './data/gateway.sqlite' },
      developmentKeysFile: null,
      gitHosts: {
        allowlist: [],
        apiUrls: { GITHUB: null, GITLAB_CLOUD: null, BITBUCKET_CLOUD: null },
        ca: null,
        proxies: { https: null, http: null, exceptions: [] },
        probes: 'all',
      },
      logLevel: 'info',
    });
    assert.deepEqual(
      keys.map(({ id, key }) => [id, key.export().toString('base64')]),
      [['k1', KEY]],
    );
  });

  test('a blank variable is one that is not given', () => {
    const blank = { HOST: '', PORT: ' ', DATABASE_URL: '', GIT_HOST_ALLOWLIST: '', GIT_CA_FILE: '', LOG_LEVEL: '' };
    assert.deepEqual(load(blank), load({}));
  });

  test('nothing of it can be changed', () => {
    const config = load({ GATEWAY_KEYS: `k1:${KEY}`, GIT_HOST_ALLOWLIST: 'git.example.com' });
    const parts = [config, config.database, config.keys, config.keys[0], config.gitHosts];
    for (const part of [...parts, config.gitHosts.allowlist, config.gitHosts.allowlist[0], config.gitHosts.apiUrls]) {
      assert.ok(Object.isFrozen(part), `not frozen: ${inspect(part)}`);
    }
  });
});

describe('good values', () => {
  const GOOD: [
    variable: string,
    value: string,
    read: (config: ReturnType<typeof load>) => unknown,
    expected: unknown,
  ][] = [
    ['HOST', '0.0.0.0', (c) => c.host, '0.0.0.0'],
    ['HOST', '::1', (c) => c.host, '::1'],
    ['HOST', 'gateway.internal', (c) => c.host, 'gateway.internal'],
    ['PORT', '0', (c) => c.port, 0],
    ['PORT', ' 65535\n', (c) => c.port, 65_535],
    [
      'DATABASE_URL',
      'sqlite:/var/lib/gateway.sqlite',
      (c) => c.database,
      { kind: 'sqlite', file: '/var/lib/gateway.sqlite' },
    ],
    ['DATABASE_URL', 'postgres://u:p@db:5432/gateway', (c) => c.database.kind, 'postgres'],
    ['GATEWAY_KEYS', `new:${encodedKey('two')}, k1:${KEY}`, (c) => c.keys.map(({ id }) => id), ['new', 'k1']],
    ['GATEWAY_KEYS', `k1:${KEY.replace('=', '')}`, (c) => c.keys.length, 1],
    [
      'GATEWAY_KEYS',
      `abcdefgh-1234567:${Buffer.from(KEY, 'base64').toString('base64url')}`,
      (c) => c.keys[0]?.key.export().toString('base64'),
      KEY,
    ],
    [
      'GIT_HOST_ALLOWLIST',
      'Git.Example.com, git.example.com:8443',
      (c) => c.gitHosts.allowlist,
      [
        { host: 'git.example.com', plainHttp: false },
        { host: 'git.example.com:8443', plainHttp: false },
      ],
    ],
    [
      'GIT_HOST_ALLOWLIST',
      'http://127.0.0.1:4101',
      (c) => c.gitHosts.allowlist,
      [{ host: '127.0.0.1:4101', plainHttp: true }],
    ],
    [
      'GIT_HOST_ALLOWLIST',
      'git.example.com:443,http://git.example.com:80',
      (c) => c.gitHosts.allowlist.map(({ host }) => host),
      ['git.example.com', 'git.example.com'],
    ],
    ['GIT_HOST_ALLOWLIST', '[::1]:8443', (c) => c.gitHosts.allowlist, [{ host: '[::1]:8443', plainHttp: false }]],
    ['GITHUB_API_URL', 'http://127.0.0.1:4100/', (c) => c.gitHosts.apiUrls.GITHUB?.href, 'http://127.0.0.1:4100/'],
    [
      'GITLAB_API_URL',
      'https://proxy.example.com/gitlab/api/v4/',
      (c) => c.gitHosts.apiUrls.GITLAB_CLOUD?.href,
      'https://proxy.example.com/gitlab/api/v4',
    ],
    [
      'BITBUCKET_API_URL',
      'https://api.bitbucket.org/2.0',
      (c) => c.gitHosts.apiUrls.BITBUCKET_CLOUD?.href,
      'https://api.bitbucket.org/2.0',
    ],
    ['GIT_PROBES', 'read', (c) => c.gitHosts.probes, 'read'],
    ['LOG_LEVEL', 'silent', (c) => c.logLevel, 'silent'],
    ['NODE_ENV', 'test', (c) => c.environment, 'test'],
  ];
  for (const [variable, value, read, expected] of GOOD) {
    test(`${variable}=${value.replaceAll(/[\w+/-]{40,}=?/g, '…').trim()}`, () => {
      assert.deepEqual(read(load({ [variable]: value })), expected);
    });
  }
});

describe('bad values', () => {
  // Told apart in what is printed: the sentinel, the keys, and every value long enough not to be in a message by chance.
  const S = 'sentinel';
  const weakKey = (bytes: Buffer | string) => `k1:${Buffer.from(bytes).toString('base64')}`;
  const BAD: Record<string, readonly string[]> = {
    NODE_ENV: ['prod', 'Production', 'staging', S],
    HOST: [`${S} host`, `http://${S}`, `${S}:4000`, `-${S}`, `${S}..example`, '/'],
    PORT: ['-1', '65536', '4000.5', '0x10', '1e3', S, '4000 4001', '999999'],
    DATABASE_URL: [
      S,
      'sqlite:',
      'sqlite::memory:',
      `sqlite://${S}`,
      `sqlite:file:${S}?mode=memory`,
      `sqlite:${S}#x`,
      `mysql://${S}/db`,
      `postgres://${S}`,
      `postgres://${S}/`,
      `postgres://u:${S}@:x/db`,
      `postgres:${S}`,
    ],
    GATEWAY_KEYS: [
      S,
      KEY,
      `:${KEY}`,
      `k1:`,
      `k1:${S}`,
      `k1:${KEY}${S}`,
      `k1:${KEY}:${S}`,
      `k1:${KEY},`,
      `K1:${KEY}`,
      `${S}-${S}:${KEY}`,
      `k_1:${KEY}`,
      `${KEY}:k1`,
      `k1:${KEY},k1:${encodedKey('two')}`,
      `k1:${KEY},k2:${KEY}`,
      `k1:${encodedKey('two').slice(0, -4)}`,
      `k1:*${KEY}`,
      weakKey(Buffer.alloc(31, 7)),
      weakKey(Buffer.alloc(32)),
      weakKey(Buffer.alloc(32, 7)),
      weakKey('deadbeef'.repeat(4)),
      weakKey(Buffer.from(Array.from({ length: 32 }, (_, index) => index))),
      weakKey('correct horse battery staple 123'),
      `k1:${KEY},${weakKey(Buffer.alloc(32)).replace('k1', 'k2')}`,
    ],
    GIT_HOST_ALLOWLIST: [
      `https://${S}.example`,
      `ftp://${S}.example`,
      `${S}.example/path`,
      `user@${S}.example`,
      `${S}.example?x`,
      `*.${S}.example`,
      `${S}.example,`,
      `${S}.example:99999`,
      `${S}.example:`,
      `${S} example`,
      '8080',
      '[::zz]',
    ],
    GITHUB_API_URL: [
      S,
      `${S}.example`,
      `ftp://${S}.example`,
      `https://u:${S}@x.example`,
      `https://x.example/?${S}`,
      `https://x.example/#${S}`,
      'http://api.github.com',
    ],
    GITLAB_API_URL: [`https://${S}@x.example`, 'http://gitlab.com/api/v4', 'https://x.example?'],
    BITBUCKET_API_URL: [`//${S}.example`, 'http://API.bitbucket.org/2.0'],
    GIT_CA: [
      S,
      `-----BEGIN CERTIFICATE-----\n${S}\n-----END CERTIFICATE-----`,
      `-----BEGIN PRIVATE KEY-----\n${S}\n-----END PRIVATE KEY-----`,
    ],
    HTTPS_PROXY: [`socks5://${S}@proxy.example`, `http://${S}.example/path`, `http://${S}@`, `http://p.example/?${S}`],
    http_proxy: [`ftp://${S}.example`, `//${S}`],
    GIT_PROBES: ['none', 'ALL', S],
    LOG_LEVEL: ['verbose', 'INFO', S],
  };

  for (const [variable, values] of Object.entries(BAD)) {
    for (const [index, value] of values.entries()) {
      test(`${variable}, bad value ${index + 1}: the one line names it and not the value`, () => {
        const error = configError({ ...PRODUCTION, [variable]: value }, noFiles);
        assert.equal(error.problems.length, 1, inspect(error.problems));
        assert.ok(error.problems[0]?.startsWith(`${variable} `), error.problems[0]);
        assertHides(error, value);
      });

      test(`${variable}_FILE, bad value ${index + 1}: the same from a file, named as the file's variable`, () => {
        const env = { ...PRODUCTION, [variable]: undefined, [`${variable}_FILE`]: '/run/secrets/x' };
        const error = configError(env, () => `${value}\n`);
        assert.ok(
          error.problems.some((line) => line.startsWith(`${variable}_FILE `)),
          inspect(error.problems),
        );
        assertHides(error, value);
      });
    }
  }

  /** Neither the sentinel nor any key in whatever form a log could print of the error. */
  function assertHides(error: ConfigError, value: string) {
    const shown = [error.message, error.stack, String(error), inspect(error, { depth: 9 }), JSON.stringify(error)].join(
      '\n',
    );
    const words = [S, KEY, encodedKey('two'), ...(value.length > 12 ? [value] : [])];
    for (const word of words) assert.ok(!shown.toLowerCase().includes(word.toLowerCase()), `the error shows ${word}`);
  }
});

test('random keys are never called weak', () => {
  for (let round = 0; round < 2000; round += 1) load({ GATEWAY_KEYS: `k1:${randomBytes(32).toString('base64')}` });
});

describe('settings from files', () => {
  const files: Record<string, string> = {
    '/run/secrets/keys': `k1:${KEY}\n`,
    '/run/secrets/port': '4100\n',
    '/run/secrets/ca.pem': `${CERTIFICATE}\n`,
    '/run/secrets/empty': '\n',
  };
  const readFile = (path: string) => {
    const content = files[path];
    if (content !== undefined) return content;
    throw Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT' });
  };

  test('every setting may come from the file that …_FILE names', () => {
    const config = loadConfig(
      {
        NODE_ENV: 'production',
        GATEWAY_KEYS_FILE: '/run/secrets/keys',
        PORT_FILE: '/run/secrets/port',
        GIT_CA_FILE: '/run/secrets/ca.pem',
      },
      readFile,
    );
    assert.equal(config.keys[0]?.key.export().toString('base64'), KEY);
    assert.equal(config.port, 4100);
    assert.equal(config.gitHosts.ca, CERTIFICATE);
  });

  const WRONG: [why: string, env: Environment, line: string][] = [
    [
      'both are set',
      { PORT: '4000', PORT_FILE: '/run/secrets/port' },
      'PORT and PORT_FILE are both set; give only one of them',
    ],
    [
      'the file is not there',
      { PORT_FILE: '/run/secrets/nothing' },
      'PORT is to come from PORT_FILE, but that file cannot be read (ENOENT)',
    ],
    [
      'the file is empty',
      { PORT_FILE: '/run/secrets/empty' },
      'PORT is to come from PORT_FILE, but that file is empty',
    ],
  ];
  for (const [why, env, line] of WRONG) {
    test(`refused when ${why}`, () => {
      assert.deepEqual(configError({ ...PRODUCTION, ...env }, readFile).problems, [line]);
    });
  }
});

describe('what is told and shown', () => {
  test('all that is wrong is told at once', () => {
    const bad = {
      NODE_ENV: 'production',
      HOST: '/',
      PORT: 'x',
      DATABASE_URL: 'x',
      GIT_HOST_ALLOWLIST: '/',
      GITHUB_API_URL: 'x',
    };
    const error = configError({ ...bad, GIT_CA_FILE: '/x', GIT_PROBES: 'x', LOG_LEVEL: 'x' }, () => 'x');
    assert.deepEqual(
      error.problems.map((line) => line.split(' ')[0]),
      [
        'HOST',
        'PORT',
        'DATABASE_URL',
        'GATEWAY_KEYS',
        'GIT_HOST_ALLOWLIST',
        'GITHUB_API_URL',
        'GIT_CA_FILE',
        'GIT_PROBES',
        'LOG_LEVEL',
      ],
    );
    for (const line of error.problems) assert.ok(error.message.includes(`\n  - ${line}`), error.message);
  });

  test('a printed Config shows no key and no database password', () => {
    const config = load({ DATABASE_URL: 'postgres://gateway:sentinel@db/gateway' });
    const shown = `${inspect(config, { depth: 9, showHidden: true })} ${JSON.stringify(config)}`;
    for (const secret of ['sentinel', KEY, Buffer.from(KEY, 'base64').toString('hex')]) {
      assert.ok(!shown.includes(secret), `the Config shows ${secret}`);
    }
  });

  test('production without keys does not start, names GATEWAY_KEYS and makes none', () => {
    const home = mkdtempSync(join(tmpdir(), 'gateway-config-'));
    const [line = '', ...more] = configError({ NODE_ENV: 'production', XDG_CONFIG_HOME: home, HOME: home }).problems;
    assert.match(line, /^GATEWAY_KEYS is not set, nor is GATEWAY_KEYS_FILE; give an id and 32 random bytes/);
    assert.deepEqual(more, []);
    assert.deepEqual(readdirSync(home), []);
    rmSync(home, { recursive: true });
  });
});
