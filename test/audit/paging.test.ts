// Are pages of audit events complete, in order and steady, and cheap?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AuditEventsArgs, askForAuditEvents, updateAccountPolicy } from '../support/account-operations';
import type { GraphQLClient } from '../support/graphql-client';
import { startTestGateway, type TestGateway } from '../support/test-gateway';

interface Page {
  readonly subjects: string[];
  readonly cursors: string[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

async function page(who: GraphQLClient, accountId: string, args: AuditEventsArgs): Promise<Page> {
  const { edges, pageInfo } = (await askForAuditEvents(who, accountId, args)).data.account.auditEvents;
  return {
    subjects: edges.map(({ node }: { node: { subject: string } }) => node.subject),
    cursors: edges.map(({ cursor }: { cursor: string }) => cursor),
    pageInfo,
  };
}

/** Events of the operator, by their subjects, at the present instant. */
async function happen({ gateway, accountId, clock }: TestGateway, ...subjects: string[]): Promise<void> {
  for (const subject of subjects) {
    await gateway.unitOfWork.run((tx) =>
      tx.audit.append(
        {
          accountId: accountId('Acme'),
          actor: 'operator',
          actorKind: 'OPERATOR',
          actorId: null,
          action: 'runtime.updated',
          subject,
          subjectId: null,
          outcome: 'SUCCEEDED',
          reason: null,
        },
        clock.now(),
      ),
    );
  }
}

const BY_OPERATOR = { actor: 'operator' };

async function stage(t: Parameters<typeof startTestGateway>[0]) {
  const running = await startTestGateway(t);
  const admin = await running.as('acmeAdmin');
  const acme = running.accountId('Acme');
  const read = (args: AuditEventsArgs) => page(admin, acme, { filter: BY_OPERATOR, ...args });
  return { running, admin, acme, read };
}

test('page after page gives every event once, newest first, also within a millisecond; what happens meanwhile is on none of them', async (t) => {
  const { running, read } = await stage(t);
  await happen(running, '1', '2', '3');
  running.clock.advance(1);
  await happen(running, '4', '5');

  const first = await read({ first: 2 });
  assert.deepEqual(first.subjects, ['5', '4']);
  assert.deepEqual(first.pageInfo, {
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: first.cursors[0],
    endCursor: first.cursors[1],
  });
  await happen(running, '6');
  running.clock.advance(1);
  await happen(running, '7');
  const second = await read({ first: 2, after: first.pageInfo.endCursor });
  assert.deepEqual(
    [second.subjects, second.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage],
    [['3', '2'], true, true],
  );
  const third = await read({ first: 2, after: second.pageInfo.endCursor });
  assert.deepEqual([third.subjects, third.pageInfo.hasNextPage], [['1'], false]);
  assert.deepEqual((await read({ first: 100 })).subjects, ['7', '6', '5', '4', '3', '2', '1']);
});

test('an exact page has no next one, and beyond the end is an empty page', async (t) => {
  const { running, read } = await stage(t);
  const nothing = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
  assert.deepEqual(await read({ first: 2 }), { subjects: [], cursors: [], pageInfo: nothing });
  await happen(running, '1', '2');
  const exact = await read({ first: 2 });
  assert.deepEqual([exact.subjects, exact.pageInfo.hasNextPage], [['2', '1'], false]);
  const beyond = await read({ first: 2, after: exact.pageInfo.endCursor });
  assert.deepEqual(beyond, { subjects: [], cursors: [], pageInfo: { ...nothing, hasPreviousPage: true } });
});

test('null and nothing mean pages of 50; a page has 1 to 100', async (t) => {
  const { running, admin, acme, read } = await stage(t);
  await happen(running, ...Array.from({ length: 101 }, (_, i) => String(i)));
  assert.equal((await read({})).subjects.length, 50);
  assert.equal((await read({ first: null })).subjects.length, 50);
  assert.equal((await read({ first: 100 })).subjects.length, 100);
  for (const first of [0, -1, 101]) {
    const answer = await askForAuditEvents(admin, acme, { first });
    answer.assertRefused('BAD_USER_INPUT');
    assert.deepEqual(
      answer.error.extensions.fields?.map(({ path }) => path),
      ['first'],
    );
  }
});

test('a cursor of another account, filter or list, or of nobody’s making, is refused', async (t) => {
  const { running, admin, acme, read } = await stage(t);
  await happen(running, '1', '2', '3');
  const cursor = (await read({ first: 1 })).pageInfo.endCursor ?? '';
  const carol = await running.as('carol');
  const globex = running.accountId('Globex');
  void (await updateAccountPolicy(carol, { accountId: globex, runtimeTokenReuse: 'WARN' })).data;
  const { runtimes } = (await admin.send('{ viewer { runtimes(first: 1) { pageInfo { endCursor } } } }')).data.viewer;
  const forged = Buffer.from(JSON.stringify([['auditEvents', acme], 'x', 'y'])).toString('base64url');

  const wrong: readonly (readonly [string, GraphQLClient, string, AuditEventsArgs])[] = [
    ['another account', carol, globex, { filter: BY_OPERATOR, after: cursor }],
    ['no filter', admin, acme, { after: cursor }],
    ['another filter', admin, acme, { filter: { ...BY_OPERATOR, until: '2027-06-01T00:00:00Z' }, after: cursor }],
    ['another list', admin, acme, { after: runtimes.pageInfo.endCursor }],
    ['a forged list', admin, acme, { after: forged }],
    ['no cursor', admin, acme, { after: 'no cursor' }],
    ['an empty text', admin, acme, { after: '' }],
  ];
  for (const [what, who, accountId, args] of wrong) {
    const answer = await askForAuditEvents(who, accountId, args);
    assert.deepEqual(
      [answer.code, answer.error.extensions.fields?.map(({ path }) => path)],
      ['BAD_USER_INPUT', ['after']],
      what,
    );
  }
});

test('the same filter otherwise written has the same cursors', async (t) => {
  const { running, read } = await stage(t);
  await happen(running, '1', '2');
  const { pageInfo } = await read({ first: 1, filter: { actor: ' OPERATOR', action: null } });
  assert.deepEqual((await read({ first: 1, after: pageInfo.endCursor })).subjects, ['1']);
});

test('a cursor is a place, never a piece of SQL', async (t) => {
  const { running, read } = await stage(t);
  await happen(running, '1');
  const [list] = JSON.parse(Buffer.from((await read({})).pageInfo.endCursor ?? '', 'base64url').toString());
  const after = Buffer.from(JSON.stringify([list, "' OR 1=1 --", 'x'])).toString('base64url');
  assert.deepEqual((await read({ after })).subjects, []);
});

test('a page takes one statement beside the session’s, however long the page', async (t) => {
  const { running, read } = await stage(t);
  await happen(running, ...Array.from({ length: 60 }, (_, i) => String(i)));
  for (const first of [1, 60]) {
    const before = running.statements.length;
    await read({ first });
    const statements = running.statements.slice(before);
    assert.equal(statements.length, 2, statements.join('\n'));
  }
});
