// What is special of PostgreSQL as a target and as a source?

import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { askWhoIAm, withToken } from '../support/session-operations';
import type { TestDatabase } from '../support/test-database';
import { assertRefused, contentsOf, contentsOfFile, move, OTHER_KEYS, openTarget } from './moving';
import { useSeededSource } from './seeded-source';

const seeded = useSeededSource();

async function openWithoutTables(t: TestContext): Promise<TestDatabase> {
  const target = await openTarget(t);
  await target.tamper('DROP SCHEMA public CASCADE');
  await target.tamper('CREATE SCHEMA public');
  return target;
}

test('a target without a table gets them; what an extension has put there is no table', async (t) => {
  const [file, target] = [await seeded.copy(), await openWithoutTables(t)];
  // Stands for what services put into every new database.
  await target.tamper('CREATE VIEW of_an_extension AS SELECT 1');
  await target.tamper('CREATE EXTENSION IF NOT EXISTS plpgsql');
  await target.tamper('ALTER EXTENSION plpgsql ADD VIEW of_an_extension');
  const ran = await move(`sqlite:${file}`, ['--to', target.url]);
  assert.equal(ran.code, 0, ran.stderr);
  const { of_an_extension: _, ...contents } = await contentsOf(target);
  assert.deepEqual(contents, await contentsOfFile(file));
});

test('a refusal in the middle leaves a target without tables without tables', async (t) => {
  const [file, target] = [await seeded.copy(), await openWithoutTables(t)];
  const ran = await move(`sqlite:${file}`, ['--to', target.url], {
    GATEWAY_KEYS: OTHER_KEYS,
  });
  assert.equal(ran.code, 1);
  assert.deepEqual(await contentsOf(target), {});
});

test('one table of another program is enough to refuse', async (t) => {
  const [file, target] = [await seeded.copy(), await openWithoutTables(t)];
  await target.tamper('CREATE TABLE account (balance integer)');
  assertRefused(await move(`sqlite:${file}`, ['--to', target.url]), /^--to: it holds tables of another program/);
  await target.tamper('DROP TABLE account');
  await target.tamper('CREATE TABLE migrations (id integer, migration text)');
  assertRefused(await move(`sqlite:${file}`, ['--to', target.url]), /^--to: it holds tables of another program/);
});

test('a source that a gateway is connected to is refused', async (t) => {
  const source = await openTarget(t);
  await move(`sqlite:${await seeded.copy()}`, ['--to', source.url]);
  const back = `sqlite:${await seeded.copy()}.back`;
  const ran = await seeded.atGateway(source.settings, async (anonymous) => {
    await askWhoIAm(withToken(anonymous, seeded.session));
    return move(source.url, ['--to', back]);
  });
  assertRefused(ran, /^DATABASE_URL: a gateway or another program is using it; stop every gateway first\.\n/);
  assert.equal((await move(source.url, ['--to', back])).code, 0);
});

test('from PostgreSQL to PostgreSQL; into the same database never', async (t) => {
  const [one, other] = [await openTarget(t), await openTarget(t)];
  await move(`sqlite:${await seeded.copy()}`, ['--to', one.url]);
  assert.equal((await move(one.url, ['--to', other.url])).code, 0);
  assert.deepEqual(await contentsOf(other), await contentsOf(one));
  assertRefused(await move(one.url, ['--to', one.url]), /^--to: it is the database that is moved\./);
});
