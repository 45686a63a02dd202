// What does an operator see who made a mistake? One clear line on stderr that names the setting, never its value; and the exit code 1.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { GATEWAY_KEYS, Workplace } from './program';

const PRODUCTION = { NODE_ENV: 'production', GATEWAY_KEYS };

/** Starts, and holds the program to stop with these lines alone. */
async function assertStops(place: Workplace, environment: Record<string, string>, lines: RegExp[]) {
  const program = place.start(environment);
  assert.deepEqual(await program.ended(), { code: 1, signal: null }, program.output);
  const said = program.stderr.trimEnd().split('\n');
  assert.equal(said.length, lines.length, program.output);
  for (const [index, line] of lines.entries()) assert.match(said[index] ?? '', line);
  return program;
}

const CANNOT_START = /^The gateway cannot start with this configuration:$/;

test('production without GATEWAY_KEYS does not start: it names them, and creates nothing', async (t) => {
  const place = await Workplace.open(t);
  await assertStops(place, { NODE_ENV: 'production' }, [CANNOT_START, /^ {2}- GATEWAY_KEYS is not set/]);
  for (const created of ['data', 'config']) assert.ok(!existsSync(join(place.folder, created)), created);
});

test('a weak key and a misspelled NODE_ENV are named, and the key is not printed', async (t) => {
  const weak = `k1:${Buffer.alloc(32, 'weak').toString('base64')}`;
  const environment = { NODE_ENV: 'prod', GATEWAY_KEYS: weak };
  const program = await assertStops(await Workplace.open(t), environment, [
    CANNOT_START,
    /NODE_ENV/,
    /GATEWAY_KEYS is weak/,
  ]);
  assert.ok(!program.output.includes(weak.slice(3, 20)));
});

test('a port that is taken is told in one line', async (t) => {
  const squatter = createServer().listen(0, '127.0.0.1');
  t.after(() => squatter.close());
  await new Promise((resolve) => squatter.once('listening', resolve));
  const { port } = squatter.address() as { port: number };
  await assertStops(await Workplace.open(t), { ...PRODUCTION, PORT: String(port) }, [
    new RegExp(`Port ${port} is taken`),
  ]);
});

for (const url of ['mysql://root:SENTINEL@db.example/gateway', 'postgres://gateway:SENTINEL@']) {
  test(`DATABASE_URL=${url.replace('SENTINEL', '…')} is refused by name, without its value`, async (t) => {
    const lines = [CANNOT_START, /^ {2}- DATABASE_URL must /];
    const program = await assertStops(await Workplace.open(t), { ...PRODUCTION, DATABASE_URL: url }, lines);
    assert.doesNotMatch(program.output, /SENTINEL/);
  });
}

test('a database that this program does not serve is told in one line', async (t) => {
  const DATABASE_URL = 'postgres://gateway:SENTINEL@127.0.0.1:1/gateway';
  const program = await assertStops(await Workplace.open(t), { ...PRODUCTION, DATABASE_URL }, [/DATABASE_URL/]);
  assert.doesNotMatch(program.output, /SENTINEL/);
});

test('a file that is no database is told in one line, and left as it is', async (t) => {
  const place = await Workplace.open(t);
  const file = join(place.folder, 'notes.txt');
  const notes = 'not a database '.repeat(100);
  await writeFile(file, notes);
  await assertStops(place, { ...PRODUCTION, DATABASE_URL: `sqlite:${file}` }, [
    /^DATABASE_URL: its file is no database/,
  ]);
  assert.equal(await readFile(file, 'utf8'), notes);
});

test('a database file that cannot be created is told in one line', async (t) => {
  const place = await Workplace.open(t);
  await writeFile(join(place.folder, 'file'), '');
  const DATABASE_URL = `sqlite:${join(place.folder, 'file', 'gateway.sqlite')}`;
  await assertStops(place, { ...PRODUCTION, DATABASE_URL }, [/^DATABASE_URL: its file cannot be created/]);
});
