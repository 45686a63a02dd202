// R13: what is shown to an admin who was demoted while the provider was asked? What a user is shown, in that very answer.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import { DatabaseSnapshot } from '../support/database-snapshot';
import { setUserToken } from '../support/operations';
import { openTestGateway, PERSONAS, type TestGateway } from '../support/test-gateway';
import { holdUp } from './hold-up';

let running: TestGateway;
let snapshot: DatabaseSnapshot;

before(async () => {
  running = await openTestGateway();
  const { value } = userTokenOf(PERSONAS.acmeAdmin, 'github');
  void (await setUserToken(await running.as('acmeAdmin'), running.runtimeId('acme-production'), value)).data;
  snapshot = await DatabaseSnapshot.take(running.database);
});
afterEach(() => snapshot.restore());
after(async () => {
  await snapshot.close();
  await running.close();
});

const SHOWN = `shown: runtime {
  viewerActions runtimeToken { id } members { totalCount }
  account { viewerRole viewerActions members { totalCount } auditEvents { edges { cursor } } }
}`;

/** All that is for admins is null. */
const SHOWN_TO_A_USER = {
  viewerActions: ['SET_USER_TOKEN', 'VERIFY_USER_TOKEN', 'DELETE_USER_TOKEN'],
  runtimeToken: null,
  members: null,
  account: { viewerRole: 'USER', viewerActions: [], members: null, auditEvents: null },
};

/** Whatever a user may do that takes a provider's answer, and what may follow it in the same document. */
const CHANGES: Readonly<Record<string, string>> = {
  setGitUserToken: `last: setGitUserToken(input: { runtimeId: $id, token: { value: $value } }) { ${SHOWN} }`,
  'setGitUserToken, dryRun': `last: setGitUserToken(input: { runtimeId: $id, token: { value: $value }, dryRun: true }) { ${SHOWN} }`,
  verifyGitUserToken: `last: verifyGitUserToken(input: { runtimeId: $id }) { ${SHOWN} userToken { shown: runtime { runtimeToken { id } } } }`,
  'deleteGitUserToken after a check': `
    setGitUserToken(input: { runtimeId: $id, token: { value: $value } }) { stored }
    last: deleteGitUserToken(input: { runtimeId: $id }) { ${SHOWN} }`,
};

const demote = () =>
  running.tamper(
    "UPDATE membership SET role = 'USER' WHERE person_id = (SELECT id FROM person WHERE email = ?)",
    PERSONAS.acmeAdmin,
  );

async function askSlowly(changes: string, meanwhile: () => unknown) {
  const admin = await running.as('acmeAdmin');
  const values = { id: running.runtimeId('acme-production'), value: TOKENS.github.spareUser.value };
  const document = `mutation ($id: ID!${changes.includes('$value') ? ', $value: String!' : ''}) { ${changes} }`;
  const { answering, release } = await holdUp(running, 'github', () => admin.send(document, values));
  await meanwhile();
  release();
  return (await answering).data.last;
}

for (const [operation, changes] of Object.entries(CHANGES)) {
  test(`R13: an admin is demoted while the provider is asked: ${operation} shows them what a user is shown`, async () => {
    const { shown, userToken } = await askSlowly(changes, demote);
    assert.deepEqual(shown, SHOWN_TO_A_USER);
    assert.equal(userToken?.shown.runtimeToken ?? null, null, 'nor on the way through their user token');
  });

  test(`where nothing happens meanwhile, ${operation} shows an admin all of it`, async () => {
    const { shown } = await askSlowly(changes, () => undefined);
    assert.ok(shown.runtimeToken && shown.members && shown.account.members && shown.account.auditEvents);
    assert.equal(shown.account.viewerRole, 'ADMIN');
  });
}
