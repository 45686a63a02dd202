// How do the members of an account come in pages, and who may read them?

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readRuntimeMembers } from '../support/access-operations';
import type { GraphQLClient } from '../support/graphql-client';
import { invite, type MembersArguments, readMembers } from '../support/member-operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const ACME = ['admin@acme.example', 'alice@acme.example', 'bob@acme.example', 'carol@consulting.example'];

describe('account.members', () => {
  let running: TestGateway;
  let admin: GraphQLClient;
  let acme: string;
  before(async () => {
    running = await openTestGateway();
    admin = await running.as('acmeAdmin');
    acme = running.accountId('Acme');
  });
  after(() => running.close());

  async function page(request: MembersArguments) {
    const { edges, pageInfo, totalCount } = (await readMembers(admin, acme, request)).data.account.members;
    return { emails: edges.map(({ node }: { node: { email: string } }) => node.email), pageInfo, totalCount };
  }

  test('pages follow one another by e-mail to the end, without a gap or a repetition; each counts the whole list', async () => {
    const emails: string[] = [];
    let cursor: string | null = null;
    for (let turn = 0; turn <= ACME.length; turn++) {
      const next = await page({ first: 1, after: cursor });
      assert.deepEqual([next.pageInfo.hasPreviousPage, next.totalCount], [cursor !== null, 4]);
      emails.push(...next.emails);
      cursor = next.pageInfo.endCursor;
      if (!next.pageInfo.hasNextPage) break;
    }
    assert.deepEqual(emails, ACME);
    const beyond = await page({ after: cursor });
    assert.deepEqual([beyond.emails, beyond.pageInfo.hasNextPage, beyond.pageInfo.endCursor], [[], false, null]);
  });

  test('a page that holds all exactly has no next one; null and nothing mean the usual size', async () => {
    const exact = await page({ first: 4 });
    assert.deepEqual([exact.emails, exact.pageInfo.hasNextPage], [ACME, false]);
    for (const request of [{}, { first: null }]) assert.deepEqual((await page(request)).emails, ACME);
  });

  test('a search finds part of the name or the e-mail, in any case; what fits nobody is an empty list', async () => {
    assert.deepEqual((await page({ search: 'BAKER' })).emails, ['bob@acme.example']);
    assert.deepEqual((await page({ search: ' ar ' })).emails, ['alice@acme.example', 'carol@consulting.example']);
    assert.deepEqual((await page({ search: 'consulting' })).emails, ['carol@consulting.example']);
    assert.deepEqual((await page({ search: '  ' })).emails, ACME);
    const nobody = await page({ search: '_' });
    assert.deepEqual(
      [nobody.emails, nobody.totalCount, nobody.pageInfo],
      [[], 0, { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }],
    );
  });

  test('a cursor of another list, account or search, nonsense, and a page of no size are refused', async () => {
    const ofRuntime = await readRuntimeMembers(admin, running.runtimeId('acme-production'), { first: 1 });
    const ofGlobex = await readMembers(await running.as('globexAdmin'), running.accountId('Globex'), { first: 1 });
    const cursors = [
      ofRuntime.data.runtime.members.pageInfo.endCursor,
      ofGlobex.data.account.members.pageInfo.endCursor,
      (await page({ first: 1, search: 'acme' })).pageInfo.endCursor,
      'nonsense',
      '',
    ];
    for (const cursor of cursors) (await readMembers(admin, acme, { after: cursor })).assertRefused('BAD_USER_INPUT');
    for (const first of [0, -1, 101]) (await readMembers(admin, acme, { first })).assertRefused('BAD_USER_INPUT');
  });

  test('R12: null, without an error, for a USER, whatever is asked; a foreign account is null itself', async () => {
    for (const request of [{}, { search: 'alice' }]) {
      const { account } = (await readMembers(await running.as('alice'), acme, request)).data;
      assert.deepEqual(account, { id: acme, members: null });
    }
    assert.equal((await readMembers(await running.as('globexAdmin'), acme)).data.account, null);
  });

  test('a page costs one statement, and one more where the total is asked for', async () => {
    const document = (fields: string) => `query ($id: ID!) { account(id: $id) { members { ${fields} } } }`;
    const statementsFor = async (fields: string) => {
      const earlier = running.statements.length;
      assert.ok((await admin.send(document(fields), { id: acme })).data.account.members);
      return running.statements.length - earlier;
    };
    const rows = await statementsFor('edges { node { id email name userId } }');
    assert.equal(rows, 2, 'the viewer, and the page');
    assert.equal(await statementsFor('edges { node { id } } totalCount'), rows + 1);
  });

  test('who is invited between two pages stands where they belong; nobody is repeated or lost', async () => {
    const first = await page({ first: 2 });
    for (const email of ['aaron@acme.example', 'beth@acme.example']) await invite(admin, acme, email);
    const second = await page({ first: 2, after: first.pageInfo.endCursor });
    assert.deepEqual([first.emails, second.emails], [ACME.slice(0, 2), ['beth@acme.example', 'bob@acme.example']]);
    assert.equal(second.totalCount, 6);
  });
});
