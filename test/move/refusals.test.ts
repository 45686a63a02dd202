// What is not moved, and from where to where not? In one line each; the target is as it was afterwards.

import assert from 'node:assert/strict';
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { GATEWAY_KEYS } from '../start/program';
import { assertRefused, contentsOf, contentsOfFile, isEmpty, move, OTHER_KEYS, openTarget } from './moving';
import { inSqlite, useSeededSource } from './seeded-source';

const seeded = useSeededSource();

// ── the target ───────────────────────────────────────────────────────────────────────────────────

test('a target with a single row in any table is refused, and keeps it', async (t) => {
  const [file, target] = [await seeded.copy(), await openTarget(t)];
  assert.equal((await move(`sqlite:${file}`, ['--to', target.url])).code, 0);
  const contents = await contentsOf(target);
  assertRefused(
    await move(`sqlite:${file}`, ['--to', target.url]),
    /^--to: it is not empty; give an empty database\.\n/,
  );
  assert.deepEqual(await contentsOf(target), contents);
});

test('a target with the tables of today and no rows in them is taken', async (t) => {
  const [empty, file, target] = [await seeded.copy(), await seeded.copy(), await openTarget(t)];
  emptied(empty);
  assert.equal((await move(`sqlite:${empty}`, ['--to', target.url])).code, 0);
  assert.ok(isEmpty(await contentsOf(target)));
  assert.equal((await move(`sqlite:${file}`, ['--to', target.url])).code, 0);
});

/** What makes an empty database of today's schema one that nothing is moved into. */
const UNFIT: Readonly<Record<string, readonly [change: string, line: RegExp]>> = {
  'an older version': ['DELETE FROM migrations WHERE id = 3', /^--to: it has the schema of an older version; give /],
  'a newer version': [
    "INSERT INTO migrations (timestamp, name) VALUES (1, 'Later1999999999999')",
    /^--to: it has the schema of a newer version; give /,
  ],
  'another program that migrates': [
    "UPDATE migrations SET name = 'Shop' || id",
    /^--to: it holds tables of another program; give /,
  ],
  'another program': ['DROP TABLE migrations', /^--to: it holds tables of another program; give /],
};

for (const [whose, [change, line]] of Object.entries(UNFIT)) {
  test(`a target with the schema of ${whose} is refused`, async (t) => {
    const [empty, file, target] = [await seeded.copy(), await seeded.copy(), await openTarget(t)];
    emptied(empty);
    await move(`sqlite:${empty}`, ['--to', target.url]);
    await target.tamper(change);
    assertRefused(await move(`sqlite:${file}`, ['--to', target.url]), line);
    assert.ok(isEmpty(await contentsOf(target)));
  });
}

test('the database that is moved is no target, whatever its path is called', async () => {
  const file = await seeded.copy();
  symlinkSync(file, `${file}.link`);
  for (const alias of [file, `${dirname(file)}/./${basename(file)}`, `${file}.link`]) {
    assertRefused(
      await move(`sqlite:${file}`, ['--to', `sqlite:${alias}`]),
      /^--to: it is the database that is moved\.\n/,
    );
  }
});

test('a target that refuses a row gets none (all or nothing)', async (t) => {
  const [file, target] = [await seeded.copy(), await openTarget(t)];
  const orphan = "INSERT INTO refresh_token VALUES ('hash', 'ses_nobody', '2026-01-01T00:00:00.000Z', NULL)";
  inSqlite(file, (database) => database.exec(`PRAGMA foreign_keys = OFF; ${orphan}`));
  assertRefused(
    await move(`sqlite:${file}`, ['--to', target.url]),
    /^--to: it refuses a row of the source, which breaks a rule of the schema/m,
  );
  assert.ok(isEmpty(await contentsOf(target)));
});

test('where no file was, there is none after a refusal', async () => {
  const file = await seeded.copy();
  const folder = join(dirname(file), 'not-there-yet');
  assertRefused(
    await move(`sqlite:${file}`, ['--to', `sqlite:${folder}/gateway.sqlite`], { GATEWAY_KEYS: OTHER_KEYS }),
    /^GATEWAY_KEYS: /m,
  );
  assert.deepEqual(readdirSync(folder), []);
});

