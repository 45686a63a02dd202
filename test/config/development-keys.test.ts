// Outside production: are missing keys made once, kept from other users, and the same at every start?

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { ConfigError, loadConfig } from '../../src/config';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gateway-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const folder = () => join(home, '.config', 'git-token-gateway');
const file = () => join(folder(), 'development-keys');
const load = () => loadConfig({ HOME: home });
const permissions = (path: string) => (statSync(path).mode & 0o777).toString(8);

function problem(): string {
  try {
    load();
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    assert.equal(error.problems.length, 1);
    return error.problems[0] ?? '';
  }
  return assert.fail('the keys were accepted');
}

describe('development keys', () => {
  test('are made at the first start, in a file and a folder that only their owner can read', () => {
    const { keys, developmentKeysFile } = load();
    assert.equal(developmentKeysFile, file());
    assert.match(keys[0]?.id ?? '', /^dev-[0-9a-f]{8}$/);
    assert.equal(permissions(file()), '600');
    assert.equal(permissions(folder()), '700');
    assert.deepEqual(readdirSync(folder()), ['development-keys'], 'nothing unfinished is left behind');
  });

  test('are the same at the second start', () => {
    const [first, second] = [load(), load()].map(({ keys }) => keys);
    assert.equal(first?.[0]?.id, second?.[0]?.id);
    assert.deepEqual(first?.[0]?.key.export(), second?.[0]?.key.export());
  });

  test('are the same for first starts at the same moment', async () => {
    const script = `
      const { keys } = require(${JSON.stringify(require.resolve('../../src/config'))}).loadConfig({ HOME: process.env.HOME });
      console.log(keys[0].id + ' ' + require('node:crypto').createHash('sha256').update(keys[0].key.export()).digest('hex'));
    `;
    const start = () => promisify(execFile)(process.execPath, ['-e', script], { env: { HOME: home } });
    const started = await Promise.all(Array.from({ length: 6 }, start));
    assert.equal(new Set(started.map(({ stdout }) => stdout)).size, 1, started.map(({ stdout }) => stdout).join(''));
    assert.deepEqual(readdirSync(folder()), ['development-keys']);
  });

  test('are not made when keys are given', () => {
    const given = readFileAfterFirstStart();
    rmSync(join(home, '.config'), { recursive: true });
    const config = loadConfig({ HOME: home, GATEWAY_KEYS: given });
    assert.equal(config.developmentKeysFile, null);
    assert.deepEqual(readdirSync(home), []);
  });

  test('live under XDG_CONFIG_HOME where that is an absolute path', () => {
    const { developmentKeysFile } = loadConfig({ HOME: '/nowhere', XDG_CONFIG_HOME: join(home, 'xdg') });
    assert.equal(developmentKeysFile, join(home, 'xdg', 'git-token-gateway', 'development-keys'));
    const relative = loadConfig({ HOME: home, XDG_CONFIG_HOME: 'xdg' });
    assert.equal(relative.developmentKeysFile, file());
  });

  for (const mode of [0o640, 0o604, 0o620, 0o610]) {
    test(`are refused when the file has mode ${mode.toString(8)}, with the command that mends it`, () => {
      load();
      chmodSync(file(), mode);
      assert.equal(
        problem(),
        `GATEWAY_KEYS is not set, and the development key in ${file()} is open to other users; run: chmod 600 ${file()}`,
      );
      assert.equal(permissions(file()), mode.toString(8), 'nothing was changed');
    });
  }

  test('are refused when the folder is open to other users', () => {
    mkdirSync(folder(), { recursive: true });
    chmodSync(folder(), 0o755);
    assert.match(problem(), /is open to other users; run: chmod 700 /);
    assert.deepEqual(readdirSync(folder()), [], 'no key was made there');
  });

  test('are refused when the file is damaged, and are not made anew: that would lose every token', () => {
    load();
    const damaged = readFileSync(file(), 'utf8').slice(0, 20);
    writeFileSync(file(), damaged);
    assert.match(problem(), /^GATEWAY_KEYS is not set, and the development key in .* must hold 32 bytes in base64/);
    assert.equal(readFileSync(file(), 'utf8'), damaged);
  });

  test('that cannot be kept are told of, without a key', () => {
    writeFileSync(join(home, '.config'), 'a file where a folder should be');
    assert.match(problem(), /development key in .* cannot be kept \((ENOTDIR|EEXIST)\)$/);
  });

  test('are not made for a misspelled NODE_ENV', () => {
    assert.throws(() => loadConfig({ HOME: home, NODE_ENV: 'produktion' }), ConfigError);
    assert.deepEqual(readdirSync(home), []);
  });
});

function readFileAfterFirstStart(): string {
  load();
  return readFileSync(file(), 'utf8');
}
