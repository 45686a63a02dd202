// Where does the command tell its secrets? To a terminal, or in a file for its owner's eyes; nowhere else, and nothing is changed first.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { afterDatabase, openOffice } from './admin-command';

const CREATE = ['create-account', 'Initech', 'nora@new.example'] as const;
const INVITATION = /^Invitation to Initech \(acc_\w+\), good until \S+Z: ([\w-]{43})$/m;

test('into a pipe without --out it tells nothing, and has not even opened the database', async (t) => {
  const { run, database } = await openOffice(t);
  for (const argv of [CREATE, ['reset-password', 'nora@new.example']]) {
    const { code, stdout, stderr } = await run(...argv);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /give --out FILE, or run it in a terminal\. Nothing was changed\./);
  }
  assert.ok(!existsSync(database));
});

test('to a terminal it tells the invitation once', async (t) => {
  const { runInTerminal, folder } = await openOffice(t);
  const { code, stdout, stderr } = await runInTerminal(...CREATE);
  assert.deepEqual([code, afterDatabase(stderr)], [0, '']);
  assert.match(stdout, INVITATION);
  assert.deepEqual(
    readdirSync(folder).filter((name) => !name.startsWith('gateway.sqlite')),
    [],
  );
});

test('--out makes a new file of mode 0600; neither standard output nor the database has the secret', async (t) => {
  const { run, folder, database } = await openOffice(t);
  const file = join(folder, 'invitation');
  const { code, stdout, stderr } = await run(...CREATE, '--out', 'invitation');
  assert.deepEqual([code, afterDatabase(stderr)], [0, '']);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  const secret = INVITATION.exec(readFileSync(file, 'utf8'))?.[1];
  assert.ok(secret);
  assert.ok(!stdout.includes(secret) && stdout.includes(file), stdout);
  assert.ok(!readFileSync(database, 'latin1').includes(secret));
});

test('a terminal is told nothing either, when there is --out', async (t) => {
  const { runInTerminal, folder } = await openOffice(t);
  const file = join(folder, 'invitation');
  const { stdout } = await runInTerminal(...CREATE, `--out=${file}`);
  assert.match(readFileSync(file, 'utf8'), INVITATION);
  assert.doesNotMatch(stdout, INVITATION);
});

test('a file that is there is never overwritten, nor followed to where a link leads; nothing is changed', async (t) => {
  const { run, folder, database } = await openOffice(t);
  writeFileSync(join(folder, 'there'), 'mine');
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'));
  const places = {
    there: /is there already/,
    link: /is there already/,
    'no/such/folder': /cannot be created \(ENOENT\)/,
  };
  for (const [out, words] of Object.entries(places)) {
    const { code, stdout, stderr } = await run(...CREATE, '--out', out);
    assert.deepEqual([code, stdout], [1, ''], out);
    assert.match(stderr, words);
    assert.match(stderr, /Nothing was changed\.\n$/);
  }
  assert.equal(readFileSync(join(folder, 'there'), 'utf8'), 'mine');
  assert.ok(!existsSync(join(folder, 'elsewhere')) && !existsSync(database));
});

test('when the command is refused, no empty file stays behind', async (t) => {
  const { run, folder } = await openOffice(t);
  const { code } = await run('reset-password', 'nobody@acme.example', '--out', 'password');
  assert.equal(code, 1);
  assert.ok(!existsSync(join(folder, 'password')));
});
