// What is left of a person whom the operator erases? Events that name a pseudonym, and no trace that leads from it to them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { erasePerson } from '../../src/application/operator/erase-person';
import { grantAccess, memberId } from '../support/access-operations';
import { auditEvents } from '../support/account-operations';
import { DatabaseSnapshot } from '../support/database-snapshot';
import { accept, invite, peopleAsStored, removeMember } from '../support/member-operations';
import { readRuntime, setRuntimeToken, setUserToken } from '../support/operations';
import { askWhoIAm, login } from '../support/session-operations';
import { PERSONAS, startTestGateway, type TestGateway } from '../support/test-gateway';

const { alice: ALICE, acmeAdmin: ADMIN } = PERSONAS;

/** All that stands in the database, as text. */
async function everythingStored({ database }: TestGateway): Promise<string> {
  const snapshot = await DatabaseSnapshot.take(database);
  await snapshot.close();
  return JSON.stringify(snapshot.contents);
}

test('the e-mail, the name and the id of an erased person stand nowhere in the database', async (t) => {
  const running = await startTestGateway(t);
  const [person] = await running.rows('SELECT id, name, email FROM person WHERE email = ?', ALICE);
  const [alice, admin] = [await running.as('alice'), await running.as('acmeAdmin')];
  await setUserToken(alice, running.runtimeId('acme-production'), TOKENS.github.goodUser.value);
  await setRuntimeToken(alice, running.runtimeId('acme-production'), TOKENS.github.spareRuntime.value); // denied
  await grantAccess(admin, running.runtimeId('acme-staging'), await memberId(running, 'alice'));
  await invite(await running.as('globexAdmin'), running.accountId('Globex'), ALICE);
  const before = await everythingStored(running);
  for (const trace of Object.values(person ?? {})) assert.ok(before.includes(String(trace)), 'it was there');

  const { pseudonym, destroyedUserTokens } = await erasePerson(running.gateway, ' Alice@Acme.Example');
  assert.match(pseudonym, /^erased-person-[0-9a-z]{10}$/);
  assert.equal(destroyedUserTokens, 1);
  const after = await everythingStored(running);
  for (const trace of Object.values(person ?? {})) assert.ok(!after.includes(String(trace)), `${trace} is still there`);
  assert.ok(after.includes(pseudonym));
});

test('sessions, memberships and user tokens are gone at once; others keep theirs', async (t) => {
  const running = await startTestGateway(t);
  const [alice, bob] = [await running.as('alice'), await running.as('bob')];
  const runtimeId = running.runtimeId('acme-production');
  await setUserToken(alice, runtimeId, TOKENS.github.goodUser.value);
  await setUserToken(bob, runtimeId, TOKENS.github.spareUser.value);
  await erasePerson(running.gateway, ALICE);

  (await askWhoIAm(alice)).assertRefused('UNAUTHENTICATED');
  (await login(running.anonymous(), ALICE)).assertRefused('UNAUTHENTICATED', 'WRONG_CREDENTIALS');
  const { people, memberships, tokens } = await peopleAsStored(running);
  assert.deepEqual(
    people.map(({ email }) => email).sort(),
    Object.values(PERSONAS)
      .filter((email) => email !== ALICE)
      .sort(),
  );
  assert.ok(!memberships.some(({ email }) => email === ALICE));
  assert.equal(tokens.filter(({ kind }) => kind === 'USER').length, 1);
  assert.equal((await readRuntime(bob, runtimeId)).data.runtime.userTokenStatus, 'VALID');
});

test('R19: events keep their place, their time and all else; one pseudonym stands for the person, as actor and as subject', async (t) => {
  const running = await startTestGateway(t);
  const [alice, admin] = [await running.as('alice'), await running.as('acmeAdmin')];
  await setUserToken(alice, running.runtimeId('acme-production'), TOKENS.github.goodUser.value);
  await grantAccess(admin, running.runtimeId('acme-staging'), await memberId(running, 'alice'));
  const before = await auditEvents(admin, running.accountId('Acme'), { first: 100 });
  const { pseudonym } = await erasePerson(running.gateway, ALICE);

  const [erasure, ...after] = await auditEvents(admin, running.accountId('Acme'), { first: 100 });
  assert.ok(before.some(({ actor }) => actor === ALICE) && before.some(({ subject }) => subject.includes(ALICE)));
  const renamed = before.map((event) => ({
    ...event,
    actor: event.actor === ALICE ? pseudonym : event.actor,
    subject: event.subject.replace(ALICE, pseudonym),
  }));
  assert.deepEqual(after, renamed);
  assert.deepEqual(
    [erasure?.action, erasure?.actor, erasure?.actorKind, erasure?.subject],
    ['member.erased', 'operator', 'OPERATOR', `member ${pseudonym}`],
  );
  const found = await auditEvents(admin, running.accountId('Acme'), { filter: { actor: pseudonym } });
  assert.ok(found.length > 0, 'what they did can be found by the pseudonym');
});

