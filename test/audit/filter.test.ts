// Which events does a filter let through?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newId } from '../../src/application/ids';
import { askForAuditEvents, auditEvents } from '../support/account-operations';
import type { GraphQLClient } from '../support/graphql-client';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const FIRST_AT = new Date('2027-01-10T12:00:00.000Z');
const later = (hours: number) => new Date(FIRST_AT.getTime() + hours * 3_600_000).toISOString();

const ROBERT = 'robert@acme.example';
const RUNTIME = 'run_01JHMXQ4D7AAAAAAAAAAAAAAAA';

/** One event an hour, oldest first; the subject says which it is. */
const EVENTS = [
  { subject: 'a', actor: ROBERT, action: 'userToken.set', subjectId: RUNTIME, outcome: 'SUCCEEDED' },
  { subject: 'b', actor: 'system', action: 'userToken.deleted', subjectId: RUNTIME, outcome: 'SUCCEEDED' },
  { subject: 'c', actor: ROBERT, action: 'userToken.set', subjectId: null, outcome: 'REJECTED' },
  { subject: 'd', actor: 'operator', action: 'access.denied', subjectId: null, outcome: 'DENIED' },
] as const;

let running: TestGateway;
let admin: GraphQLClient;
before(async () => {
  running = await openTestGateway();
  admin = await running.as('acmeAdmin');
  await running.tamper('DELETE FROM audit_event');
  for (const [hours, { subject, actor, action, subjectId, outcome }] of EVENTS.entries()) {
    const kind = actor === ROBERT ? 'PERSON' : actor.toUpperCase();
    await running.tamper(
      `INSERT INTO audit_event (id, at, account_id, actor, actor_kind, action, subject, subject_id, outcome)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      newId('auditEvent', FIRST_AT),
      later(hours),
      running.accountId('Acme'),
      actor,
      kind,
      action,
      subject,
      subjectId,
      outcome,
    );
  }
});
after(() => running.close());

const found = async (filter: Record<string, unknown> | null): Promise<string> =>
  (await auditEvents(admin, running.accountId('Acme'), { filter })).map(({ subject }) => subject).join('');

const LETS_THROUGH: readonly (readonly [string, Record<string, unknown> | null, string])[] = [
  ['nothing asked: all', null, 'dcba'],
  ['an empty filter: all', {}, 'dcba'],
  ['null means any', { action: null, actor: null, subjectId: null, outcome: null, since: null, until: null }, 'dcba'],
  ['an action', { action: 'userToken.set' }, 'ca'],
  ['a part of an action is none', { action: 'userToken' }, ''],
  ['an action that nobody knows', { action: 'moon.landed' }, ''],
  ['an actor', { actor: ROBERT }, 'ca'],
  ['an actor in any case of letters, blanks around', { actor: ' Robert@ACME.example ' }, 'ca'],
  ['the gateway itself', { actor: 'system' }, 'b'],
  ['the operator', { actor: 'operator' }, 'd'],
  ['a pattern is no pattern', { actor: '%' }, ''],
  ['what it was done to', { subjectId: RUNTIME }, 'ba'],
  ['an outcome', { outcome: 'REJECTED' }, 'c'],
  ['since: from that instant on', { since: later(1) }, 'dcb'],
  ['until: before that instant', { until: later(1) }, 'a'],
  ['since and until: from the one to the other', { since: later(1), until: later(3) }, 'cb'],
  ['a millisecond more', { since: later(1 + 1 / 3_600_000), until: later(3 + 1 / 3_600_000) }, 'dc'],
  ['another offset of the same instant', { since: '2027-01-10T15:00:00+02:00' }, 'dcb'],
  ['an empty span', { since: later(2), until: later(2) }, ''],
  ['a span backwards', { since: later(3), until: later(1) }, ''],
  ['the whole of time', { since: '0000-01-01T00:00:00Z', until: '9999-12-31T23:59:59.999Z' }, 'dcba'],
  ['all that is given must fit', { action: 'userToken.set', outcome: 'SUCCEEDED' }, 'a'],
];

for (const [what, filter, subjects] of LETS_THROUGH) {
  test(`${what}: ${JSON.stringify(filter)} finds ${subjects || 'nothing'}`, async () => {
    assert.equal(await found(filter), subjects);
  });
}

const TOO_LONG = 'x'.repeat(255);

test('a blank, endless or unprintable text is refused by name', async () => {
  for (const field of ['action', 'actor', 'subjectId']) {
    for (const value of ['', '   ', TOO_LONG, 'a\u0000b']) {
      const answer = await askForAuditEvents(admin, running.accountId('Acme'), { filter: { [field]: value } });
      answer.assertRefused('BAD_USER_INPUT');
      assert.deepEqual(
        answer.error.extensions.fields?.map(({ path }) => path),
        [`filter.${field}`],
        JSON.stringify(value),
      );
      assert.ok(!answer.text.includes(TOO_LONG));
    }
  }
});

test('an instant that is none, or out of the years of four digits, is refused', async () => {
  for (const since of [
    'yesterday',
    '2027-02-30',
    '2027-01-10',
    '9999-12-31T23:59:59-01:00',
    '0000-01-01T00:00:00+01:00',
  ]) {
    const answer = await askForAuditEvents(admin, running.accountId('Acme'), { filter: { since } });
    answer.assertRefused('BAD_USER_INPUT');
  }
});
