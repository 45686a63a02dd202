// What do ids promise? They are unique, tell their kind, and sort by creation, also within a millisecond.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ID_PREFIXES, type IdKind, kindOfId, newId } from '../../src/application/ids';

const NOW = new Date('2027-01-15T09:00:00.000Z');

test('an id tells its kind', () => {
  for (const kind of Object.keys(ID_PREFIXES) as IdKind[]) assert.equal(kindOfId(newId(kind, NOW)), kind);
  for (const text of ['', 'evt_', 'evt_01', `xyz_${newId('token', NOW).slice(4)}`, newId('token', NOW).toLowerCase()])
    assert.equal(kindOfId(text), null, text);
});

test('ids sort by creation: from millisecond to millisecond, and within one', () => {
  const ids = Array.from({ length: 5000 }, (_, i) =>
    newId('auditEvent', new Date(NOW.getTime() + Math.floor(i / 1000))),
  );
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, ids.length);
});

test('the next id of a millisecond cannot be told from the last', () => {
  const steps = Array.from({ length: 100 }, () => numberIn(newId('auditEvent', NOW))).map(
    (value, i, all) => value - (all[i - 1] ?? 0n),
  );
  assert.equal(new Set(steps).size, steps.length);
});

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const numberIn = (id: string): bigint =>
  [...id.slice(4)].reduce((sum, character) => (sum << 5n) | BigInt(CROCKFORD.indexOf(character)), 0n);
