// What happens at once? Transactions queue, and the rules hold for whoever comes second.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RUNTIMES } from '../../seed/data';
import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import { createRuntime, setRuntimeToken, setUserToken } from '../support/operations';
import { startTestGateway } from '../support/test-gateway';
import { until } from '../support/until';

const { goodUser, spareUser, excessive, goodRuntime } = TOKENS.github;
const TWENTY = Array.from({ length: 20 }, (_, index) => index);

test('R4: twenty parallel setGitUserToken by one person leave one token, and every version was given once', async (t) => {
  const running = await startTestGateway(t);
  const alice = await running.as('alice');
  const runtimeId = running.runtimeId('acme-production');
  const values = [goodUser.value, spareUser.value, excessive.value, userTokenOf('alice@acme.example', 'github').value];
  const release = running.hosts.github.hold();
  const all = TWENTY.map((index) => setUserToken(alice, runtimeId, values[index % values.length] ?? ''));
  await until('the four values are being checked', () => running.hosts.github.requests.length === values.length);
  release();
  const answers = (await Promise.all(all)).map(({ data }) => data.setGitUserToken);

  assert.ok(answers.every(({ stored }) => stored));
  const rows = await running.rows("SELECT id, version, hint FROM git_token WHERE kind = 'USER'");
  assert.equal(rows.length, 1);
  const hintsByVersion = new Map<number, Set<string>>();
  for (const { userToken } of answers) {
    assert.equal(userToken.id, rows[0]?.id);
    hintsByVersion.set(userToken.version, (hintsByVersion.get(userToken.version) ?? new Set()).add(userToken.hint));
  }
  assert.ok(
    [...hintsByVersion.values()].every((hints) => hints.size === 1),
    'one version is one value',
  );
  const versions = [...hintsByVersion.keys()].sort((one, two) => one - two);
  assert.deepEqual(
    versions,
    versions.map((_, index) => index + 1),
    'none is left out',
  );
  assert.deepEqual(
    [rows[0]?.version, rows[0]?.hint],
    [versions.length, [...(hintsByVersion.get(versions.length) ?? [])][0]],
  );
  const events = await running.rows("SELECT action FROM audit_event WHERE action LIKE 'userToken.%'");
  assert.equal(events.length, 20, 'each left its event');
});

test('R1: twenty parallel createRuntime of one name leave one runtime; the others are told NAME_TAKEN', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const names = ['acme-new', 'ACME-NEW', 'Acme-New'];
  const release = running.hosts.github.hold();
  const all = TWENTY.map((index) =>
    createRuntime(admin, {
      accountId: running.accountId('Acme'),
      name: names[index % names.length] ?? '',
      gitProvider: 'GITHUB',
      token: { value: goodRuntime.value },
    }),
  );
  await until('the check has begun that is one for all', () => running.hosts.github.requests.length === 1);
  release();
  const answers = await Promise.all(all);
  const created = answers.filter(({ body }) => body.errors === undefined);
  assert.deepEqual(
    created.map(({ data }) => data.createRuntime.stored),
    [true],
  );
  for (const answer of answers.filter(({ body }) => body.errors !== undefined))
    answer.assertRefused('CONFLICT', 'NAME_TAKEN');
  assert.equal((await running.rows("SELECT id FROM runtime WHERE name_key = 'acme-new'")).length, 1);
  assert.equal(
    (await running.rows("SELECT id FROM git_token WHERE kind = 'RUNTIME'")).length,
    RUNTIMES.length + 1,
    'those of the cast and one',
  );
  assert.equal((await running.rows("SELECT id FROM audit_event WHERE lower(subject) LIKE '%-new'")).length, 1);
});

test('R5: of two people who set the same value at once one wins, and the other’s is TOKEN_REUSED', async (t) => {
  const running = await startTestGateway(t);
  const people = [await running.as('alice'), await running.as('bob')];
  const runtimeId = running.runtimeId('acme-production');
  const release = running.hosts.github.hold();
  const both = people.map((person) => setUserToken(person, runtimeId, goodUser.value));
  await until('the check has begun that is one for both', () => running.hosts.github.requests.length === 1);
  release();
  const answers = (await Promise.all(both)).map(({ data }) => data.setGitUserToken);
  const told = answers.map(({ stored, verdict }) => `${stored} ${verdict.reason}`).sort();
  assert.deepEqual(told, ['false TOKEN_REUSED', 'true SATISFIED']);
  assert.equal((await running.rows("SELECT id FROM git_token WHERE kind = 'USER'")).length, 1);
});

test('R6: of two runtimes that are given the same value at once one has it', async (t) => {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const release = running.hosts.github.hold();
  const input = {
    accountId: running.accountId('Acme'),
    name: 'acme-new',
    gitProvider: 'GITHUB',
    token: { value: goodRuntime.value },
  };
  const both = [
    createRuntime(admin, input),
    setRuntimeToken(admin, running.runtimeId('acme-production'), goodRuntime.value),
  ];
  await until('both checks have begun', () => running.hosts.github.requests.length === 2);
  release();
  const payloads = (await Promise.all(both)).map(({ data }) => data.createRuntime ?? data.setGitRuntimeToken);
  const told = payloads.map(({ stored, verdict }) => `${stored} ${verdict.reason}`).sort();
  assert.deepEqual(told, ['false TOKEN_REUSED', 'true SATISFIED']);
});
