// All or nothing: what is left of a move that is killed in the middle? The target as it was, and a source that can be moved again.

import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { GATEWAY_KEYS } from '../start/program';
import { contentsOf, contentsOfFile, isEmpty, move, openTarget } from './moving';
import { useSeededSource } from './seeded-source';

const seeded = useSeededSource();

const STEPS = [
  'opening tokens of the source',
  'copying account',
  'copying git_token',
  'copying audit_event',
  'opening tokens of the target',
];

for (const step of STEPS) {
  test(`killed at "${step}": nothing is there; the same command moves everything afterwards`, async (t) => {
    const [file, target] = [await seeded.copy(), await openTarget(t)];
    const env = { PATH: process.env.PATH, NODE_ENV: 'production', GATEWAY_KEYS, DATABASE_URL: `sqlite:${file}` };
    const child = fork(join(__dirname, 'killed-move.js'), [step, '--to', target.url], { env });
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGKILL']);

    assert.ok(isEmpty(await contentsOf(target)));
    const ran = await move(`sqlite:${file}`, ['--to', target.url]);
    assert.equal(ran.code, 0, ran.stderr);
    assert.deepEqual(await contentsOf(target), await contentsOfFile(file));
  });
}
