// Which addresses are never connected to, however they are spelled? A listening host counts: nobody comes.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Reach, reachOf } from '../../src/git-providers/network-addresses';
import { connectTo, startCountingHost } from './counting-host';

/** All of them lead to this machine, on Linux at least, or to where clouds hand out credentials. */
const SPELLINGS = [
  // loopback, as WHATWG's URL understands IPv4: decimal, octal, hexadecimal, short, full-width, with a dot at the end
  '127.0.0.1',
  '127.0.0.1.',
  '127.1',
  '127.0.1',
  '2130706433',
  '017700000001',
  '0177.0.0.1',
  '0177.0.0.01',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7F.1',
  '127.0.0x0.1',
  '127.255.255.254',
  '127.000.000.001',
  '１２７.０.０.１',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  // unspecified, which many systems take for loopback
  '0.0.0.0',
  '0',
  '0x0',
  '00000',
  '0.0.0.1',
  // IPv6
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b:1::127.0.0.1]',
  '[2002:7f00:1::]',
  '[2002:7f00:0001::1]',
  // metadata and link-local
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[64:ff9b::169.254.169.254]',
  '[2002:a9fe:a9fe::]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  // private, carrier-grade, unique-local, multicast, broadcast, reserved
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '[fd12:3456::1]',
  '224.0.0.1',
  '255.255.255.255',
  '240.0.0.1',
  '[ff02::1]',
  '[100::1]',
];

test('no spelling of an address that is not public is connected to', async (t) => {
  const host = await startCountingHost(t);
  for (const spelling of SPELLINGS) {
    const { ask } = connectTo(t, `http://${new URL(`http://${spelling}`).hostname}:${host.port}`);
    assert.deepEqual(await ask(), { came: 'NOTHING', because: 'NOT_ALLOWED' }, spelling);
  }
  assert.ok(SPELLINGS.length >= 40);
  assert.equal(host.connections, 0);
});

test('the very names that resolve to such an address are not connected to either', async (t) => {
  const host = await startCountingHost(t);
  for (const spelling of SPELLINGS) {
    const address = new URL(`http://${spelling}`).hostname.replace(/^\[|\]$/g, '');
    const resolve = async () => [{ address, family: address.includes(':') ? 6 : 4 }];
    const { ask } = connectTo(t, `http://git.example:${host.port}`, { resolve });
    assert.deepEqual(await ask(), { came: 'NOTHING', because: 'NOT_ALLOWED' }, spelling);
  }
  assert.equal(host.connections, 0);
});

test('a host that the operator has named may be private; link-local, unspecified and their like it may not', async (t) => {
  const host = await startCountingHost(t);
  const root = `http://git.example:${host.port}`;
  const trustedOrigins = new Set([root]);
  const named = (address: string) =>
    connectTo(t, root, { trustedOrigins, resolve: async () => [{ address, family: address.includes(':') ? 6 : 4 }] });
  assert.equal((await named('127.0.0.1').ask()).came, 'ANSWER');
  assert.equal(host.connections, 1);
  for (const address of ['169.254.169.254', '0.0.0.0', '::', 'fe80::1', '::ffff:169.254.1.1', '224.0.0.1', '240.0.0.1'])
    assert.deepEqual(await named(address).ask(), { came: 'NOTHING', because: 'NOT_ALLOWED' }, address);
  assert.equal(host.connections, 1);
});

describe('how far an address reaches', () => {
  const REACHES: Readonly<Record<Reach, readonly string[]>> = {
    PUBLIC: ['1.1.1.1', '140.82.121.4', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0']
      .concat(['223.255.255.255', '2606:4700::1111', '2a00:1450::1', '64:ff9b::8.8.8.8', '::ffff:8.8.8.8'])
      .concat(['2002:808:808::1']),
    PRIVATE: ['10.255.255.255', '172.31.0.1', '192.168.1.1', '127.0.0.1', '100.64.0.1', '198.18.0.1', '::1']
      .concat(['fc00::1', 'fdff::1', 'fec0::1', '::ffff:10.0.0.1', '64:ff9b::10.0.0.1', '2002:a00:1::1'])
      .concat(['::ffff:0:192.168.0.1']),
    NEVER: ['0.0.0.0', '0.255.255.255', '169.254.0.1', '192.0.0.192', '192.0.2.1', '198.51.100.7', '203.0.113.9']
      .concat(['192.88.99.1', '224.0.0.1', '239.1.1.1', '240.0.0.1', '255.255.255.255', '100.100.100.200'])
      .concat(['168.63.129.16', '::', 'fe80::1', 'febf::1', 'fe80::1%eth0', 'ff02::1', '100::1', '2001:db8::1'])
      .concat(['2001::1', '3fff::1', '64:ff9b:1::1', '4000::1', 'fd00:ec2::254', 'fd20:ce::254', 'not an address', '']),
  };
  for (const [reach, addresses] of Object.entries(REACHES)) {
    for (const address of addresses) {
      test(`${address} is ${reach}`, () => assert.equal(reachOf(address), reach));
    }
  }

  test('an IPv4 address inside an IPv6 one reaches as far as by itself, in every embedding', () =>
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number];
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        const expected = reachOf(address);
        for (const wrapped of [`::ffff:${address}`, `::ffff:${hex}`, `64:ff9b::${address}`, `2002:${hex}::1`])
          assert.equal(reachOf(wrapped), expected, wrapped);
      }),
    ));

  test('whatever the text, it is an answer', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4()), (text) => {
        assert.ok(['PUBLIC', 'PRIVATE', 'NEVER'].includes(reachOf(text)));
      }),
    ));
});
