// Does the built command do what its manual says: exit codes, one clear line, the configuration, and a gateway that runs meanwhile?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMMANDS } from '../../src/commands/admin/commands';
import { GATEWAY_KEYS, LISTENING, Workplace } from '../start/program';
import { GraphQLClient } from '../support/graphql-client';
import { accept, GOOD_PASSWORD, joinAccount, membershipsOf } from '../support/member-operations';
import { askWhoIAm, signIn, withToken } from '../support/session-operations';
import { PERSONAS, startTestGateway } from '../support/test-gateway';
import { afterDatabase, openOffice } from './admin-command';

const NORA = 'nora@new.example';

test('--help is a manual: every command with its operands, every exit code, every setting', async (t) => {
  const { run } = await openOffice(t);
  const { code, stdout, stderr } = await run('--help');
  assert.deepEqual([code, stderr], [0, '']);
  assert.deepEqual(stdout.match(/^[A-Z]{2}[A-Z ]+$/gm), [
    'NAME',
    'SYNOPSIS',
    'DESCRIPTION',
    'COMMANDS',
    'OPTIONS',
    'EXIT CODES',
    'ENVIRONMENT',
  ]);
  for (const [name, { operands }] of Object.entries(COMMANDS)) {
    assert.match(stdout, new RegExp(`^ {4}${[name, ...operands].join(' ')}\n {8}\\S`, 'm'));
  }
  assert.match(stdout, /EXIT CODES\n {4}0 {2}[\s\S]+\n {4}1 {2}[\s\S]+\n {4}2 {2}/);
  for (const setting of ['DATABASE_URL', 'GATEWAY_KEYS', 'NODE_ENV']) assert.match(stdout, new RegExp(` ${setting} `));
  for (const line of stdout.split('\n')) assert.ok(line.length <= 88, `too wide for a terminal: ${line}`);
  assert.equal((await run('reset-password', '-h')).stdout, stdout);
});

const MISUSES: readonly (readonly [argv: string, says: RegExp])[] = [
  ['', /Say which command/],
  ['constructor', /There is no such command/],
  ['create-account Initech', /create-account takes NAME and ADMIN-EMAIL/],
  ['list-accounts now', /list-accounts takes nothing/],
  ['disable-person', /disable-person takes EMAIL/],
  ['disable-person a@b.example --out f', /tells no secret and takes no --out/],
  ['reset-password a@b.example --out=', /--out needs the name of a file/],
  ['reset-password a@b.example --password x', /Unknown option '--password'/],
  ['erase-person a@b.example', /cannot be undone\. If you mean it, add --yes/],
  ['enable-person a@b.example --yes', /takes no --yes/],
];

test('misuse ends with 2, a line that helps, and where the manual is', async (t) => {
  const { runInTerminal } = await openOffice(t, { DATABASE_URL: 'sqlite:/dev/null/gateway.sqlite' });
  for (const [words, says] of MISUSES) {
    const { code, stdout, stderr } = await runInTerminal(...words.split(' ').filter(Boolean));
    assert.deepEqual([code, stdout], [2, ''], words);
    assert.match(stderr, says);
    assert.match(stderr, /The manual: npm run admin -- --help\n$/);
  }
});

test('a refusal ends with 1 and one line, without a stack', async (t) => {
  const { runInTerminal } = await openOffice(t);
  const refusals: [string[], RegExp][] = [
    [['disable-person', 'nobody@acme.example'], /^Nobody has this e-mail here\.\n$/],
    [
      ['enable-person', 'no e-mail'],
      /^The e-mail must be an e-mail address in plain ASCII of at most 254 characters\.\n$/,
    ],
    [['erase-person', '--yes', 'nobody@acme.example'], /^Nobody has this e-mail here\.\n$/],
    [['create-account', ' ', NORA], /^The name must have 1 to 100 characters\.\n$/],
    [
      ['create-account', 'In\u202eitech', NORA],
      /^The name must have no control characters and none that cannot be seen\.\n$/,
    ],
  ];
  for (const [argv, says] of refusals) {
    const { code, stdout, stderr } = await runInTerminal(...argv);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(afterDatabase(stderr), says);
  }
});

