// Are both ways to write an expiry read, and everything else called unknown?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { epochExpiry, githubExpiry, gitlabExpiry, secondsLeft } from '../../src/git-providers/host-expiry';

const UNKNOWN = { how: 'UNKNOWN' };
const at = (iso: string) => ({ how: 'AT', at: iso });

test('GitHub: the form with UTC and the form with an offset', () => {
  assert.deepEqual(githubExpiry('2026-12-31 10:00:00 UTC'), at('2026-12-31T10:00:00.000Z'));
  assert.deepEqual(githubExpiry('2026-12-31 10:00:00 -0700'), at('2026-12-31T17:00:00.000Z'));
  assert.deepEqual(githubExpiry('2026-12-31 10:00:00 +0530'), at('2026-12-31T04:30:00.000Z'));
});

test('GitHub: any other text is unknown, never "never"', () => {
  for (const text of [
    '',
    'never',
    '2026-12-31',
    '2026-02-30 10:00:00 UTC',
    '2026-13-01 10:00:00 UTC',
    '2026-12-31 24:00:01 UTC',
    '2026-12-31 10:00:00 PST',
    '2026-12-31 10:00:00 +9900',
    '2026-12-31T10:00:00Z',
    '1798714800',
  ]) {
    assert.deepEqual(githubExpiry(text), UNKNOWN, JSON.stringify(text));
  }
});

test('GitLab: a date dies at its start; null has no end; anything else is unknown', () => {
  assert.deepEqual(gitlabExpiry('2027-01-04'), at('2027-01-04T00:00:00.000Z'));
  assert.deepEqual(gitlabExpiry(null), { how: 'NEVER' });
  for (const odd of [undefined, '', '2027-02-29', '04.01.2027', 1798714800, '2027-01-04T00:00', {}, false]) {
    assert.deepEqual(gitlabExpiry(odd), UNKNOWN, JSON.stringify(odd));
  }
});

test('GitLab OAuth: seconds that are left', () => {
  const now = new Date('2026-03-10T12:00:00.000Z');
  assert.deepEqual(secondsLeft(7200, now), at('2026-03-10T14:00:00.000Z'));
  for (const odd of [undefined, null, '7200', -1, Number.NaN, 1e300]) assert.deepEqual(secondsLeft(odd, now), UNKNOWN);
});

test('Bitbucket Data Center: milliseconds since 1970; left out or null has no end; anything else is unknown', () => {
  assert.deepEqual(epochExpiry(1775376000000), at('2026-04-05T08:00:00.000Z'));
  for (const nothing of [undefined, null]) assert.deepEqual(epochExpiry(nothing), { how: 'NEVER' });
  for (const odd of ['', '1775376000000', '2026-04-05', Number.NaN, 1e300, {}, false]) {
    assert.deepEqual(epochExpiry(odd), UNKNOWN, JSON.stringify(odd));
  }
});

test('a date before 1970 or after 9999 is unknown: no token ends there, and not every reader takes its form', () => {
  assert.deepEqual(gitlabExpiry('9999-12-31'), at('9999-12-31T00:00:00.000Z'));
  for (const odd of ['+275760-09-13', '+010000-01-01', '-000001-01-01', '1969-12-31', '0001-01-01'])
    assert.deepEqual(gitlabExpiry(odd), UNKNOWN, odd);
  assert.deepEqual(epochExpiry(0), at('1970-01-01T00:00:00.000Z'));
  assert.deepEqual(epochExpiry(253402300799999), at('9999-12-31T23:59:59.999Z'));
  for (const odd of [8.64e15, 253402300800000, -1, -8.64e15]) assert.deepEqual(epochExpiry(odd), UNKNOWN, String(odd));
  assert.deepEqual(githubExpiry('9999-12-31 23:59:59 -1200'), UNKNOWN);
  assert.deepEqual(githubExpiry('1970-01-01 00:00:00 +0100'), UNKNOWN);
});

test('no text whatever makes a reader throw, or turns into "never"', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (UTC|[+-]\d{4})$/)),
      (text) => {
        assert.notEqual(githubExpiry(text).how, 'NEVER');
        assert.notEqual(gitlabExpiry(text).how, 'NEVER');
      },
    ),
  );
});
