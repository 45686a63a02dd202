// Every field has its bound: at it, it is taken; beyond it, it is refused by name, its value told to nobody, and nothing changes.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Answer, GraphQLClient } from '../support/graphql-client';
import {
  acceptInvitation,
  assertFieldRefused,
  changeMemberRole,
  invite,
  inviteMember,
  peopleAsStored,
  readMembers,
} from '../support/member-operations';
import { login } from '../support/session-operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

describe('what is sent of people', () => {
  let running: TestGateway;
  let admin: GraphQLClient;
  before(async () => {
    running = await openTestGateway();
    admin = await running.as('acmeAdmin');
  });
  after(() => running.close());

  let nth = 0;
  const newcomer = () => invite(admin, running.accountId('Acme'), `newcomer-${++nth}@new.example`);
  const acceptWith = async (options: { name?: string; password?: string }): Promise<Answer> =>
    acceptInvitation(running.anonymous(), await newcomer(), options);
  const long = (length: number, end: string) => 'e'.repeat(length - end.length) + end;

  interface Field {
    readonly path: string;
    readonly send: (value: string) => Promise<Answer>;
    readonly taken: readonly string[];
    readonly refused: readonly string[];
  }

  const EMAILS = {
    taken: ['a@b.c', long(254, '@long.example'), ' Trimmed@New.Example ', "o'neil+tag@new.example"],
    refused: [
      '',
      '@',
      'nobody',
      'a@b',
      'a@b@c.example',
      'a b@new.example',
      'nul\u0000@new.example',
      'аlice@acme.example', // a Cyrillic а
      'alice@аcme.example',
      'jürgen@new.example',
      'zero\u200bwidth@new.example',
      'ａlice@acme.example',
      long(255, '@long.example'),
    ],
  };

  const FIELDS: Readonly<Record<string, Field>> = {
    'inviteMember email': {
      path: 'email',
      send: (email) => inviteMember(admin, running.accountId('Acme'), email),
      ...EMAILS,
    },
    'acceptInvitation name': {
      path: 'name',
      send: (name) => acceptWith({ name }),
      taken: ['n', 'x'.repeat(100), ` ${'x'.repeat(100)} `, 'Zu\u0308rich'],
      refused: ['', '  ', 'x'.repeat(101), 'two\nlines', 'zero\u200bwidth', 'turned\u202eround', 'Аlice Archer'],
    },
    'acceptInvitation password': {
      path: 'password',
      send: (password) => acceptWith({ name: 'Nora Newcomer', password }),
      taken: ['blue-Lamp-42', 'winter rain on a tin roof, '.repeat(5).slice(0, 128)],
      refused: [
        '',
        'blue-Lamp-4',
        'winter rain on a tin roof, '.repeat(5).slice(0, 129),
        'passwordpassword',
        'Nora Newcomer',
      ],
    },
    'account members search': {
      path: 'search',
      send: (search) => readMembers(admin, running.accountId('Acme'), { search }),
      taken: ['', 's'.repeat(100), "%' OR 1=1 --"],
      refused: ['s'.repeat(101), 'nul\u0000'],
    },
  };

  for (const [what, { path, send, taken, refused }] of Object.entries(FIELDS)) {
    test(`${what}: at its bounds it is taken, beyond them refused by name`, async () => {
      for (const value of taken) assert.ok((await send(value)).data, JSON.stringify(value));
      for (const value of refused) assertFieldRefused(await send(value), path, value);
    });
  }

  test('the e-mail that was invited is no password', async () => {
    const email = 'quite.unusual@new.example';
    const token = await invite(admin, running.accountId('Acme'), email);
    assertFieldRefused(await acceptInvitation(running.anonymous(), token, { password: email }), 'password', email);
  });

  test('a name is kept trimmed, and its accents in one way', async () => {
    const { viewer } = (await acceptWith({ name: '  Zu\u0308rich ' })).data.acceptInvitation;
    assert.equal(viewer.name, 'Z\u00fcrich');
  });

  test('a refused form leaves everything as it was, and the invitation good', async () => {
    const token = await newcomer();
    const stored = await peopleAsStored(running);
    for (const options of [{ name: '' }, { password: 'short' }, { password: 'passwordpassword' }]) {
      (await acceptInvitation(running.anonymous(), token, options)).assertRefused('BAD_USER_INPUT');
    }
    for (const email of EMAILS.refused) await inviteMember(admin, running.accountId('Acme'), email);
    assert.deepEqual(await peopleAsStored(running), stored);
    assert.ok((await acceptInvitation(running.anonymous(), token)).data);
  });

  test('bad input is told before anything is looked up: for an unknown account and a wrong invitation too', async () => {
    assertFieldRefused(await inviteMember(admin, 'acc_unknown', 'nobody'), 'email');
    assertFieldRefused(await acceptInvitation(running.anonymous(), 'wrong', { name: '' }), 'name');
    assertFieldRefused(await acceptInvitation(running.anonymous(), 'wrong', { password: 'short' }), 'password');
  });

  test('an unknown role is refused without its value', async () => {
    const answer = await changeMemberRole(admin, 'mem_unknown', 'OWNER');
    answer.assertRefused('BAD_USER_INPUT');
    assert.doesNotMatch(answer.text, /OWNER/);
  });

  test('e-mails are compared in lower case, at the door of signing in too', async () => {
    assert.equal((await login(running.anonymous(), ' ALICE@Acme.Example ')).status, 200);
  });
});
