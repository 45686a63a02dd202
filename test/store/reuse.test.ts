// Is it noticed when a value or a login serves twice, and told only to whom it may be told?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenSlot } from '../../src/application/ports';
import { NO_REUSE, type ReuseFindings } from '../../src/domain/git-token';
import { storeWithRuntimes, viewOf } from './runtimes-fixture';
import { addRuntime, addUserToken, evidence, type Name, tokenRow } from './store-fixture';

const HOST = { provider: 'GITHUB', providerUrl: 'https://github.com' } as const;
const runtimeSlot = (changes: Partial<TokenSlot> = {}): TokenSlot => ({
  kind: 'RUNTIME',
  runtimeId: 'new',
  accountId: 'acme',
  viewerId: 'admin',
  ...changes,
});
const userSlot = (viewerId: Name, runtimeId = 'prod'): TokenSlot => ({
  ...runtimeSlot(),
  kind: 'USER',
  viewerId,
  runtimeId,
});

const FINDINGS: readonly {
  readonly rule: string;
  readonly slot: TokenSlot;
  readonly value: string;
  readonly login?: string;
  readonly found: Partial<ReuseFindings>;
}[] = [
  { rule: 'R6: a fresh value', slot: runtimeSlot(), value: 'fresh', found: {} },
  {
    rule: 'R6: another runtime of the account',
    slot: runtimeSlot(),
    value: 'value-of-prod',
    found: { anotherRuntimeOfAccount: true },
  },
  { rule: 'R6: the runtime itself', slot: runtimeSlot({ runtimeId: 'prod' }), value: 'value-of-prod', found: {} },
  { rule: 'R6: another account', slot: runtimeSlot(), value: 'value-of-globex-prod', found: { elsewhere: true } },
  {
    rule: 'R6: the admin’s own user token',
    slot: runtimeSlot({ viewerId: 'alice' }),
    value: 'value-of-alice',
    found: { sameAsViewersOwn: true },
  },
  { rule: 'R6: somebody else’s user token is told to nobody', slot: runtimeSlot(), value: 'value-of-alice', found: {} },
  {
    rule: 'R5: the same value under two people',
    slot: userSlot('bob'),
    value: 'value-of-alice',
    found: { elsewhere: true },
  },
  { rule: 'R5: one’s own on another runtime', slot: userSlot('alice', 'staging'), value: 'value-of-alice', found: {} },
  {
    rule: 'R6: a runtime token the viewer’s account has',
    slot: userSlot('bob'),
    value: 'value-of-prod',
    found: { sameAsViewersOwn: true },
  },
  {
    rule: 'R6: a runtime token the viewer cannot see',
    slot: userSlot('bob'),
    value: 'value-of-globex-prod',
    found: {},
  },
  {
    rule: 'another person’s login, any case',
    slot: userSlot('bob'),
    value: 'fresh',
    login: 'ALICE',
    found: { sharedLogin: true },
  },
  { rule: 'one’s own login', slot: userSlot('alice'), value: 'fresh', login: 'alice', found: {} },
];

for (const { rule, slot, value, login, found } of FINDINGS) {
  test(`reuse, ${rule}: ${Object.keys(found).join() || 'nothing'}`, async (t) => {
    const store = await storeWithRuntimes(t);
    const query = login === undefined ? null : { ...HOST, login };
    const fingerprints = [`k2:${value}`, `k1:${value}`] as const;
    const expected = { ...NO_REUSE, ...found };
    assert.deepEqual(await store.reads.reuse?.findings(slot, fingerprints, query), expected, 'outside a transaction');
    const inside = await store.unitOfWork.run((tx) => tx.tokens.reuse?.findings(slot, fingerprints, query));
    assert.deepEqual(inside, expected, 'inside a transaction');
  });
}

