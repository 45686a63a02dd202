// Does the built command do what its manual says: where to, exit codes, one clear line, and no password in any of them?

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { GATEWAY_KEYS } from '../start/program';
import { contentsOfFile, move } from './moving';
import { MANY, useSeededSource } from './seeded-source';

const PROGRAM = join(__dirname, '../../src/commands/move.js');
const PASSWORD = 'hunter2hunter2';

const seeded = useSeededSource();

/** Another process, whose output is a pipe. */
async function run(environment: Record<string, string>, ...argv: string[]) {
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production', GATEWAY_KEYS, ...environment };
  const child = spawn(process.execPath, [PROGRAM, ...argv], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, stdout, stderr };
}

test('--help is a manual', async () => {
  const { code, stdout, stderr } = await run({}, '--help');
  assert.deepEqual([code, stderr], [0, '']);
  const headings = ['NAME', 'SYNOPSIS', 'DESCRIPTION', 'OPTIONS', 'EXIT CODES', 'ENVIRONMENT'];
  assert.deepEqual(stdout.match(/^[A-Z]{2}[A-Z ]+$/gm), headings);
  for (const line of stdout.split('\n')) assert.ok(line.length <= 88, `too wide for a terminal: ${line}`);
  assert.equal((await run({}, '-h')).stdout, stdout);
});

test('the URL comes from a file, as other settings do; progress on standard error, the summary on standard output', async () => {
  const file = await seeded.copy();
  const [target, setting] = [`${file}.moved`, `${file}.url`];
  writeFileSync(setting, `sqlite:${target}\n`);
  const { code, stdout, stderr } = await run({ DATABASE_URL: `sqlite:${file}`, MOVE_TO_URL_FILE: setting });
  assert.equal(code, 0, stderr);
  assert.match(
    stderr,
    /^opening tokens of the source: 6\ncopying account: 2\n(copying \w+: [\d,]+\n)+opening tokens of the target: 6\n$/,
  );
  const events = (MANY + 6).toLocaleString('en-US');
  assert.match(stdout, new RegExp(`^audit_event +${events}$`, 'm'));
  assert.match(stdout, /^Moved: 9 tables, 3,\d{3} rows, in \d+\.\d seconds\. All 6 tokens open there\.\nNext: /m);
  assert.deepEqual(await contentsOfFile(target), await contentsOfFile(file));
});

const MISUSES: readonly (readonly [argv: string, environment: Record<string, string>, says: RegExp])[] = [
  ['', {}, /^Say where to: --to URL, or MOVE_TO_URL or MOVE_TO_URL_FILE\.\n/],
  ['--to', {}, /^--to needs the URL of a database/],
  ['--to=', {}, /^--to needs the URL of a database/],
  [`postgres://me:${PASSWORD}@there/db`, {}, /^Only --to URL, --keep-unreadable and --help are known\.\n/],
  [`--too=postgres://me:${PASSWORD}@there/db`, {}, /^Only --to URL/],
  ['--to sqlite:a', { MOVE_TO_URL: `postgres://me:${PASSWORD}@there/db` }, /^--to and MOVE_TO_URL are both given/],
  ['--to sqlite:a', { MOVE_TO_URL_FILE: 'a-file' }, /^--to and MOVE_TO_URL are both given/],
];

test('misuse ends with 2, a line that helps, and where the manual is', async () => {
  for (const [words, environment, says] of MISUSES) {
    const { code, stdout, stderr } = await move('sqlite:/nowhere', words.split(' ').filter(Boolean), environment);
    assert.deepEqual([code, stdout], [2, ''], words);
    assert.match(stderr, says);
    assert.match(stderr, /^[^\n]+\nThe manual: npm run move -- --help\n$/);
    assert.ok(!stderr.includes(PASSWORD), words);
  }
});

const WRONG: readonly (readonly [to: string, says: RegExp])[] = [
  ['mysql://there/db', /^--to must be sqlite:<path of a file> or postgres:\/\/…\n$/],
  ['sqlite::memory:', /^--to must name a file/],
  [`postgres://me:${PASSWORD}@:x/db`, /^--to must be postgres:\/\/user:password@host:port\/database/],
  [`postgres://me:${PASSWORD}@127.0.0.1/db?sslmode=maybe`, /^--to has an sslmode that is none of /],
  [`postgres://me:${PASSWORD}@127.0.0.1:1/db`, /^--to: no PostgreSQL answers there; check host and port/],
  ['sqlite:/dev/null/gateway.sqlite', /^--to: its file cannot be created or opened for writing \(ENOTDIR|EEXIST\)/],
];

test('a wrong target is told as a wrong DATABASE_URL is: in one line, without what was given', async () => {
  const file = await seeded.copy();
  for (const [to, says] of WRONG) {
    const { code, stdout, stderr } = await move(`sqlite:${file}`, ['--to', to]);
    assert.deepEqual([code, stdout], [1, ''], to);
    assert.match(stderr, says);
    assert.ok(/^[^\n]+\n$/.test(stderr) && !stderr.includes(PASSWORD), stderr);
  }
  const { stderr } = await move(`sqlite:${file}`, [], { MOVE_TO_URL: 'mysql://there/db' });
  assert.match(stderr, /^MOVE_TO_URL must be sqlite:/);
  const lost = await move(`sqlite:${file}`, [], { MOVE_TO_URL_FILE: '/nowhere' });
  assert.match(
    lost.stderr,
    /^MOVE_TO_URL is to come from MOVE_TO_URL_FILE, but that file cannot be read \(ENOENT\)\n$/,
  );
});

test('it asks for the keys as the gateway does, and before it touches anything', async () => {
  const file = await seeded.copy();
  const { code, stderr } = await run(
    { DATABASE_URL: `sqlite:${file}`, GATEWAY_KEYS: '' },
    '--to',
    `sqlite:${file}.moved`,
  );
  assert.equal(code, 1);
  assert.match(stderr, /- GATEWAY_KEYS is not set/);
  assert.ok(!existsSync(`${file}.moved`));
});
