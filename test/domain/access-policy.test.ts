// Who may do what: the policy printed as a table, held against the table that was agreed on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ACCESS_POLICY,
  AccessDenied,
  type Action,
  authorize,
  decide,
  may,
  type Resource,
} from '../../src/domain/access-policy';
import type { Role, Viewer } from '../../src/domain/account';
import { GatewayError } from '../../src/domain/errors';

const ACCOUNT = 'acc_acme';

function viewer(role: Role | null): Viewer {
  const account = {
    id: ACCOUNT,
    name: 'Acme',
    policy: { runtimeTokenReuse: 'DENY', runtimeTokenOwner: 'WARN' } as const,
  };
  return {
    personId: 'per_viewer',
    sessionId: 'ses_1',
    name: 'Viewer',
    email: 'viewer@acme.example',
    memberships: role === null ? [] : [{ id: 'mem_1', account, role }],
  };
}

/** An admin elsewhere is a stranger here. */
function adminElsewhere(): Viewer {
  const [membership] = viewer('ADMIN').memberships;
  assert.ok(membership);
  return { ...viewer(null), memberships: [{ ...membership, account: { ...membership.account, id: 'acc_globex' } }] };
}

const MEMBERS: Record<string, Viewer> = { admin: viewer('ADMIN'), user: viewer('USER') };

const own = { accountId: ACCOUNT, ownerId: 'per_viewer' };
const RESOURCES: Record<string, Resource> = {
  account: { accountId: ACCOUNT },
  open: { ...own, runtime: { accessMode: 'ALL_MEMBERS', granted: false } },
  granted: { ...own, runtime: { accessMode: 'RESTRICTED', granted: true } },
  restricted: { ...own, runtime: { accessMode: 'RESTRICTED', granted: false } },
  'another’s': { accountId: ACCOUNT, ownerId: 'per_other', runtime: { accessMode: 'ALL_MEMBERS', granted: true } },
};

const WORDS = { ALLOWED: 'yes', FORBIDDEN: 'no', NOT_FOUND: 'hidden' } as const;

const row = (cells: readonly string[], widths: readonly number[]): string =>
  cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 12))
    .join('')
    .trimEnd();

/** One line for each action and role, one column for each kind of access. `no` is FORBIDDEN, `hidden` is NOT_FOUND. */
function printPolicy(): string {
  const widths = [22, 8];
  const lines = (Object.keys(ACCESS_POLICY) as Action[]).flatMap((action) =>
    Object.entries(MEMBERS).map(([role, member]) => {
      const decisions = Object.values(RESOURCES).map((resource) => WORDS[decide(member, action, resource)]);
      return row([action, role, ...decisions], widths);
    }),
  );
  return [row(['action', 'role', ...Object.keys(RESOURCES)], widths), ...lines].join('\n');
}