test('R19: whose e-mail only begins, ends or continues like the erased one keeps it in the events', async (t) => {
  const running = await startTestGateway(t);
  const [admin, acme] = [await running.as('acmeAdmin'), running.accountId('Acme')];
  const others = [`x${ALICE}`, `${ALICE}.org`, `+${ALICE}`, ALICE.replace('@', '@x-')];
  for (const email of others) await invite(admin, acme, email);
  await erasePerson(running.gateway, ALICE);
  const subjects = (await auditEvents(admin, acme, { first: 100 })).map(({ subject }) => subject);
  for (const email of others) assert.ok(subjects.includes(`member ${email} as USER`), `${email}: ${subjects}`);
});

test('a runtime token that the person has set goes on, set by the pseudonym', async (t) => {
  const running = await startTestGateway(t);
  const runtimeId = running.runtimeId('acme-production');
  await setRuntimeToken(await running.as('acmeAdmin'), runtimeId, TOKENS.github.spareRuntime.value);
  const [before] = await running.rows("SELECT * FROM git_token WHERE runtime_id = ? AND kind = 'RUNTIME'", runtimeId);
  const { pseudonym, withoutAdmin } = await erasePerson(running.gateway, ADMIN);
  const [after] = await running.rows("SELECT * FROM git_token WHERE runtime_id = ? AND kind = 'RUNTIME'", runtimeId);
  assert.deepEqual(after, { ...before, set_by: pseudonym });
  assert.deepEqual(
    withoutAdmin.map(({ name }) => name),
    ['Acme'],
  );
});

test('who was only invited, or has left, can be erased too; every account that knew of them has the event', async (t) => {
  const running = await startTestGateway(t);
  const [admin, acme, globex] = [await running.as('acmeAdmin'), running.accountId('Acme'), running.accountId('Globex')];
  const [invited, left] = ['nora@new.example', 'liv@left.example'];
  await invite(admin, acme, invited);
  await invite(await running.as('globexAdmin'), globex, invited);
  await accept(running.anonymous(), await invite(admin, acme, left));
  const [row] = await running.rows('SELECT id FROM membership WHERE email = ?', left);
  await removeMember(admin, String(row?.id));

  const eventsOfErasing = async (email: string) => {
    const { pseudonym } = await erasePerson(running.gateway, email);
    const sql = "SELECT account_id FROM audit_event WHERE action = 'member.erased' AND subject = ?";
    return (await running.rows(sql, `member ${pseudonym}`)).map(({ account_id: accountId }) => accountId);
  };
  assert.deepEqual((await eventsOfErasing(invited)).sort(), [acme, globex].sort());
  assert.deepEqual(await eventsOfErasing(left), [acme]);
  const stored = await everythingStored(running);
  for (const email of [invited, left]) assert.ok(!stored.includes(email), email);
});

test('invited again under the same e-mail, it is a new person, whom no old event names', async (t) => {
  const running = await startTestGateway(t);
  const [admin, acme] = [await running.as('acmeAdmin'), running.accountId('Acme')];
  const first = await erasePerson(running.gateway, ALICE);
  await accept(running.anonymous(), await invite(admin, acme, ALICE));
  const joined = await auditEvents(admin, acme, { filter: { actor: ALICE } });
  assert.deepEqual(
    joined.map(({ action }) => action),
    ['member.joined'],
  );
  assert.notEqual((await erasePerson(running.gateway, ALICE)).pseudonym, first.pseudonym);
});

test('an unknown e-mail changes nothing; if the event cannot be written, nobody is erased', async (t) => {
  const running = await startTestGateway(t);
  const before = await peopleAsStored(running);
  await assert.rejects(erasePerson(running.gateway, 'nobody@acme.example'), { code: 'NOT_FOUND' });
  await assert.rejects(erasePerson(running.gateway, '%@acme.example '), { code: 'NOT_FOUND' });
  await running.refuseInserts('audit_event');
  await assert.rejects(erasePerson(running.gateway, ALICE));
  assert.deepEqual(await peopleAsStored(running), before);
});
