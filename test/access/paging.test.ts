// How do the members of a runtime and the tokens of a member come in pages?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { newId } from '../../src/application/ids';
import { memberId, type PageArguments, readMemberTokens, readRuntimeMembers } from '../support/access-operations';
import type { Answer, GraphQLClient } from '../support/graphql-client';
import { createRuntime, deleteRuntime } from '../support/operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
let admin: GraphQLClient;
before(async () => {
  running = await openTestGateway();
  admin = await running.as('acmeAdmin');
});
after(() => running.close());

const ACME = ['admin@acme.example', 'alice@acme.example', 'bob@acme.example', 'carol@consulting.example'];
const ACME_RUNTIMES = ['acme-edge', 'acme-production', 'acme-staging'];

/** A list under test: how a page of it is read, and what stands in its rows. */
interface List {
  readonly read: (page: PageArguments) => Promise<Answer>;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the document asks for
  readonly connection: (data: any) => any;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the document asks for
  readonly nameOf: (node: any) => string;
  readonly all: readonly string[];
}

const LISTS: Readonly<Record<string, List>> = {
  'Runtime.members': {
    read: (page) => readRuntimeMembers(admin, running.runtimeId('acme-production'), page),
    connection: (data) => data.runtime.members,
    nameOf: ({ email }) => email,
    all: ACME,
  },
  'Member.userTokens': {
    read: async (page) => readMemberTokens(admin, await memberId(running, 'alice'), page),
    connection: (data) => data.node.userTokens,
    nameOf: ({ runtime }) => runtime.name,
    all: ACME_RUNTIMES,
  },
};

async function page({ read, connection, nameOf }: List, request: PageArguments) {
  const { edges, pageInfo, totalCount } = connection((await read(request)).data);
  return { names: edges.map(({ node }: { node: unknown }) => nameOf(node)), pageInfo, totalCount };
}

for (const [name, list] of Object.entries(LISTS)) {
  test(`${name}: pages follow one another to the end, without a gap or a repetition`, async () => {
    const names: string[] = [];
    let after: string | null = null;
    for (let turn = 0; turn <= list.all.length; turn++) {
      const { names: next, pageInfo } = await page(list, { first: 1, after });
      assert.equal(pageInfo.hasPreviousPage, after !== null);
      names.push(...next);
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    assert.deepEqual(names, list.all);
    const beyond = await page(list, { after });
    assert.deepEqual([beyond.names, beyond.pageInfo.hasNextPage, beyond.pageInfo.endCursor], [[], false, null]);
  });

  test(`${name}: a page that holds all exactly has no next one`, async () => {
    const { names, pageInfo } = await page(list, { first: list.all.length });
    assert.deepEqual([names, pageInfo.hasNextPage], [list.all, false]);
    assert.deepEqual((await page(list, {})).names, list.all, 'nor has one of the size that is used unasked');
  });

  test(`${name}: a cursor of another list and a page of no size are refused`, async () => {
    const elsewhere = [
      await readRuntimeMembers(admin, running.runtimeId('acme-edge'), { first: 1 }),
      await readMemberTokens(admin, await memberId(running, 'bob'), { first: 1 }),
    ].map(({ data }) => (data.runtime?.members ?? data.node.userTokens).pageInfo.endCursor);
    for (const after of [...elsewhere, 'nonsense', ''])
      assert.equal((await list.read({ after })).code, 'BAD_USER_INPUT');
    for (const first of [0, -1, 101]) assert.equal((await list.read({ first })).code, 'BAD_USER_INPUT');
  });
}

test('Runtime.members: who has access and is active, by e-mail, counted when asked; nobody is inserted or lost between pages', async () => {
  const edge = await readRuntimeMembers(admin, running.runtimeId('acme-edge'));
  const { edges, totalCount } = edge.data.runtime.members;
  assert.deepEqual(
    [edges.map(({ node }: { node: { email: string } }) => node.email), totalCount],
    [['admin@acme.example', 'alice@acme.example'], 2],
  );

  const list = LISTS['Runtime.members'] as List;
  const first = await page(list, { first: 2 });
  assert.deepEqual([first.names, first.totalCount], [ACME.slice(0, 2), 4]);
  for (const email of ['aaron@acme.example', 'beth@acme.example']) await addMember(email);
  const second = await page(list, { first: 2, after: first.pageInfo.endCursor });
  assert.deepEqual(second.names, ['beth@acme.example', 'bob@acme.example']);
  assert.equal(second.totalCount, 6);
  await running.tamper("DELETE FROM membership WHERE email IN ('aaron@acme.example', 'beth@acme.example')");
});

test('Runtime.members: null, without an error, for everybody but admins', async () => {
  const { data } = await readRuntimeMembers(await running.as('alice'), running.runtimeId('acme-edge'));
  assert.deepEqual(data.runtime, { id: running.runtimeId('acme-edge'), members: null });
  const carol = await readRuntimeMembers(await running.as('carol'), running.runtimeId('acme-production'));
  assert.equal(carol.data.runtime.members, null, 'an admin elsewhere');
});

test('Member.userTokens: a runtime that comes in between pages is neither lost nor makes others come twice', async () => {
  const list = LISTS['Member.userTokens'] as List;
  const first = await page(list, { first: 1 });
  const { goodRuntime, spareRuntime } = TOKENS.github;
  const added = [await addRuntime('acme-able', goodRuntime.value), await addRuntime('acme-main', spareRuntime.value)];
  const rest = await page(list, { after: first.pageInfo.endCursor });
  assert.deepEqual([...first.names, ...rest.names], ['acme-edge', 'acme-main', 'acme-production', 'acme-staging']);
  for (const id of added) await deleteRuntime(admin, id);
});

test('the number of statements is the same for one row and for many', async () => {
  const count = async (ask: () => Promise<Answer>): Promise<number> => {
    const before = running.statements.length;
    assert.ok((await ask()).data);
    return running.statements.length - before;
  };
  const alice = await memberId(running, 'alice');
  for (const first of [1, 3]) {
    assert.equal(
      await count(() => readMemberTokens(admin, alice, { first })),
      3,
      'the session, the member, the tokens',
    );
    const members = () => readRuntimeMembers(admin, running.runtimeId('acme-production'), { first });
    assert.equal(await count(members), 4, 'the session, the runtime, its members, how many');
  }
  const uncounted = `{ runtime(id: "${running.runtimeId('acme-production')}") { members { edges { node { id } } } } }`;
  assert.equal(await count(() => admin.send(uncounted)), 3, 'not counted unasked');
});

async function addMember(email: string): Promise<void> {
  const now = running.clock.now();
  const personId = newId('person', now);
  await running.gateway.unitOfWork.run(async (tx) => {
    await tx.people.add({ id: personId, name: email, email, passwordHash: 'none' }, now);
    const membership = { id: newId('membership', now), accountId: running.accountId('Acme'), personId };
    await tx.memberships.addActive({ ...membership, role: 'USER' }, now);
  });
}

async function addRuntime(name: string, value: string): Promise<string> {
  const input = { accountId: running.accountId('Acme'), name, gitProvider: 'GITHUB', token: { value } };
  return (await createRuntime(admin, input)).data.createRuntime.runtime.id;
}
