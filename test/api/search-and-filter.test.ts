// Which runtimes are found? By a part of the name in any case, and by how the viewer's own user token stands.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { createRuntime, setUserToken, verifyUserToken } from '../support/operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const NAMES = ['100% sure', 'under_score', 'Bang!', 'Zürich', 'back\\slash', 'plain'];

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
  await running.tamper("UPDATE account SET runtime_token_reuse = 'ALLOW'");
  const admin = await running.as('acmeAdmin');
  for (const name of NAMES) {
    const token = { value: TOKENS.github.goodRuntime.value };
    await createRuntime(admin, { accountId: running.accountId('Acme'), name, gitProvider: 'GITHUB', token });
  }
});
after(() => running.close());

interface Filter {
  readonly search?: string | null;
  readonly status?: readonly string[] | null;
  readonly first?: number;
  readonly after?: string;
}

async function find(variables: Filter) {
  const query = `query ($search: String, $status: [GitTokenStatus!], $first: Int, $after: String) {
    viewer { runtimes(search: $search, userTokenStatus: $status, first: $first, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { name userTokenStatus } } } } }`;
  const { totalCount, pageInfo, edges } = (await (await running.as('alice')).send(query, { ...variables })).data.viewer
    .runtimes;
  return { totalCount, pageInfo, names: edges.map(({ node }: { node: { name: string } }) => node.name) };
}

const SEARCHES: readonly [search: string | null, names: readonly string[]][] = [
  ['%', ['100% sure']],
  ['_', ['under_score']],
  ['!', ['Bang!']],
  ['\\', ['back\\slash']],
  ['0% S', ['100% sure']],
  ['ÜRI', ['Zürich']],
  ['u\u0308rich', ['Zürich']],
  ['BANG', ['Bang!']],
  ['  plain ', ['plain']],
  ["'", []],
  ['no such', []],
];

test('search is a part of the name in any case; signs that a database reads otherwise are themselves', async () => {
  for (const [search, names] of SEARCHES) {
    const found = await find({ search });
    assert.deepEqual([found.names, found.totalCount], [names, names.length], `search: ${search}`);
  }
});

test('no search, an empty one and blanks find all', async () => {
  for (const search of [null, '', '   ']) assert.equal((await find({ search })).totalCount, NAMES.length + 3);
});

test('search has at most 100 characters', async () => {
  assert.equal((await find({ search: 'x'.repeat(100) })).totalCount, 0);
  const answer = await (await running.as('alice')).send(
    'query ($search: String) { viewer { runtimes(search: $search) { totalCount } } }',
    { search: 'x'.repeat(101) },
  );
  answer.assertRefused('BAD_USER_INPUT');
  assert.deepEqual(
    answer.error.extensions.fields?.map(({ path }) => path),
    ['search'],
  );
});

test('userTokenStatus finds by the viewer’s own token, counts what it finds, and pages through it; an empty list means any', async () => {
  const alice = await running.as('alice');
  const { goodUser } = TOKENS.github;
  const names = ['acme-production', 'plain'];
  const ids = await running.rows('SELECT id FROM runtime WHERE name IN (?, ?) ORDER BY name', ...names);
  for (const { id } of ids) await setUserToken(alice, String(id), goodUser.value);

  const valid = await find({ status: ['VALID'] });
  assert.deepEqual([valid.names, valid.totalCount], [names, 2]);
  const first = await find({ status: ['VALID'], first: 1 });
  assert.deepEqual([first.names, first.totalCount, first.pageInfo.hasNextPage], [['acme-production'], 2, true]);
  const second = await find({ status: ['VALID'], first: 1, after: first.pageInfo.endCursor });
  assert.deepEqual([second.names, second.totalCount, second.pageInfo.hasNextPage], [['plain'], 2, false]);

  running.hosts.github.revoke(goodUser.value);
  await verifyUserToken(alice, String(ids[1]?.id));
  assert.deepEqual((await find({ status: ['INVALID'] })).names, ['plain']);
  assert.deepEqual((await find({ status: ['INVALID', 'VALID', 'VALID'] })).names, names);
  assert.equal((await find({ status: ['MISSING'] })).totalCount, NAMES.length + 1);
  assert.deepEqual((await find({ status: ['MISSING'], search: 'edge' })).names, ['acme-edge']);
  for (const status of [[], null]) assert.equal((await find({ status })).totalCount, NAMES.length + 3);
});
