// The verdict: every reason, every warning, every order, and what holds for all of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JudgementContext } from '../../src/domain/examine-token';
import { GIT_TOKEN_KINDS, GIT_TOKEN_TYPES, type GitTokenKind, NO_REUSE } from '../../src/domain/git-token';
import { judgeToken } from '../../src/domain/judge-token';
import { refusalByType, requiredScopes } from '../../src/domain/required-scopes';
import { SCOPE_VOCABULARIES } from '../../src/domain/scope-vocabularies';
import type { AcceptedEvidence, Inspection, NotAsked } from '../../src/domain/token-evidence';
import { isKnown, TOKEN_TYPES } from '../../src/domain/token-types';
import { TOKEN_WARNING_CODES, VERDICT_REASONS, type VerdictReason } from '../../src/domain/token-verdict';
import {
  accepted,
  at,
  context,
  days,
  hours,
  NOW,
  notAsked,
  owner,
  providerOf,
  read,
  refused,
  STRICT,
  undetermined,
} from './samples';

const verdict = (inspection: Inspection | NotAsked, tokenKind: GitTokenKind, changes: Partial<JudgementContext> = {}) =>
  judgeToken(inspection, context(tokenKind, changes));

const warnings = (inspection: Inspection, tokenKind: GitTokenKind, changes: Partial<JudgementContext> = {}) =>
  verdict(inspection, tokenKind, changes).warnings.map(({ code }) => code);

const fineGrained = (changes: Partial<AcceptedEvidence> = {}) =>
  accepted({ tokenType: 'GITHUB_FINE_GRAINED', scopes: { how: 'UNREADABLE', probes: [] }, ...changes });

const probes = (states: Record<string, 'GRANTED' | 'MISSING' | 'UNKNOWN'>) => ({
  how: 'UNREADABLE' as const,
  probes: Object.entries(states).map(([scope, state]) => ({ scope, state })),
});

// ── each reason ──────────────────────────────────────────────────────────────────────────────────

interface Case {
  readonly inspection: Inspection | NotAsked;
  readonly kind?: GitTokenKind;
  readonly changes?: Partial<JudgementContext>;
}

const REQUIRE: JudgementContext['accountPolicy'] = { ...STRICT, runtimeTokenReuse: 'ALLOW' };

const EVERY_REASON: Record<VerdictReason, Case> = {
  SATISFIED: { inspection: accepted() },
  SCOPES_UNREADABLE: { inspection: fineGrained() },
  SCOPES_REPORTED: { inspection: accepted({ scopes: read('repo') }), changes: { scopeCheckMode: 'REPORT' } },
  MISSING_SCOPES: { inspection: accepted({ scopes: read('repo') }) },
  INVALID_TOKEN: { inspection: refused('INVALID') },
  EXPIRED_TOKEN: { inspection: refused('EXPIRED') },
  EXPIRES_TOO_SOON: { inspection: accepted({ expiry: at(hours(23)) }) },
  BLOCKED_BY_PROVIDER: { inspection: refused('BLOCKED') },
  WRONG_TOKEN_TYPE: { inspection: accepted({ tokenType: 'GITHUB_APP_INSTALLATION' }), kind: 'USER' },
  WRONG_PROVIDER: { inspection: notAsked('WRONG_PROVIDER', 'GITLAB_PERSONAL') },
  TOKEN_REUSED: { inspection: accepted(), changes: { reuse: { ...NO_REUSE, elsewhere: true } } },
  OWNER_NOT_SERVICE_ACCOUNT: {
    inspection: accepted({ identity: owner('PERSON') }),
    changes: { accountPolicy: REQUIRE },
  },
  PROVIDER_UNAVAILABLE: { inspection: undetermined('PROVIDER_UNAVAILABLE') },
  PROVIDER_RATE_LIMITED: { inspection: undetermined('PROVIDER_RATE_LIMITED') },
};

const OUTCOMES = {
  ACCEPTED: ['SATISFIED', 'SCOPES_UNREADABLE', 'SCOPES_REPORTED'],
  UNDETERMINED: ['PROVIDER_UNAVAILABLE', 'PROVIDER_RATE_LIMITED'],
} as const;

