// The status of a stored token: its order by all pairs of conditions, its edges, and what admins see (R3, R10, R22).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_REUSE, type StoredGitToken } from '../../src/domain/git-token';
import type { AcceptedEvidence, RefusedEvidence } from '../../src/domain/token-evidence';
import {
  GIT_TOKEN_STATUSES,
  type GitTokenStatus,
  runtimeHealth,
  statusForAdmins,
  storedTokenStatus,
  TokenStanding,
} from '../../src/domain/token-status';
import { accepted, at, days, hours, NOW, owner, place, read, refused, STRICT, stored } from './samples';

const status = (token: StoredGitToken | null, where = place()) => storedTokenStatus(where, token, NOW);

const ORDER: readonly GitTokenStatus[] = [
  'MISSING',
  'UNREADABLE',
  'BLOCKED',
  'EXPIRED',
  'INVALID',
  'INSUFFICIENT_SCOPES',
  'UNVERIFIED',
  'EXPIRING_SOON',
  'VALID',
];

type Condition = Exclude<GitTokenStatus, 'MISSING' | 'VALID'>;

/** A stored token for which all of these conditions hold at once; of two answers of the provider the earlier in the order stands. */
function tokenWith(conditions: ReadonlySet<Condition>): StoredGitToken {
  return stored({
    readable: !conditions.has('UNREADABLE'),
    verifiedAt: conditions.has('UNVERIFIED') ? days(-8) : NOW,
    evidence: evidenceWith(conditions),
  });
}

function evidenceWith(conditions: ReadonlySet<Condition>): AcceptedEvidence | RefusedEvidence {
  const expiry = conditions.has('EXPIRED')
    ? at(hours(-1))
    : conditions.has('EXPIRING_SOON')
      ? at(days(2))
      : at(days(300));
  if (conditions.has('BLOCKED')) return refused('BLOCKED', { expiry });
  if (conditions.has('INVALID')) return refused('INVALID', { expiry });
  return accepted({
    expiry,
    scopes: conditions.has('INSUFFICIENT_SCOPES') ? read('gist') : read('repo', 'admin:repo_hook'),
  });
}

const CONDITIONS = ORDER.filter((name): name is Condition => name !== 'MISSING' && name !== 'VALID');

test('R22: no token is MISSING', () => assert.equal(status(null), 'MISSING'));

test('R22: a token against which nothing speaks is VALID', () => assert.equal(status(stored()), 'VALID'));

for (const condition of CONDITIONS) {
  test(`R22: ${condition} by itself`, () => assert.equal(status(tokenWith(new Set([condition]))), condition));
}

for (const [index, earlier] of CONDITIONS.entries()) {
  for (const later of CONDITIONS.slice(index + 1)) {
    test(`R22: ${earlier} before ${later}`, () => {
      assert.equal(status(tokenWith(new Set([earlier, later]))), earlier);
    });
  }
}

test('R22: whatever holds at once, the first of the order is the status', () => {
  fc.assert(
    fc.property(fc.subarray(CONDITIONS), (conditions) => {
      assert.equal(status(tokenWith(new Set(conditions))), conditions[0] ?? 'VALID');
    }),
  );
});

const EDGES: readonly (readonly [string, Partial<StoredGitToken>, GitTokenStatus])[] = [
  ['checked exactly 7 days ago', { verifiedAt: days(-7) }, 'VALID'],
  ['checked 1 ms more than 7 days ago', { verifiedAt: new Date(days(-7).getTime() - 1) }, 'UNVERIFIED'],
  ['ends in exactly 14 days', { evidence: accepted({ expiry: at(days(14)) }) }, 'EXPIRING_SOON'],
  ['ends 1 ms later than that', { evidence: accepted({ expiry: at(new Date(days(14).getTime() + 1)) }) }, 'VALID'],
  ['ends now', { evidence: accepted({ expiry: at(NOW) }) }, 'EXPIRED'],
  ['ends in 1 ms', { evidence: accepted({ expiry: at(new Date(NOW.getTime() + 1)) }) }, 'EXPIRING_SOON'],
  ['never ends', { evidence: accepted({ expiry: { how: 'NEVER' } }) }, 'VALID'],
  ['was refused as expired by the provider itself', { evidence: refused('EXPIRED') }, 'EXPIRED'],
  [
    'ends by a declared date in a week, the provider not saying',
    { evidence: accepted({ expiry: { how: 'UNKNOWN' } }), declaredExpiresAt: days(7) },
    'EXPIRING_SOON',
  ],
  ['has a declared date that does not count', { declaredExpiresAt: days(-7) }, 'VALID'],
];

for (const [what, changes, expected] of EDGES) {
  test(`R22: a token that ${what} is ${expected}`, () => assert.equal(status(stored(changes)), expected));
}

test('R22: a stopped worker never leaves an expired token VALID', () => {
  const token = stored({ evidence: accepted({ expiry: at(days(30)) }) });
  assert.equal(storedTokenStatus(place(), token, days(30)), 'EXPIRED');
});

