// Every field has its bound: at it, it is taken; beyond it, it is refused by name, its value told to nobody, and nothing changes.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import type { Answer } from '../support/graphql-client';
import { createRuntime, type RuntimeInput, setUserToken, updateRuntime } from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
/** Kept, because the runtime is renamed. */
let edge: string;
before(async () => {
  running = await openTestGateway();
  edge = running.runtimeId('acme-edge');
});
after(() => running.close());

/** A rehearsal, so that what is taken leaves no trace for the next case. */
const create = async (changes: Partial<RuntimeInput>): Promise<Answer> =>
  createRuntime(await running.as('acmeAdmin'), {
    accountId: running.accountId('Acme'),
    name: 'acme-new',
    gitProvider: 'GITHUB',
    token: { value: TOKENS.github.goodRuntime.value },
    dryRun: true,
    ...changes,
  });

const update = async (changes: Record<string, unknown>): Promise<Answer> =>
  updateRuntime(await running.as('acmeAdmin'), { runtimeId: edge, ...changes });

const useUsername = async (username: string): Promise<Answer> => {
  const { value } = TOKENS.github.goodUser;
  return setUserToken(await running.as('alice'), running.runtimeId('acme-production'), value, {
    username,
    dryRun: true,
  });
};

const long = (length: number, end = '') => 'x'.repeat(length - end.length) + end;

interface Field {
  readonly path: string;
  readonly send: (value: string) => Promise<Answer>;
  readonly taken: readonly string[];
  readonly refused: readonly string[];
}

const NAMES = {
  taken: ['n', long(100), ` ${long(100)} `, 'Grüße 💥 & <b>'],
  refused: [
    '',
    '   ',
    long(101),
    'control\u0007character',
    'two\nlines',
    'line\u2028separator',
    'nul\u0000',
    'half a pair \ud800',
    'unseen\u200b',
  ],
};

const REPOSITORIES = {
  taken: ['a/b', 'group/sub-group/project.name', '~person/repo', long(200, '/name')],
  refused: [
    '',
    ' ',
    'nameonly',
    '/name',
    'owner/',
    'owner//name',
    '../name',
    'owner/..',
    'owner/./name',
    'own er/name',
    'owner/name?x=1',
    'https://github.com/owner/name',
    long(201, '/name'),
  ],
};

const FIELDS: readonly Field[] = [
  { path: 'name', send: (name) => create({ name }), ...NAMES },
  { path: 'name', send: (name) => update({ name }), ...NAMES },
  { path: 'sharedConfigRepository', send: (name) => create({ sharedConfigRepository: name }), ...REPOSITORIES },
  { path: 'sharedConfigRepository', send: (name) => update({ sharedConfigRepository: name }), ...REPOSITORIES },
  {
    path: 'token.username',
    send: useUsername,
    taken: ['u', long(254), ' me@acme.example '],
    refused: ['', '  ', long(255), 'a:b', 'a\nb'],
  },
];

function assertRefusedField(answer: Answer, path: string, value: string): void {
  answer.assertRefused('BAD_USER_INPUT');
  const { fields } = answer.error.extensions;
  assert.deepEqual(
    fields?.map((field) => field.path),
    [path],
    answer.text,
  );
  assert.ok(
    fields?.[0]?.constraints.every((constraint) => /^must /.test(constraint)),
    answer.text,
  );
  if (value.trim().length > 6) assert.ok(!answer.text.includes(value), 'the value is told');
}

for (const { path, send, taken, refused } of FIELDS) {
  test(`${path}: at its bounds it is taken, beyond them refused by name`, async () => {
    for (const value of taken) assert.ok((await send(value)).data, JSON.stringify(value));
    const before = await storedState(running);
    const asked = requestsSent(running);
    for (const value of refused) assertRefusedField(await send(value), path, value);
    assert.deepEqual([await storedState(running), requestsSent(running)], [before, asked]);
  });
}

test('all fields that are wrong are named at once', async () => {
  const answer = await create({ name: '', sharedConfigRepository: 'x', token: { value: 'whatever', username: 'a:b' } });
  const paths = answer.error.extensions.fields?.map(({ path }) => path);
  assert.deepEqual(paths, ['name', 'sharedConfigRepository', 'token.username']);
});

test('bad input is told before anything is looked up: for an unknown and a foreign target too', async () => {
  for (const runtimeId of ['run_01MCC96FM0RFECHF836CDT14D5', running.runtimeId('globex-production'), 'nonsense'])
    (await update({ runtimeId, name: '' })).assertRefused('BAD_USER_INPUT');
});

test('R12: a well-formed input on an unknown, a foreign or a malformed id: NOT_FOUND, all alike', async () => {
  const ids = ['run_01MCC96FM0RFECHF836CDT14D5', running.runtimeId('globex-production'), 'nonsense', '', "' OR 1=1 --"];
  const answers = await Promise.all(ids.map((runtimeId) => update({ runtimeId, name: 'fine' })));
  for (const answer of answers) answer.assertRefused('NOT_FOUND');
  assert.equal(new Set(answers.map(({ error }) => JSON.stringify(error))).size, 1);
});

test('wrong types, unknown fields and unknown enum values are refused without their values', async () => {
  const before = await storedState(running);
  const secret = runtimeTokenOf('acme-production').value;
  const inputs: Record<string, unknown>[] = [
    { token: secret },
    { token: { value: [secret] } },
    { token: { value: { nested: secret } } },
    { token: { value: 1, comment: secret } },
    { token: { value: secret, expiresAt: secret } },
    { token: { value: secret, expiresAt: '2027-13-45T00:00:00Z' } },
    { token: { value: secret, expiresAt: 1799999999 } },
    { gitProvider: secret },
    { accessMode: 'EVERYBODY' },
    { dryRun: secret },
    { personId: secret },
  ];
  for (const changes of inputs) {
    const answer = await create(changes as Partial<RuntimeInput>);
    const codes = answer.body.errors?.map(({ extensions }) => extensions.code);
    assert.ok(codes?.length && codes.every((code) => code === 'BAD_USER_INPUT'), answer.text);
    assert.ok(!answer.text.includes(secret), answer.text);
  }
  assert.deepEqual(await storedState(running), before);
});