for (const reason of VERDICT_REASONS) {
  const outcome =
    Object.entries(OUTCOMES).find(([, reasons]) => (reasons as readonly string[]).includes(reason))?.[0] ?? 'REJECTED';
  test(`${reason} can be reached, and is ${outcome}`, () => {
    const { inspection, kind = 'RUNTIME', changes } = EVERY_REASON[reason];
    const { reason: given, outcome: came, message } = verdict(inspection, kind, changes);
    assert.deepEqual([given, came], [reason, outcome], message);
  });
}

// ── the order of reasons ─────────────────────────────────────────────────────────────────────────

/** Each makes its reason true; built one upon another, the earlier must win. */
const CONDITIONS: readonly (readonly [
  VerdictReason,
  (inspection: AcceptedEvidence) => AcceptedEvidence,
  Partial<JudgementContext>,
])[] = [
  ['EXPIRED_TOKEN', (token) => ({ ...token, expiry: at(hours(-1)) }), {}],
  ['WRONG_TOKEN_TYPE', (token) => ({ ...token, tokenType: 'GITHUB_APP_INSTALLATION' }), {}],
  [
    'EXPIRES_TOO_SOON',
    (token) =>
      token.expiry.how === 'AT' && token.expiry.at < NOW.toISOString() ? token : { ...token, expiry: at(hours(23)) },
    {},
  ],
  ['TOKEN_REUSED', (token) => token, { reuse: { ...NO_REUSE, elsewhere: true } }],
  ['OWNER_NOT_SERVICE_ACCOUNT', (token) => ({ ...token, identity: owner('PERSON') }), { accountPolicy: REQUIRE }],
  ['MISSING_SCOPES', (token) => ({ ...token, scopes: read('gist') }), {}],
];

for (const [index, [earlier, makeEarlier, changesEarlier]] of CONDITIONS.entries()) {
  for (const [later, makeLater, changesLater] of CONDITIONS.slice(index + 1)) {
    test(`order of reasons: ${earlier} before ${later}`, () => {
      const inspection = makeLater(makeEarlier(accepted()));
      const given = verdict(inspection, 'RUNTIME', { ...changesLater, ...changesEarlier });
      assert.equal(given.reason, earlier, given.message);
    });
  }
}

test('order of reasons: SCOPES_REPORTED before SCOPES_UNREADABLE', () => {
  const inspection = fineGrained({ scopes: probes({ 'contents:write': 'MISSING' }) });
  assert.equal(verdict(inspection, 'RUNTIME', { scopeCheckMode: 'REPORT' }).reason, 'SCOPES_REPORTED');
});

test('R20: a date that was declared expires a token too, where the provider cannot say', () => {
  const inspection = accepted({ expiry: { how: 'UNKNOWN' } });
  assert.equal(verdict(inspection, 'USER', { declaredExpiresAt: hours(-1), moment: 'STORED' }).reason, 'EXPIRED_TOKEN');
  assert.equal(verdict(inspection, 'USER', { declaredExpiresAt: hours(1) }).expiresAt?.getTime(), hours(1).getTime());
});

test('R22: a token that the provider no longer knows, and whose date has passed, has expired', () => {
  assert.equal(verdict(refused('INVALID', { expiry: at(hours(-1)) }), 'USER').reason, 'EXPIRED_TOKEN');
  assert.equal(verdict(refused('INVALID', { expiry: at(hours(1)) }), 'USER').reason, 'INVALID_TOKEN');
  assert.equal(verdict(refused('BLOCKED', { expiry: at(hours(-1)) }), 'USER').reason, 'BLOCKED_BY_PROVIDER');
});

// ── single rules ─────────────────────────────────────────────────────────────────────────────────

test('R5: a user token that serves another person is refused, under any policy', () => {
  const reuse = { ...NO_REUSE, elsewhere: true };
  const given = verdict(accepted(), 'USER', { reuse });
  assert.equal(given.reason, 'TOKEN_REUSED');
  assert.doesNotMatch(given.message, /@|octo/, 'says whose it is');
});

test('R5: once stored it is neither refused nor warned of: nobody may be told', () => {
  const given = verdict(accepted(), 'USER', { reuse: { ...NO_REUSE, elsewhere: true }, moment: 'STORED' });
  assert.deepEqual([given.reason, given.warnings], ['SATISFIED', []]);
});

