// When a token ends, and who says so (R20).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectiveExpiry, endsWithin, hasEnded } from '../../src/domain/token-expiry';
import { accepted, at, days, hours, NOW, notAsked, refused, undetermined } from './samples';

const DECLARED = days(30);

test('R20: what the provider says counts, whatever was declared', () => {
  const evidence = accepted({ expiry: at(days(90)) });
  assert.deepEqual(effectiveExpiry(evidence, DECLARED), { at: days(90), source: 'PROVIDER' });
});

test('R20: where the provider says that there is no end, a declared one does not count', () => {
  assert.equal(effectiveExpiry(accepted({ expiry: { how: 'NEVER' } }), DECLARED), null);
});

test('R20: where the provider cannot say, a declared date counts and is marked', () => {
  const evidence = accepted({ expiry: { how: 'UNKNOWN' } });
  assert.deepEqual(effectiveExpiry(evidence, DECLARED), { at: DECLARED, source: 'DECLARED' });
  assert.equal(effectiveExpiry(evidence, null), null);
});

test('R20: a refused token keeps the expiry that an earlier check learned; without one, nothing is known', () => {
  assert.deepEqual(effectiveExpiry(refused('INVALID', { expiry: at(days(-1)) }), null), {
    at: days(-1),
    source: 'PROVIDER',
  });
  assert.deepEqual(effectiveExpiry(refused('INVALID', { expiry: { how: 'UNKNOWN' } }), DECLARED)?.source, 'DECLARED');
  assert.equal(effectiveExpiry(refused('INVALID'), DECLARED), null);
});

test('a token nobody asked about, or got no answer on, has no known end', () => {
  assert.equal(effectiveExpiry(notAsked('WRONG_PROVIDER'), DECLARED), null);
  assert.equal(effectiveExpiry(undetermined('PROVIDER_UNAVAILABLE'), DECLARED), null);
});

test('a token is dead at the very instant it ends', () => {
  const ending = (date: Date) => ({ at: date, source: 'PROVIDER' }) as const;
  assert.equal(hasEnded(ending(NOW), NOW), true);
  assert.equal(hasEnded(ending(new Date(NOW.getTime() + 1)), NOW), false);
  assert.equal(hasEnded(null, NOW), false);
  assert.equal(endsWithin(ending(hours(2)), 2 * 3600 * 1000, NOW), true);
  assert.equal(endsWithin(ending(hours(2)), 2 * 3600 * 1000 - 1, NOW), false);
});