test('a login counts at its own host only', async (t) => {
  const { reads } = await storeWithRuntimes(t);
  const elsewhere = { provider: 'GITHUB_ENTERPRISE', providerUrl: 'https://git.example.com', login: 'alice' } as const;
  assert.equal((await reads.reuse.findings(userSlot('bob'), ['k1:fresh'], elsewhere)).sharedLogin, false);
});

test('stored tokens show their reuse from either side, to the viewer concerned', async (t) => {
  const store = await storeWithRuntimes(t);
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'twin', {}, 'value-of-prod');
    await addRuntime(tx, 'foreign', { accountId: 'globex' }, 'value-of-prod');
    await addUserToken(tx, 'staging', 'bob', 'value-of-prod');
    await addUserToken(tx, 'staging', 'carol', 'value-of-alice');
  });
  const prod = (await viewOf(store, 'bob')).runtimeToken.reuse;
  assert.deepEqual(prod, {
    elsewhere: true,
    anotherRuntimeOfAccount: true,
    sameAsViewersOwn: true,
    sharedLogin: false,
  });
  assert.equal((await viewOf(store, 'admin')).runtimeToken.reuse?.sameAsViewersOwn, false, 'not told of bob’s');
  assert.equal((await viewOf(store, 'bob', 'staging')).userToken?.reuse?.sameAsViewersOwn, true);
  assert.equal((await viewOf(store, 'alice')).userToken?.reuse?.elsewhere, true);
  assert.deepEqual((await viewOf(store, 'bob', 'staging')).runtimeToken.reuse, NO_REUSE);
});

test('stored user tokens of two people with one login at one host share it', async (t) => {
  const store = await storeWithRuntimes(t);
  await store.unitOfWork.run((tx) =>
    tx.tokens.put(
      tokenRow('shared', 'other', { kind: 'USER', personId: 'bob', runtimeId: 'prod', evidence: evidence('Alice') }),
    ),
  );
  assert.equal((await viewOf(store, 'bob')).userToken?.reuse?.sharedLogin, true);
  assert.equal((await viewOf(store, 'alice')).userToken?.reuse?.sharedLogin, true);
});

test('R18: a value held for another host is known: the viewer’s own and the account’s runtimes’ apart from others’', async (t) => {
  const { reads } = await storeWithRuntimes(t);
  const gitlab = { provider: 'GITLAB_CLOUD', providerUrl: 'https://gitlab.com' } as const;
  const held = (slot: TokenSlot, value: string, host: typeof gitlab | typeof HOST) =>
    reads.reuse?.holderAtOtherHost(slot, [`k1:${value}`], host);
  assert.equal(await held(userSlot('alice', 'staging'), 'value-of-alice', gitlab), 'OURS', 'the viewer’s own');
  assert.equal(await held(userSlot('alice', 'staging'), 'value-of-alice', HOST), null, 'the same host');
  assert.equal(await held(userSlot('bob', 'staging'), 'value-of-alice', gitlab), 'OTHERS', 'somebody else’s');
  assert.equal(await held(userSlot('bob', 'staging'), 'value-of-prod', gitlab), 'OURS', 'a runtime’s of the account');
  assert.equal(await held(userSlot('bob', 'staging'), 'value-of-globex-prod', gitlab), 'OTHERS', 'another account’s');
});

test('R4: a slot knows whether it holds exactly this value', async (t) => {
  const { reads } = await storeWithRuntimes(t);
  const inUse = (slot: TokenSlot, value: string) => reads.reuse?.isInUse(slot, [`k9:${value}`, `k1:${value}`]);
  assert.equal(await inUse(runtimeSlot({ runtimeId: 'prod' }), 'value-of-prod'), true);
  assert.equal(await inUse(runtimeSlot({ runtimeId: 'staging' }), 'value-of-prod'), false);
  assert.equal(await inUse(userSlot('alice'), 'value-of-alice'), true);
  assert.equal(await inUse(userSlot('alice'), 'value-of-prod'), false, 'the runtime’s own is in another slot');
  assert.equal(await inUse(userSlot('bob'), 'value-of-alice'), false);
});
