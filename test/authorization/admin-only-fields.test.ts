// R12: what is shown of an admin's fields to a USER who asks for all of them at once? Null, without an error, and all else intact.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PERSONAS, type Persona } from '../support/test-gateway';
import { MATRIX_ROWS } from './matrix-rows';
import { cellOf, isAllowed, labelOf, runMatrix } from './run-matrix';

const rows = MATRIX_ROWS.filter(({ document, field }) => document.startsWith('query') && field.includes('.'));
const run = runMatrix(rows);

const TOKEN = 'id hint version status';

/** Pages are small, because the complexity of a document is limited. */
const EVERYTHING = `{ viewer {
  email
  memberships {
    role
    account {
      name viewerRole viewerActions policy { runtimeTokenReuse }
      members(first: 10) { edges { node { email role userTokens(first: 2) { edges { node { status } } } } } }
      auditEvents(first: 2) { edges { node { action actor } } pageInfo { hasNextPage } }
      runtimes(first: 5) {
        edges { node {
          name health runtimeTokenStatus userTokenStatus viewerActions
          runtimeToken { ${TOKEN} setBy }
          members(first: 2) { edges { node { email } } }
          userToken { ${TOKEN} }
        } }
      }
    }
  }
} }`;

/** What the document above asks for that is for admins. */
const ADMIN_ONLY = ['Account.auditEvents', 'Account.members', 'Runtime.members', 'Runtime.runtimeToken'];

test('the document of this file asks for every field that is for admins', () => {
  const isFor = (who: Persona, label: string) =>
    ['Acme', 'acme-production'].some((target) => {
      const cell = cellOf(run, label, target, who);
      return cell !== undefined && isAllowed(cell);
    });
  const adminOnly = rows.map(labelOf).filter((label) => isFor('acmeAdmin', label) && !isFor('alice', label));
  assert.deepEqual(
    adminOnly.sort(),
    ADMIN_ONLY,
    'If you’re here because you have added a field that is for admins: let EVERYTHING in this file ask for it, and name it in ADMIN_ONLY.',
  );
});

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the document above asks for
type Data = any;

interface Shown {
  readonly account: Data;
  readonly role: string;
  readonly runtimes: Data[];
}

/** By account; `data` of an answer is that of one without errors. */
async function everythingShownTo(persona: Persona): Promise<Map<string, Shown>> {
  const { viewer } = (await run.stage.clients[persona].send(EVERYTHING)).data;
  assert.equal(viewer.email, PERSONAS[persona]);
  return new Map(
    viewer.memberships.map(({ role, account }: Data) => {
      const runtimes = account.runtimes.edges.map(({ node }: Data) => node);
      return [account.name, { account, role, runtimes }];
    }),
  );
}

function assertShownAsUser(shown: Shown | undefined, names: readonly string[]): void {
  assert.ok(shown);
  const { account, role, runtimes } = shown;
  assert.deepEqual([role, account.viewerRole, account.viewerActions], ['USER', 'USER', []]);
  assert.deepEqual([account.members, account.auditEvents], [null, null]);
  assert.deepEqual(account.policy, { runtimeTokenReuse: 'DENY' });
  assert.deepEqual(
    runtimes.map(({ name }) => name),
    names,
  );
  for (const { runtimeToken, members, health, runtimeTokenStatus, userToken, userTokenStatus } of runtimes) {
    assert.deepEqual([runtimeToken, members], [null, null]);
    assert.deepEqual([health, runtimeTokenStatus], ['HEALTHY', 'VALID']);
    assert.equal(userToken?.status ?? 'MISSING', userTokenStatus);
  }
}

function assertShownAsAdmin(shown: Shown | undefined, memberCount: number): void {
  assert.ok(shown);
  const { account, role, runtimes } = shown;
  assert.deepEqual([role, account.viewerRole], ['ADMIN', 'ADMIN']);
  assert.equal(account.members.edges.length, memberCount);
  assert.ok(account.auditEvents.edges.length > 0);
  for (const { runtimeToken, members } of runtimes) assert.ok(runtimeToken.setBy && members.edges.length > 0);
}

/** Those who are only invited are among them. */
const MEMBERS_OF = { Acme: 6, Globex: 3 } as const;

for (const [user, runtimes] of [
  ['alice', ['acme-edge', 'acme-production', 'acme-staging']],
  ['bob', ['acme-production', 'acme-staging']],
] as const) {
  test(`R12: ${user}, a USER, is shown null for each of them, without an error, and all else intact`, async () => {
    const shown = await everythingShownTo(user);
    assert.deepEqual([...shown.keys()], ['Acme'], 'an invitation shows nothing of its account');
    assertShownAsUser(shown.get('Acme'), runtimes);
    const tokens = shown.get('Acme')?.runtimes.filter(({ userToken }) => userToken !== null);
    assert.equal(tokens?.length, runtimes.length - 1, 'their own tokens are shown beside; none was set on staging');
  });
}

test('R12: carol is shown them where she is an ADMIN, and null beside it where she is a USER', async () => {
  const shown = await everythingShownTo('carol');
  assert.deepEqual([...shown.keys()], ['Acme', 'Globex']);
  assertShownAsUser(shown.get('Acme'), ['acme-production', 'acme-staging']);
  assertShownAsAdmin(shown.get('Globex'), MEMBERS_OF.Globex);
});

test('an ADMIN is shown all of them', async () => {
  assertShownAsAdmin((await everythingShownTo('acmeAdmin')).get('Acme'), MEMBERS_OF.Acme);
  assertShownAsAdmin((await everythingShownTo('globexAdmin')).get('Globex'), MEMBERS_OF.Globex);
});