const REUSE_IN_ACCOUNT = { ...NO_REUSE, anotherRuntimeOfAccount: true };

for (const [runtimeTokenReuse, setting, storedWarnings] of [
  ['DENY', 'TOKEN_REUSED', ['RUNTIME_TOKEN_REUSED']],
  ['WARN', 'SATISFIED', ['RUNTIME_TOKEN_REUSED']],
  ['ALLOW', 'SATISFIED', []],
] as const) {
  test(`R6: under ${runtimeTokenReuse} a value on a second runtime of the account is ${setting}; once stored it is never refused`, () => {
    const changes = { reuse: REUSE_IN_ACCOUNT, accountPolicy: { ...REQUIRE, runtimeTokenReuse } };
    const robot = accepted({ identity: owner('SERVICE_ACCOUNT') });
    assert.equal(verdict(robot, 'RUNTIME', changes).reason, setting);
    assert.equal(verdict(robot, 'RUNTIME', { ...changes, moment: 'STORED' }).reason, 'SATISFIED');
    assert.deepEqual(warnings(robot, 'RUNTIME', { ...changes, moment: 'STORED' }), storedWarnings);
  });
}

test('R6: under WARN the warning is given at once', () => {
  const accountPolicy = { ...REQUIRE, runtimeTokenReuse: 'WARN', runtimeTokenOwner: 'WARN' } as const;
  assert.deepEqual(warnings(accepted(), 'RUNTIME', { reuse: REUSE_IN_ACCOUNT, accountPolicy }), [
    'RUNTIME_TOKEN_REUSED',
  ]);
});

test('R6: a value of another account’s runtime is refused even under ALLOW', () => {
  assert.equal(verdict(accepted(), 'RUNTIME', { reuse: { ...NO_REUSE, elsewhere: true } }).reason, 'TOKEN_REUSED');
});

test('R6: the viewer’s own value as both kinds is warned of in both orders', () => {
  const reuse = { ...NO_REUSE, sameAsViewersOwn: true };
  for (const kind of GIT_TOKEN_KINDS)
    assert.deepEqual(warnings(accepted(), kind, { reuse }), ['SAME_AS_YOUR_USER_TOKEN']);
});

test('R17: everything proved is SATISFIED, one thing unproved is SCOPES_UNREADABLE, one thing refuted MISSING_SCOPES', () => {
  const both = { 'contents:write': 'GRANTED', 'metadata:read': 'GRANTED' } as const;
  const reasonOf = (states: Parameters<typeof probes>[0]) =>
    verdict(fineGrained({ scopes: probes(states) }), 'USER').reason;
  assert.equal(reasonOf(both), 'SATISFIED');
  assert.equal(reasonOf({ ...both, 'contents:write': 'UNKNOWN' }), 'SCOPES_UNREADABLE');
  assert.equal(reasonOf({ ...both, 'contents:write': 'MISSING' }), 'MISSING_SCOPES');
});

test('R17: a fine-grained token that does not reach the repository has none of the rights there', () => {
  const given = verdict(fineGrained({ repository: 'UNREACHABLE' }), 'USER');
  assert.equal(given.reason, 'MISSING_SCOPES');
  assert.deepEqual(
    given.requirements.map(({ state }) => state),
    ['MISSING', 'MISSING'],
  );
  assert.match(given.message, /resource owner/);
});

test('R17: where the scopes are readable, an unreachable or moved repository is a warning only', () => {
  for (const repository of ['UNREACHABLE', 'MOVED'] as const) {
    assert.equal(verdict(accepted({ repository }), 'RUNTIME').reason, 'SATISFIED');
    assert.deepEqual(warnings(accepted({ repository }), 'RUNTIME'), ['REPOSITORY_UNREACHABLE']);
  }
});

test('R17: stripped scope headers of a classic token are unreadable scopes, not a fault', () => {
  const given = verdict(accepted({ tokenType: 'UNKNOWN', scopes: { how: 'UNREADABLE', probes: [] } }), 'RUNTIME');
  assert.equal(given.reason, 'SCOPES_UNREADABLE');
  assert.deepEqual(
    given.requirements.map(({ scope, state }) => `${scope} ${state}`),
    ['repo UNKNOWN', 'admin:repo_hook UNKNOWN'],
  );
});