test('in production it asks for the keys, as the gateway does; a database it cannot open is told in one line', async (t) => {
  const keyless = await (await openOffice(t, { GATEWAY_KEYS: '' })).run('list-accounts');
  assert.equal(keyless.code, 1);
  assert.match(keyless.stderr, /- GATEWAY_KEYS is not set/);
  const lost = await (await openOffice(t, { DATABASE_URL: 'sqlite:/dev/null/gateway.sqlite' })).run('list-accounts');
  assert.deepEqual([lost.code, lost.stdout], [1, '']);
  assert.match(afterDatabase(lost.stderr), /^DATABASE_URL: [^\n]+\n$/);
});

test('the first account in production: created, accepted at the running gateway, listed, its admin reset and back', async (t) => {
  const { run, runInTerminal, folder, database } = await openOffice(t);
  const program = (await Workplace.open(t)).start({
    NODE_ENV: 'production',
    GATEWAY_KEYS,
    DATABASE_URL: `sqlite:${database}`,
  });
  const anonymous = new GraphQLClient(`${await program.says(LISTENING)}/graphql`, null);

  assert.equal((await run('list-accounts')).stdout, 'There are no accounts yet.\n');
  await run('create-account', 'Initech', NORA, '--out', 'invitation');
  const invitation = /([\w-]{43})\n$/.exec(readFileSync(join(folder, 'invitation'), 'utf8'))?.[1] ?? '';
  const nora = await accept(anonymous, invitation);
  assert.deepEqual(await membershipsOf(nora), { Initech: 'ADMIN' });

  const twin = await runInTerminal('create-account', 'initech', NORA);
  assert.deepEqual(
    [twin.code, afterDatabase(twin.stderr).replace(/acc_\w+/, 'acc_…')],
    [0, 'Warning: Another account has the same name: acc_….\n'],
  );
  const list = (await run('list-accounts')).stdout.trimEnd().split('\n');
  assert.match(list[0] ?? '', /^ID +CREATED +MEMBERS +RUNTIMES +NAME +ADMINS$/);
  assert.match(list[1] ?? '', /^acc_\w{26} {2}\d{4}-\d\d-\d\d +1 +0 +Initech +nora@new\.example$/);
  assert.match(list[2] ?? '', /^acc_\w{26} {2}\d{4}-\d\d-\d\d +0 +0 +initech +none$/);

  const reset = await runInTerminal('reset-password', NORA);
  assert.match(afterDatabase(reset.stderr), /^Warning: Initech \(acc_\w+\) has no active admin until then\.\n$/);
  (await askWhoIAm(nora)).assertRefused('UNAUTHENTICATED');
  const password = /^Temporary password: ([0-9a-z-]{23})$/m.exec(reset.stdout)?.[1];
  const again = /^Invitation to Initech .*: ([\w-]{43})$/m.exec(reset.stdout)?.[1] ?? '';
  const back = withToken(anonymous, await signIn(anonymous, NORA, password));
  await joinAccount(back, again);
  assert.deepEqual(await membershipsOf(back), { Initech: 'ADMIN' });
  assert.ok(!program.output.includes(String(password)) && !program.output.includes(again));
  assert.notEqual(password, GOOD_PASSWORD);
});

test('somebody leaves: disabled, enabled, erased from another process, which the running gateway heeds at once', async (t) => {
  const running = await startTestGateway(t);
  const { run, runInTerminal } = await openOffice(t, { DATABASE_URL: running.database.url });
  const carol = await running.as('carol');

  const disabled = await run('disable-person', PERSONAS.carol);
  assert.deepEqual([disabled.code, afterDatabase(disabled.stderr)], [0, ''], disabled.stderr);
  assert.match(
    disabled.stdout,
    /^The person is disabled, and all their sessions have ended\.\nCounts for nothing in Acme /,
  );
  (await askWhoIAm(carol)).assertRefused('UNAUTHENTICATED');
  assert.equal(
    (await runInTerminal('disable-person', PERSONAS.carol)).stdout,
    'The person was disabled already. Nothing was changed.\n',
  );

  assert.match(
    afterDatabase((await runInTerminal('disable-person', PERSONAS.globexAdmin)).stderr),
    /^Warning: Globex \(acc_\w+\) has no active admin\.\n$/,
  );
  assert.equal((await runInTerminal('enable-person', PERSONAS.globexAdmin)).stdout, 'The person is enabled.\n');

  const erased = await run('erase-person', PERSONAS.carol, '--yes');
  assert.match(erased.stdout, /^The person is erased; in audit events they are erased-person-\w{10}\.\n$/);
  assert.deepEqual(await running.rows('SELECT id FROM person WHERE email = ?', PERSONAS.carol), []);
});
