// Does the database show everybody exactly the runtimes that the access policy lets them read? For the cast, and for random crowds.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { RUNTIMES } from '../../seed/data';
import { newId } from '../../src/application/ids';
import { decide } from '../../src/domain/access-policy';
import { ROLES, type Viewer } from '../../src/domain/account';
import { RUNTIME_ACCESS_MODES, type RuntimeAccessMode } from '../../src/domain/runtime';
import { openTestGateway, PERSONAS, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
});
after(() => running.close());

interface RuntimeRow {
  readonly id: string;
  readonly name: string;
  readonly account_id: string;
  readonly access_mode: RuntimeAccessMode;
}

const allRuntimes = async () =>
  (await running.rows('SELECT id, name, account_id, access_mode FROM runtime ORDER BY id')) as unknown as RuntimeRow[];

/** The people of the crowd as requests would see them: by a session of their own. */
async function viewerOf(personId: string): Promise<Viewer> {
  const now = running.clock.now();
  const sessionId = newId('session', now);
  const expiresAt = new Date(now.getTime() + 60_000);
  await running.gateway.unitOfWork.run((tx) => tx.sessions.add({ id: sessionId, personId, createdAt: now, expiresAt }));
  const viewer = await running.gateway.reads.viewer(sessionId, now);
  assert.ok(viewer);
  return viewer;
}

const GRANTS = `SELECT access.runtime_id FROM runtime_access access
  JOIN membership member ON member.id = access.membership_id WHERE member.person_id = ?`;

/** `runtime-name: role` of all that a person can see, once as the view has it and once as the policy decides. */
async function holdViewToPolicy(personId: string): Promise<number> {
  const viewer = await viewerOf(personId);
  const granted = new Set((await running.rows(GRANTS, personId)).map((row) => row.runtime_id));
  const roleIn = new Map(viewer.memberships.map(({ account, role }) => [account.id, role]));
  const decided = (await allRuntimes())
    .filter(({ id, account_id: accountId, access_mode: accessMode }) => {
      const resource = { accountId, runtime: { accessMode, granted: granted.has(id) } };
      return decide(viewer, 'runtime:read', resource) === 'ALLOWED';
    })
    .map(
      ({ id, name, account_id }) => `${name}: ${roleIn.get(account_id)}, ${granted.has(id) ? 'granted' : 'no grant'}`,
    );
  const seen = (
    await running.rows(
      `SELECT runtime.name, visible.role, visible.granted FROM visible_runtime visible
       JOIN runtime ON runtime.id = visible.runtime_id WHERE visible.person_id = ? ORDER BY runtime.id`,
      personId,
    )
  ).map(({ name, role, granted }) => `${name}: ${role}, ${granted ? 'granted' : 'no grant'}`);
  assert.deepEqual(seen, decided, `what ${viewer.email} sees in visible_runtime is not what the policy decides`);
  return seen.length;
}

test('R12: visible_runtime is runtime:read, for the whole cast', async () => {
  const seen: Record<string, number> = {};
  for (const [persona, email] of Object.entries(PERSONAS)) {
    const [person] = await running.rows('SELECT id FROM person WHERE email = ?', email);
    seen[persona] = await holdViewToPolicy(String(person?.id));
  }
  assert.deepEqual(seen, { acmeAdmin: 3, alice: 3, bob: 2, globexAdmin: 3, carol: 5 });
});

// ── random crowds ────────────────────────────────────────────────────────────────────────────────

const oneForEachRuntime = <T>(values: fc.Arbitrary<T>) =>
  fc.array(values, { minLength: RUNTIMES.length, maxLength: RUNTIMES.length });

const membership = fc.option(
  fc.record({
    role: fc.constantFrom(...ROLES),
    isActive: fc.boolean(),
    /** One for each runtime of the cast; only those of the account can be granted. */
    grants: oneForEachRuntime(fc.boolean()),
  }),
);
const newcomer = fc.record({ Acme: membership, Globex: membership });
const crowd = fc.record({
  accessModes: oneForEachRuntime(fc.constantFrom(...RUNTIME_ACCESS_MODES)),
  people: fc.array(newcomer, { minLength: 1, maxLength: 5 }),
});
type Newcomer = typeof newcomer extends fc.Arbitrary<infer N> ? N : never;

let people = 0;

/** Through the use cases' own unit of work, but for invitations, which have no operation yet. */
async function addNewcomer(memberships: Newcomer): Promise<string> {
  const now = running.clock.now();
  const personId = newId('person', now);
  const email = `newcomer-${++people}@example.com`;
  const runtimes = await allRuntimes();
  return running.gateway.unitOfWork.run(async (tx) => {
    await tx.people.add({ id: personId, name: 'Newcomer', email, passwordHash: 'none' }, now);
    for (const accountName of ['Acme', 'Globex'] as const) {
      const member = memberships[accountName];
      if (member === null) continue;
      const accountId = running.accountId(accountName);
      const membershipId = newId('membership', now);
      await tx.memberships.addActive({ id: membershipId, accountId, personId, role: member.role }, now);
      for (const [index, { id, account_id }] of runtimes.entries()) {
        if (member.grants[index] && account_id === accountId) await tx.memberships.grantAccess(id, membershipId, now);
      }
    }
    return personId;
  });
}

async function withdrawAcceptance(personId: string, memberships: Newcomer): Promise<void> {
  for (const accountName of ['Acme', 'Globex'] as const) {
    if (memberships[accountName]?.isActive !== false) continue;
    const sql = "UPDATE membership SET status = 'INVITED' WHERE person_id = ? AND account_id = ?";
    await running.tamper(sql, personId, running.accountId(accountName));
  }
}

test('R12: visible_runtime is runtime:read, whatever the roles, invitations, access modes and grants', () =>
  fc.assert(
    fc.asyncProperty(crowd, async ({ accessModes, people }) => {
      const runtimes = await allRuntimes();
      await running.gateway.unitOfWork.run(async (tx) => {
        for (const [index, { id }] of runtimes.entries()) {
          await tx.runtimes.update(id, { accessMode: accessModes[index] });
        }
      });
      for (const memberships of people) {
        const personId = await addNewcomer(memberships);
        await withdrawAcceptance(personId, memberships);
        await holdViewToPolicy(personId);
      }
    }),
    { numRuns: 40 },
  ));