const DAY = 24 * 3600 * 1000;

for (const [what, milliseconds, runtimeSets, userWarned] of [
  ['1 ms short of 24 hours', DAY - 1, 'EXPIRES_TOO_SOON', true],
  ['exactly 24 hours', DAY, 'SATISFIED', false],
] as const) {
  test(`R21: a token that lives ${what}: as runtime token ${runtimeSets}, as user token ${userWarned ? 'warned of' : 'nothing'}`, () => {
    const inspection = accepted({ expiry: at(new Date(NOW.getTime() + milliseconds)) });
    assert.equal(verdict(inspection, 'RUNTIME').reason, runtimeSets);
    assert.deepEqual(
      warnings(inspection, 'RUNTIME'),
      [],
      'refused or not, a runtime token being set is not warned of it',
    );
    assert.equal(verdict(inspection, 'RUNTIME', { moment: 'STORED' }).reason, 'SATISFIED');
    assert.deepEqual(warnings(inspection, 'RUNTIME', { moment: 'STORED' }), userWarned ? ['EXPIRES_SOON'] : []);
    assert.deepEqual(warnings(inspection, 'USER'), userWarned ? ['EXPIRES_SOON'] : []);
    assert.equal(verdict(inspection, 'USER').reason, 'SATISFIED');
  });
}

/** Owner × policy × moment → refused, warned of, or nothing. */
const OWNERS = [
  ['PERSON', 'WARN', 'SETTING', 'warned'],
  ['PERSON', 'WARN', 'STORED', 'warned'],
  ['PERSON', 'REQUIRE_SERVICE_ACCOUNT', 'SETTING', 'refused'],
  ['PERSON', 'REQUIRE_SERVICE_ACCOUNT', 'STORED', 'warned'],
  ['UNKNOWN', 'WARN', 'SETTING', 'nothing'],
  ['UNKNOWN', 'REQUIRE_SERVICE_ACCOUNT', 'SETTING', 'warned'],
  ['UNKNOWN', 'REQUIRE_SERVICE_ACCOUNT', 'STORED', 'warned'],
  ['SERVICE_ACCOUNT', 'REQUIRE_SERVICE_ACCOUNT', 'SETTING', 'nothing'],
] as const;

for (const [kind, runtimeTokenOwner, moment, expected] of OWNERS) {
  test(`R22: a runtime token of ${kind} under ${runtimeTokenOwner}, ${moment}: ${expected}`, () => {
    const inspection = accepted({ identity: owner(kind) });
    const given = verdict(inspection, 'RUNTIME', { moment, accountPolicy: { ...REQUIRE, runtimeTokenOwner } });
    const warned = given.warnings.some(({ code }) => code === 'OWNER_NOT_SERVICE_ACCOUNT');
    const got = given.reason === 'OWNER_NOT_SERVICE_ACCOUNT' ? 'refused' : warned ? 'warned' : 'nothing';
    assert.equal(got, expected, given.message);
  });
}

const ROBOTS = GIT_TOKEN_TYPES.filter(isKnown).filter(
  (type) => TOKEN_TYPES[type].robot && !refusalByType(type, 'USER'),
);

for (const tokenType of ROBOTS) {
  test(`a ${tokenType} as user token is warned of as nobody’s, even without an identity`, () => {
    const granted = read(...requiredScopes(tokenType, 'USER').map(({ scope }) => scope));
    const inspection = accepted({ tokenType, identity: null, scopes: granted });
    const codes = warnings(inspection, 'USER', { provider: providerOf(tokenType) });
    assert.ok(codes.includes('OWNER_NOT_PERSON'), codes.join());
  });
}

// ── every warning, every row of the table ────────────────────────────────────────────────────────

test('every warning can be reached', () => {
  const reached = new Set([
    ...warnings(fineGrained({ repository: 'MOVED', expiry: { how: 'NEVER' } }), 'RUNTIME', { accountPolicy: STRICT }),
    ...warnings(
      accepted({ scopes: read('repo', 'delete_repo'), expiry: at(hours(1)), identity: owner('SERVICE_ACCOUNT') }),
      'USER',
      {
        reuse: { ...NO_REUSE, sharedLogin: true, sameAsViewersOwn: true },
      },
    ),
    ...warnings(accepted(), 'RUNTIME', { reuse: REUSE_IN_ACCOUNT, accountPolicy: STRICT, moment: 'STORED' }),
  ]);
  assert.deepEqual(
    TOKEN_WARNING_CODES.filter((code) => !reached.has(code)),
    [],
  );
});

