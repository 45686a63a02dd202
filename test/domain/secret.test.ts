// A Secret prints as `[secret]`, however it is printed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, inspect } from 'node:util';
import { Secret } from '../../src/domain/secret';

const VALUE = 'ghp_sentinelsentinelsentinelsentinel0';
const secret = new Secret(VALUE);
const nested = { token: secret, list: [secret], map: new Map([['token', secret]]), deep: { er: { still: [secret] } } };

const PRINTED: Record<string, string> = {
  'String()': String(secret),
  'a template': `${secret}`,
  concatenation: `value: ${secret}`,
  'JSON.stringify': JSON.stringify(secret),
  'JSON.stringify, nested': JSON.stringify({ token: secret, list: [secret] }),
  'util.inspect': inspect(secret),
  'util.inspect, nested': inspect(nested, { depth: null }),
  'util.inspect, nested and showing hidden': inspect(nested, { depth: null, showHidden: true, getters: true }),
  'util.inspect without custom printing': inspect(secret, { customInspect: false, showHidden: true }),
  'console.log’s %s': format('%s', secret),
  'console.log’s %o': format('%o', secret),
  'console.log’s %O': format('%O', nested),
  'console.log’s %j': format('%j', { token: secret }),
  'Object.prototype.toString': Object.prototype.toString.call(secret),
  'an error’s message': new Error(`no good: ${secret}`).stack ?? '',
  'an error’s cause': inspect(new Error('no good', { cause: secret })),
};

for (const [way, printed] of Object.entries(PRINTED)) {
  test(`R18: ${way} shows nothing of a secret`, () => {
    assert.ok(!printed.includes(VALUE), `the value is in: ${printed}`);
    assert.ok(printed.includes('[secret]'), `no [secret] in: ${printed}`);
  });
}

test('a secret has no property that a copy or a loop could carry away', () => {
  assert.deepEqual(Object.entries({ ...secret }), []);
  assert.deepEqual(Reflect.ownKeys(secret), []);
});

test('who asks for it by name gets it', () => {
  assert.equal(secret.reveal(), VALUE);
});