test('R22: a changed check mode shows at once: REPORT does not count what is missing', () => {
  const token = tokenWith(new Set(['INSUFFICIENT_SCOPES']));
  assert.equal(status(token, place('REPORT')), 'VALID');
  assert.equal(new TokenStanding(place('REPORT'), token, NOW).verdict.reason, 'SCOPES_REPORTED');
});

test('R22: a policy, a reuse or a short life has no status of its own', () => {
  const token = stored({
    evidence: accepted({ identity: owner('PERSON'), expiry: at(hours(3)) }),
    reuse: { ...NO_REUSE, anotherRuntimeOfAccount: true },
  });
  assert.equal(status(token, place('ENFORCE', STRICT)), 'EXPIRING_SOON');
  assert.deepEqual(
    new TokenStanding(place('ENFORCE', STRICT), token, NOW).verdict.warnings.map(({ code }) => code),
    ['EXPIRES_SOON', 'OWNER_NOT_SERVICE_ACCOUNT', 'RUNTIME_TOKEN_REUSED'],
  );
});

test('R22: a stored token whose type turns out unable to serve reads INSUFFICIENT_SCOPES, under ENFORCE', () => {
  const token = stored({ evidence: accepted({ tokenType: 'GITHUB_APP_USER' }) });
  assert.equal(status(token), 'INSUFFICIENT_SCOPES');
  assert.equal(status(token, place('REPORT')), 'VALID', 'under REPORT nothing that is lacking has a status');
});

test('R22: a good status and a refusing verdict never stand side by side', () => {
  fc.assert(
    fc.property(fc.subarray(CONDITIONS), (conditions) => {
      const token = tokenWith(new Set(conditions));
      const refusing = new TokenStanding(place(), token, NOW).verdict.outcome === 'REJECTED';
      if (refusing) assert.ok(!['VALID', 'EXPIRING_SOON', 'UNVERIFIED'].includes(status(token)));
    }),
  );
});

// ── R10 ──────────────────────────────────────────────────────────────────────────────────────────

const fineGrained = (changes: Partial<AcceptedEvidence>) =>
  stored({
    kind: 'USER',
    personId: 'per_1',
    evidence: accepted({ tokenType: 'GITHUB_FINE_GRAINED', scopes: { how: 'UNREADABLE', probes: [] }, ...changes }),
  });

test('R10: what a probe refuted shows to the owner; to admins the token reads VALID', () => {
  const probes = [{ scope: 'contents:write', state: 'MISSING' }] as const;
  const token = fineGrained({ scopes: { how: 'UNREADABLE', probes } });
  assert.equal(status(token), 'INSUFFICIENT_SCOPES');
  assert.equal(statusForAdmins(place(), token, NOW), 'VALID');
});

test('R10: a repository out of reach shows to the owner; to admins the token reads VALID', () => {
  const token = fineGrained({ repository: 'UNREACHABLE' });
  assert.equal(status(token), 'INSUFFICIENT_SCOPES');
  assert.equal(statusForAdmins(place(), token, NOW), 'VALID');
});

test('R10: a repository that keeps the token out shows to the owner; to admins the token reads VALID', () => {
  const token = stored({ evidence: accepted({ repository: 'BLOCKED' }) });
  assert.equal(status(token), 'BLOCKED');
  assert.equal(statusForAdmins(place(), token, NOW), 'VALID');
});

test('R10: probes and reachability change nothing of what admins see', () => {
  const states = fc.constantFrom('GRANTED' as const, 'MISSING' as const, 'UNKNOWN' as const);
  const repositories = fc.constantFrom(...(['REACHABLE', 'UNREACHABLE', 'MOVED', 'BLOCKED'] as const));
  const expiries = fc.constantFrom(at(days(-1)), at(days(3)), at(days(100)));
  fc.assert(
    fc.property(states, repositories, expiries, (state, repository, expiry) => {
      const scopes = { how: 'UNREADABLE', probes: [{ scope: 'contents:write', state }] } as const;
      const probed = fineGrained({ scopes, repository, expiry });
      const unprobed = fineGrained({ repository: 'NOT_ASKED', expiry });
      assert.equal(statusForAdmins(place(), probed, NOW), statusForAdmins(place(), unprobed, NOW));
    }),
  );
});

test('R10: what the provider itself says of a token admins see', () => {
  assert.equal(statusForAdmins(place(), null, NOW), 'MISSING');
  assert.equal(statusForAdmins(place(), stored({ evidence: refused('INVALID') }), NOW), 'INVALID');
  assert.equal(statusForAdmins(place(), tokenWith(new Set(['INSUFFICIENT_SCOPES'])), NOW), 'INSUFFICIENT_SCOPES');
});

// ── R3 ───────────────────────────────────────────────────────────────────────────────────────────

const DEGRADED = ['EXPIRED', 'INVALID', 'BLOCKED', 'UNREADABLE', 'INSUFFICIENT_SCOPES'];

for (const name of GIT_TOKEN_STATUSES) {
  const health = DEGRADED.includes(name) ? 'DEGRADED' : 'HEALTHY';
  test(`R3: a runtime whose token is ${name} is ${health}`, () => assert.equal(runtimeHealth(name), health));
}

test('the order of R22 names every status once', () => {
  assert.deepEqual([...ORDER].sort(), [...GIT_TOKEN_STATUSES].sort());
});