for (const tokenType of GIT_TOKEN_TYPES.filter(isKnown)) {
  for (const kind of GIT_TOKEN_KINDS) {
    const refusal = refusalByType(tokenType, kind);
    const namesAreGuesses = SCOPE_VOCABULARIES[TOKEN_TYPES[tokenType].vocabulary].namesAreGuesses === true;
    const withNone = namesAreGuesses ? 'SCOPES_UNREADABLE' : 'MISSING_SCOPES';
    test(`${tokenType} as ${kind} with all its scopes is ${refusal ? 'WRONG_TOKEN_TYPE' : 'SATISFIED'}, and with none ${withNone}`, () => {
      const provider = providerOf(tokenType);
      const scopes = requiredScopes(tokenType, kind).map(({ scope }) => scope);
      const full = verdict(accepted({ tokenType, scopes: read(...scopes) }), kind, { provider });
      const empty = verdict(accepted({ tokenType, scopes: read() }), kind, { provider });
      assert.equal(full.reason, refusal ? 'WRONG_TOKEN_TYPE' : 'SATISFIED', full.message);
      assert.equal(empty.reason, refusal ? 'WRONG_TOKEN_TYPE' : withNone, empty.message);
      if (refusal) assert.ok(full.message.includes(refusal.because), full.message);
    });
  }
}

test('R15: a refused token names what is needed and where to create one', () => {
  const given = verdict(refused('INVALID'), 'RUNTIME');
  assert.deepEqual(
    given.requirements.map(({ scope, state }) => `${scope} ${state}`),
    ['repo UNKNOWN', 'admin:repo_hook UNKNOWN'],
  );
  assert.match(given.fixUrl ?? '', /^https:\/\/github\.com\/settings\/tokens\/new\?scopes=repo,admin:repo_hook&/);
});