// ── the source ───────────────────────────────────────────────────────────────────────────────────

test('a source that a gateway has open is refused, also when that gateway does nothing', async (t) => {
  const [file, target] = [await seeded.copy(), await openTarget(t)];
  assertRefused(
    await seeded.atGateway({ kind: 'sqlite', file }, () => move(`sqlite:${file}`, ['--to', target.url])),
    /^DATABASE_URL: a gateway or another program is using it; stop every gateway first\.\n/,
  );
});

test('a source of another schema, or none, is refused in words that tell which', async (t) => {
  const target = await openTarget(t);
  const changes: [string, RegExp][] = [
    ['DELETE FROM migrations WHERE id = 3', /^DATABASE_URL: its schema is of an older version; start this version/],
    [
      "INSERT INTO migrations (timestamp, name) VALUES (1, 'Later1')",
      /^DATABASE_URL: its schema is of a newer version/,
    ],
    ['DROP TABLE migrations', /^DATABASE_URL: its tables are those of another program\./],
  ];
  for (const [change, line] of changes) {
    const file = await seeded.copy();
    inSqlite(file, (database) => database.exec(change));
    assertRefused(await move(`sqlite:${file}`, ['--to', target.url]), line);
  }
  const folder = dirname(await seeded.copy());
  const files: [string, string | null, RegExp][] = [
    ['empty.sqlite', '', /^DATABASE_URL: it has no tables; is it the database that the gateway used\?/],
    ['text.sqlite', 'no database at all'.repeat(100), /^DATABASE_URL: its file is no database, or is damaged\./],
    ['folder/lost.sqlite', null, /^DATABASE_URL: its file is not there\./],
  ];
  for (const [name, content, line] of files) {
    if (content !== null) writeFileSync(join(folder, name), content);
    assertRefused(await move(`sqlite:${join(folder, name)}`, ['--to', target.url]), line);
  }
  assert.ok(!existsSync(join(folder, 'folder')), 'nothing was made where the source should have been');
});

// ── the keys ─────────────────────────────────────────────────────────────────────────────────────

test('tokens that do not open with the keys: refused with their number and what to do, before anything is copied', async (t) => {
  const [file, target] = [await seeded.copy(), await openTarget(t)];
  const ran = await move(`sqlite:${file}`, ['--to', target.url], { GATEWAY_KEYS: OTHER_KEYS });
  assertRefused(ran, /^GATEWAY_KEYS: 6 of 6 tokens do not open\. Give the keys that they were sealed with.*\n$/m);
  assert.doesNotMatch(ran.stderr, /copying/);
  assert.ok(isEmpty(await contentsOf(target)));
  const rotated = await move(`sqlite:${file}`, ['--to', target.url], { GATEWAY_KEYS: `${OTHER_KEYS},${GATEWAY_KEYS}` });
  assert.equal(rotated.code, 0, rotated.stderr);
});

test('--keep-unreadable moves them as they are, and says how many', async (t) => {
  const [file, target] = [await seeded.copy(), await openTarget(t)];
  inSqlite(file, (database) =>
    database.exec(`UPDATE git_token SET sealed = 'v1.lost.' || id WHERE id = (SELECT min(id) FROM git_token)`),
  );
  assertRefused(await move(`sqlite:${file}`, ['--to', target.url]), /^GATEWAY_KEYS: 1 of 6 tokens do not open\./m);
  const ran = await move(`sqlite:${file}`, ['--to', target.url, '--keep-unreadable']);
  assert.match(ran.stdout, /^Moved: .* 1 of 6 tokens open neither here nor there\.$/m);
  assert.deepEqual(await contentsOf(target), await contentsOfFile(file));
});

/** A database with today's tables and nothing in them. */
function emptied(file: string): void {
  inSqlite(file, (database) => {
    database.pragma('foreign_keys = OFF');
    const sql =
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migrations' AND name NOT LIKE 'sqlite%'";
    for (const name of database.prepare<[], string>(sql).pluck().all()) database.exec(`DELETE FROM ${name}`);
  });
}
