// How are lists of runtimes cut into pages? By name, then id; stable while others insert; a cursor belongs to its list.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { RUNTIMES } from '../../seed/data';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { createRuntime } from '../support/operations';
import { openTestGateway, type Persona, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
  // One value may serve them all, so that the test needs no sixty tokens.
  running.tamper("UPDATE account SET runtime_token_reuse = 'ALLOW'");
});
after(() => running.close());

async function create(...names: string[]): Promise<void> {
  const admin = await running.as('acmeAdmin');
  for (const name of names) {
    const token = { value: TOKENS.github.goodRuntime.value };
    const input = { accountId: running.accountId('Acme'), name, gitProvider: 'GITHUB', token };
    assert.equal((await createRuntime(admin, input)).data.createRuntime.stored, true);
  }
}

const PAGE = 'totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { name } }';

const LISTS = {
  viewer: `query ($account: ID, $search: String, $status: [GitTokenStatus!], $first: Int, $after: String) {
    viewer { runtimes(accountId: $account, search: $search, userTokenStatus: $status, first: $first, after: $after) { ${PAGE} } } }`,
  account: `query ($account: ID!, $search: String, $first: Int, $after: String) {
    account(id: $account) { runtimes(search: $search, first: $first, after: $after) { ${PAGE} } } }`,
} as const;
type List = keyof typeof LISTS;

const send = async (list: List, variables: Record<string, unknown>, who: Persona = 'acmeAdmin') =>
  (await running.as(who)).send(LISTS[list], { account: running.accountId('Acme'), ...variables });

async function page(list: List, variables: Record<string, unknown>, who?: Persona) {
  const { data } = await send(list, variables, who);
  const { totalCount, pageInfo, edges } = data[list].runtimes;
  return { totalCount, ...pageInfo, names: edges.map(({ node }: { node: { name: string } }) => node.name), edges };
}

const SEEDED = ['acme-edge', 'acme-production', 'acme-staging'];

test('page by page, forwards, every runtime comes once, in order; the last page says so', async () => {
  for (const list of ['viewer', 'account'] as const) {
    const seen: string[] = [];
    let after: string | null = null;
    for (const expected of [true, true, false]) {
      const one = await page(list, { first: 1, after });
      assert.deepEqual([one.hasNextPage, one.hasPreviousPage, one.totalCount], [expected, after !== null, 3], list);
      assert.deepEqual([one.startCursor, one.endCursor], [one.edges[0].cursor, one.edges[0].cursor], list);
      seen.push(...one.names);
      after = one.endCursor;
    }
    assert.deepEqual(seen, SEEDED, list);
    const beyond = await page(list, { first: 1, after });
    assert.deepEqual([beyond.names, beyond.hasNextPage, beyond.startCursor, beyond.endCursor], [[], false, null, null]);
  }
});

test('a page that holds exactly all rows has no next one', async () => {
  const exact = await page('account', { first: 3 });
  assert.deepEqual([exact.names, exact.hasNextPage, exact.hasPreviousPage], [SEEDED, false, false]);
});

test('each sees what they have access to; a foreign account is an empty list', async () => {
  assert.deepEqual((await page('account', {}, 'bob')).names, ['acme-production', 'acme-staging']);
  assert.deepEqual((await page('viewer', { account: null }, 'carol')).names, [
    'acme-production',
    'acme-staging',
    ...RUNTIMES.flatMap(({ name, account }) => (account === 'Globex' ? name : [])).sort(),
  ]);
  const { totalCount, names } = await page('viewer', {}, 'globexAdmin');
  assert.deepEqual([totalCount, names], [0, []]);
});

test('first: 1 to 100, null means 50; everything else is bad input', async () => {
  for (const list of ['viewer', 'account'] as const) {
    for (const first of [1, 100, null]) assert.ok((await page(list, { first })).names.length > 0, `${list} ${first}`);
    for (const first of [0, -1, 101, 2 ** 31 - 1]) {
      const answer = await send(list, { first });
      answer.assertRefused('BAD_USER_INPUT');
      assert.deepEqual(answer.error.extensions.fields, [{ path: 'first', constraints: ['must be from 1 to 100'] }]);
    }
  }
});

test('a cursor of another list, owner or filter is refused, and so is what is no cursor', async () => {
  const { endCursor } = await page('account', { first: 1 });
  const filtered = await page('viewer', { first: 1, search: 'acme' });
  const byStatus = await page('viewer', { first: 1, status: ['MISSING'] });
  const foreign: [List, Record<string, unknown>, Persona?][] = [
    ['viewer', { account: null, after: endCursor }],
    ['account', { search: 'acme', after: endCursor }],
    ['account', { after: filtered.endCursor }],
    ['viewer', { after: byStatus.endCursor }],
    ['viewer', { status: ['VALID'], after: byStatus.endCursor }],
    ['account', { after: endCursor }, 'alice'],
  ];
  const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const garbage = [
    '',
    ' ',
    'x',
    'null',
    json(null),
    json({}),
    json([]),
    json(['acme']),
    json([[], 1, 2]),
    '💥',
    'A'.repeat(9000),
    Buffer.from(`${'['.repeat(20_000)}${']'.repeat(20_000)}`).toString('base64url'),
  ];
  for (const after of garbage) foreign.push(['account', { after }], ['viewer', { status: ['MISSING'], after }]);
  for (const [list, variables, who] of foreign) {
    const answer = await send(list, variables, who);
    answer.assertRefused('BAD_USER_INPUT');
    assert.deepEqual(
      answer.error.extensions.fields?.map(({ path }) => path),
      ['after'],
    );
  }
});

test('one page costs a fixed number of statements, whether it has 3 runtimes or 60', async () => {
  const query = `query ($account: ID!) { account(id: $account) {
    runtimes(first: 100) { totalCount edges { node {
      name health runtimeTokenStatus userTokenStatus viewerActions account { name policy { runtimeTokenReuse } }
      runtimeToken { hint status verdict { reason warnings { code } } } userToken { hint status } } } } } }`;
  const admin = await running.as('acmeAdmin');
  const cost = async (expected: number) => {
    const begun = running.statements.length;
    const { edges } = (await admin.send(query, { account: running.accountId('Acme') })).data.account.runtimes;
    assert.equal(edges.length, expected);
    return running.statements.slice(begun);
  };
  const few = await cost(3);
  assert.equal(few.length, 3, `the viewer, the rows, the count:\n${few.join('\n')}`);
  // Names that sort behind the seeded ones, so that the other tests do not see them on their first pages.
  await create(...Array.from({ length: 57 }, (_, index) => `many-${String(index).padStart(2, '0')}`));
  assert.deepEqual(await cost(60), few);
  assert.equal((await page('account', {})).names.length, 50, 'the default');
});

test('what is inserted between two pages neither repeats nor skips a row', async () => {
  const first = await page('viewer', { first: 2, search: 'acme' });
  assert.deepEqual(first.names, ['acme-edge', 'acme-production']);
  await create('acme-alpha', 'acme-quick', 'zz-acme');
  const rest = await page('viewer', { first: 10, search: 'acme', after: first.endCursor });
  assert.deepEqual(rest.names, ['acme-quick', 'acme-staging', 'zz-acme']);
});