test('R15: a token of another provider is answered with what this one needs', () => {
  const given = verdict(notAsked('WRONG_PROVIDER', 'GITHUB_CLASSIC'), 'USER', {
    provider: 'GITLAB_SERVER',
    providerUrl: 'https://git.example.com/sub',
  });
  assert.deepEqual(
    given.requirements.map(({ scope }) => scope),
    ['write_repository', 'read_api'],
  );
  assert.match(given.fixUrl ?? '', /^https:\/\/git\.example\.com\/sub\/-\/user_settings\//);
});

test('a block is mended where the provider says, not with another token', () => {
  const fixUrl = 'https://github.com/orgs/acme/sso?authorization_request=x';
  assert.equal(verdict(refused('BLOCKED', { fixUrl }), 'USER').fixUrl, fixUrl);
  assert.equal(verdict(refused('BLOCKED'), 'USER').fixUrl, null);
  const keptOut = verdict(accepted({ repository: 'BLOCKED', repositoryFixUrl: fixUrl }), 'USER');
  assert.deepEqual([keptOut.reason, keptOut.fixUrl], ['BLOCKED_BY_PROVIDER', fixUrl]);
});

// ── what holds for all ───────────────────────────────────────────────────────────────────────────

const scopeNames = Object.values(SCOPE_VOCABULARIES).flatMap(({ includes, excess }) => [
  ...Object.keys(includes),
  ...excess,
]);
const someScopes = fc.uniqueArray(fc.constantFrom('repo', 'admin:repo_hook', 'api', 'gist', ...scopeNames));
const contexts = fc
  .record({
    tokenKind: fc.constantFrom(...GIT_TOKEN_KINDS),
    scopeCheckMode: fc.constantFrom('ENFORCE' as const, 'REPORT' as const),
    moment: fc.constantFrom('SETTING' as const, 'STORED' as const),
    accountPolicy: fc.record({
      runtimeTokenReuse: fc.constantFrom('DENY' as const, 'WARN' as const, 'ALLOW' as const),
      runtimeTokenOwner: fc.constantFrom('WARN' as const, 'REQUIRE_SERVICE_ACCOUNT' as const),
    }),
    reuse: fc.record({
      elsewhere: fc.boolean(),
      anotherRuntimeOfAccount: fc.boolean(),
      sameAsViewersOwn: fc.boolean(),
      sharedLogin: fc.boolean(),
    }),
    declaredExpiresAt: fc.constantFrom(null, days(-1), days(1), days(100)),
  })
  .map(
    ({ tokenKind, ...changes }) =>
      (type: (typeof GIT_TOKEN_TYPES)[number]) =>
        context(tokenKind, { ...changes, provider: providerOf(type) }),
  );
const evidences = fc
  .record({
    tokenType: fc.constantFrom(...GIT_TOKEN_TYPES),
    scopes: someScopes.map((scopes) => read(...scopes)),
    expiry: fc.constantFrom(
      { how: 'NEVER' } as const,
      { how: 'UNKNOWN' } as const,
      at(days(-1)),
      at(hours(3)),
      at(days(99)),
    ),
    identity: fc.constantFrom(null, owner('PERSON'), owner('SERVICE_ACCOUNT'), owner('UNKNOWN')),
    repository: fc.constantFrom('REACHABLE' as const, 'UNREACHABLE' as const, 'MOVED' as const, 'NOT_ASKED' as const),
  })
  .map(accepted);

test('R16: more scopes never turn an accepted token into a rejected one', () => {
  fc.assert(
    fc.property(contexts, evidences, someScopes, (contextFor, evidence, more) => {
      const place = contextFor(evidence.tokenType);
      if (judgeToken(evidence, place).outcome !== 'ACCEPTED' || evidence.scopes.how !== 'READ') return;
      const richer = { ...evidence, scopes: read(...evidence.scopes.scopes, ...more) };
      assert.equal(judgeToken(richer, place).outcome, 'ACCEPTED');
    }),
    { numRuns: 1000 },
  );
});

test('R14: what could not be determined is never a verdict on the token', () => {
  const troubles = fc.constantFrom('PROVIDER_UNAVAILABLE' as const, 'PROVIDER_RATE_LIMITED' as const);
  fc.assert(
    fc.property(contexts, troubles, fc.constantFrom(...GIT_TOKEN_TYPES), (contextFor, trouble, tokenType) => {
      const given = judgeToken({ ...undetermined(trouble), tokenType }, contextFor(tokenType));
      assert.deepEqual(
        [given.outcome, given.reason, given.warnings, given.fixUrl],
        ['UNDETERMINED', trouble, [], null],
      );
    }),
  );
});

test('R22: for a stored token no policy, reuse or short life is a reason', () => {
  fc.assert(
    fc.property(contexts, evidences, (contextFor, evidence) => {
      const { reason } = judgeToken(evidence, { ...contextFor(evidence.tokenType), moment: 'STORED' });
      assert.ok(!['OWNER_NOT_SERVICE_ACCOUNT', 'TOKEN_REUSED', 'EXPIRES_TOO_SOON'].includes(reason), reason);
    }),
    { numRuns: 1000 },
  );
});

test('REPORT mode never refuses for scopes', () => {
  fc.assert(
    fc.property(contexts, evidences, (contextFor, evidence) => {
      const { reason } = judgeToken(evidence, { ...contextFor(evidence.tokenType), scopeCheckMode: 'REPORT' });
      assert.notEqual(reason, 'MISSING_SCOPES');
    }),
    { numRuns: 1000 },
  );
});

test('every message says something whole, and the reason and its requirements never contradict each other', () => {
  fc.assert(
    fc.property(contexts, evidences, (contextFor, evidence) => {
      const given = judgeToken(evidence, contextFor(evidence.tokenType));
      for (const text of [given.message, ...given.warnings.map(({ message }) => message)]) {
        assert.match(text, /^[A-Z].*(\.|https:\/\/\S+)$/);
        assert.doesNotMatch(text, /undefined|null|\[object| {2}|with \.|lacks \./);
      }
      const missing = given.requirements.some(({ state }) => state === 'MISSING');
      if (given.reason === 'SATISFIED') assert.ok(given.requirements.every(({ state }) => state === 'GRANTED'));
      if (given.reason === 'MISSING_SCOPES' || given.reason === 'SCOPES_REPORTED') assert.ok(missing);
    }),
    { numRuns: 1000 },
  );
});
