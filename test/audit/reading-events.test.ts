// Who may read who did what, and what do they read?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { askForAuditEvents, auditEvents, updateAccountPolicy } from '../support/account-operations';
import { setRuntimeToken, setUserToken, updateRuntime } from '../support/operations';
import { openTestGateway, type Persona, startTestGateway, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
  const accountId = running.accountId('Acme');
  void (await updateAccountPolicy(await running.as('acmeAdmin'), { accountId, runtimeTokenReuse: 'WARN' })).data;
  (await updateAccountPolicy(await running.as('bob'), { accountId })).assertRefused('FORBIDDEN');
});
after(() => running.close());

const EVENTS_OF_ALL =
  '{ viewer { email memberships { role account { name auditEvents { edges { node { id } } } } } } }';

test('R12: events are null, without an error and with all else intact, for everybody but the account’s admins', async () => {
  const seen: Record<string, Record<string, boolean>> = {};
  for (const persona of ['acmeAdmin', 'alice', 'bob', 'carol', 'globexAdmin'] as const) {
    const { memberships } = (await (await running.as(persona)).send(EVENTS_OF_ALL)).data.viewer;
    seen[persona] = Object.fromEntries(
      memberships.map(({ account }: { account: { name: string; auditEvents: unknown } }) => [
        account.name,
        account.auditEvents !== null,
      ]),
    );
  }
  assert.deepEqual(seen, {
    acmeAdmin: { Acme: true },
    alice: { Acme: false },
    bob: { Acme: false },
    carol: { Acme: false, Globex: true },
    globexAdmin: { Globex: true },
  });
});

test('an event says who did what to what, and what came of it; the newest comes first', async () => {
  const acme = running.accountId('Acme');
  const [denied, changed] = await auditEvents(await running.as('acmeAdmin'), acme, { first: 2 });
  const at = running.clock.now().toISOString();
  assert.deepEqual(denied, {
    id: denied?.id,
    at,
    actor: 'bob@acme.example',
    actorKind: 'PERSON',
    action: 'access.denied',
    subject: 'account Acme',
    subjectId: acme,
    outcome: 'DENIED',
    reason: 'accountPolicy:write',
    count: 1,
  });
  assert.deepEqual(changed, {
    id: changed?.id,
    at,
    actor: 'admin@acme.example',
    actorKind: 'PERSON',
    action: 'accountPolicy.changed',
    subject: 'account Acme: runtimeTokenReuse DENY → WARN',
    subjectId: acme,
    outcome: 'SUCCEEDED',
    reason: null,
    count: 1,
  });
});

test('no account’s events show in another’s', async () => {
  const carol = await running.as('carol');
  const events = await auditEvents(carol, running.accountId('Globex'), { first: 100 });
  assert.deepEqual(
    events.filter(({ subject }) => subject.includes('Acme') || subject.includes('acme')),
    [],
  );
  assert.equal((await askForAuditEvents(carol, running.accountId('Acme'))).data.account.auditEvents, null);
});

test('R12: node finds an event for the admins of its account; for everybody else it is like an unknown one', async () => {
  const [event] = await auditEvents(await running.as('acmeAdmin'), running.accountId('Acme'), { first: 1 });
  const document = 'query ($id: ID!) { node(id: $id) { __typename id ... on AuditEvent { action count } } }';
  const ask = async (persona: Persona, id: unknown) =>
    (await (await running.as(persona)).send(document, { id })).data.node;

  const expected = { __typename: 'AuditEvent', id: event?.id, action: 'access.denied', count: 1 };
  assert.deepEqual(await ask('acmeAdmin', event?.id), expected);
  for (const persona of ['alice', 'bob', 'carol', 'globexAdmin'] as const)
    assert.equal(await ask(persona, event?.id), null, persona);
  for (const id of ['evt_01JHMXQ4D7ZZZZZZZZZZZZZZZZ', 'evt_', "evt_' OR 1=1 --"])
    assert.equal(await ask('acmeAdmin', id), null, id);
});

test('R10: the event of a user token names the outcome, not the reason; that of a runtime token both', async (t) => {
  const own = await startTestGateway(t);
  const runtimeId = own.runtimeId('acme-production');
  const admin = await own.as('acmeAdmin');
  const { scopeMissing } = TOKENS.github;
  await setUserToken(await own.as('alice'), runtimeId, scopeMissing.value);
  await setRuntimeToken(admin, runtimeId, scopeMissing.value);
  const events = await auditEvents(admin, own.accountId('Acme'), { filter: { outcome: 'REJECTED' } });
  assert.deepEqual(
    events.map(({ action, outcome, reason, subjectId }) => [action, outcome, reason, subjectId]),
    [
      ['runtimeToken.replaced', 'REJECTED', 'MISSING_SCOPES', runtimeId],
      ['userToken.set', 'REJECTED', null, runtimeId],
    ],
  );
});

test('names are those of the time: neither a new name of the runtime nor a new e-mail of the actor changes an event', async (t) => {
  const own = await startTestGateway(t);
  const admin = await own.as('acmeAdmin');
  const runtimeId = own.runtimeId('acme-production');
  void (await updateRuntime(admin, { runtimeId, name: 'acme-live' })).data;
  await own.tamper("UPDATE person SET email = 'ada@acme.example' WHERE email = 'admin@acme.example'");
  void (await updateRuntime(admin, { runtimeId, name: 'acme-eu' })).data;
  const events = await auditEvents(admin, own.accountId('Acme'), { filter: { subjectId: runtimeId }, first: 2 });
  assert.deepEqual(
    events.map(({ actor, subject }) => [actor, subject]),
    [
      ['ada@acme.example', 'runtime acme-live'],
      ['admin@acme.example', 'runtime acme-production'],
    ],
  );
});