const AGREED = `\
action                role    account     open        granted     restricted  another’s
account:read          admin   yes         yes         yes         yes         yes
account:read          user    yes         yes         yes         yes         yes
accountPolicy:read    admin   yes         yes         yes         yes         yes
accountPolicy:read    user    yes         yes         yes         yes         yes
accountPolicy:write   admin   yes         yes         yes         yes         yes
accountPolicy:write   user    no          no          no          no          no
member:read           admin   yes         yes         yes         yes         yes
member:read           user    no          yes         yes         yes         no
member:write          admin   yes         yes         yes         yes         yes
member:write          user    no          no          no          no          no
auditEvent:read       admin   yes         yes         yes         yes         yes
auditEvent:read       user    no          no          no          no          no
userTokenStatus:read  admin   yes         yes         yes         yes         yes
userTokenStatus:read  user    no          yes         yes         yes         no
runtime:create        admin   yes         yes         yes         yes         yes
runtime:create        user    no          no          no          no          no
runtime:read          admin   hidden      yes         yes         yes         yes
runtime:read          user    hidden      yes         yes         hidden      yes
runtime:update        admin   hidden      yes         yes         yes         yes
runtime:update        user    hidden      no          no          hidden      no
runtime:delete        admin   hidden      yes         yes         yes         yes
runtime:delete        user    hidden      no          no          hidden      no
runtimeAccess:write   admin   hidden      yes         yes         yes         yes
runtimeAccess:write   user    hidden      no          no          hidden      no
runtimeToken:read     admin   hidden      yes         yes         yes         yes
runtimeToken:read     user    hidden      no          no          hidden      no
runtimeToken:write    admin   hidden      yes         yes         yes         yes
runtimeToken:write    user    hidden      no          no          hidden      no
runtimeToken:verify   admin   hidden      yes         yes         yes         yes
runtimeToken:verify   user    hidden      no          no          hidden      no
userToken:read        admin   hidden      yes         yes         yes         no
userToken:read        user    hidden      yes         yes         hidden      no
userToken:write       admin   hidden      yes         yes         yes         no
userToken:write       user    hidden      yes         yes         hidden      no
userToken:verify      admin   hidden      yes         yes         yes         no
userToken:verify      user    hidden      yes         yes         hidden      no
userToken:delete      admin   hidden      yes         yes         yes         no
userToken:delete      user    hidden      yes         yes         hidden      no
alert:hide            admin   hidden      yes         yes         yes         yes
alert:hide            user    hidden      yes         yes         hidden      yes`;

test('the policy is the one that was agreed on', () => {
  assert.equal(
    printPolicy(),
    AGREED,
    'If you are here because this failed: somebody gained or lost a right. Read the difference line by line; if it is meant, correct the table in this test.',
  );
});

const USER_TOKEN_ACTIONS = (Object.keys(ACCESS_POLICY) as Action[]).filter((action) => action.startsWith('userToken:'));

test('R4, R10: what is done to a user token is its owner’s alone, admins included in "nobody else"', () => {
  for (const action of USER_TOKEN_ACTIONS) {
    const othersToken = RESOURCES['another’s'];
    assert.ok(othersToken);
    assert.equal(decide(viewer('ADMIN'), action, othersToken), 'FORBIDDEN', action);
    assert.equal(decide(viewer('USER'), action, othersToken), 'FORBIDDEN', action);
  }
});

test('R12: to strangers nothing exists, whatever the action', () => {
  for (const action of Object.keys(ACCESS_POLICY) as Action[]) {
    for (const resource of Object.values(RESOURCES)) {
      assert.equal(decide(viewer(null), action, resource), 'NOT_FOUND', action);
      assert.equal(decide(adminElsewhere(), action, resource), 'NOT_FOUND', action);
    }
  }
});

test('R12: authorize passes the allowed, and throws NOT_FOUND or FORBIDDEN for the others', () => {
  const resource: Resource = { accountId: ACCOUNT, runtime: { accessMode: 'ALL_MEMBERS', granted: false } };
  const code = (someone: Viewer): string => {
    try {
      authorize(someone, 'runtimeToken:write', resource);
      return 'allowed';
    } catch (error) {
      return error instanceof GatewayError ? error.code : String(error);
    }
  };
  assert.deepEqual(
    [code(viewer('ADMIN')), code(viewer('USER')), code(viewer(null))],
    ['allowed', 'FORBIDDEN', 'NOT_FOUND'],
  );
});

test('R19: a denial carries the action and the resource for the audit', () => {
  const resource: Resource = { accountId: ACCOUNT };
  assert.throws(
    () => authorize(viewer('USER'), 'runtime:create', resource),
    (error: unknown) =>
      error instanceof AccessDenied && error.action === 'runtime:create' && error.resource === resource,
  );
});

test('may is decide in one word', () => {
  assert.equal(may(viewer('ADMIN'), 'runtime:create', { accountId: ACCOUNT }), true);
  assert.equal(may(viewer('USER'), 'runtime:create', { accountId: ACCOUNT }), false);
});
