// What happens at once in two gateways on one PostgreSQL? What happens at once in one: exactly one wins, and nobody sees an
// internal error. Their transactions do not queue behind each other (decision 13).

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import { systemClock } from '../../src/system-clock';
import { KillableGateway } from '../crash/killable-gateway';
import { openGitHosts } from '../support/git-hosts';
import { type Answer, GraphQLClient } from '../support/graphql-client';
import { changeMemberRole, inviteMember, removeMember } from '../support/member-operations';
import { createRuntime, setRuntimeToken, setUserToken } from '../support/operations';
import { refresh, signIn, type TokenPair } from '../support/session-operations';
import { openTestDatabase, type TestDatabase } from '../support/test-database';
import { PERSONAS, type Persona } from '../support/test-gateway';

const WRITERS = Array.from({ length: 64 }, (_, index) => index);
const { github } = TOKENS;

describe('64 writers in two gateways (PostgreSQL: on SQLite there is one)', () => {
  let database: TestDatabase;
  let hosts: Awaited<ReturnType<typeof openGitHosts>>;
  let gateways: readonly KillableGateway[];
  const pairs = new Map<Persona, TokenPair>();
  const idOf = async (table: string, name: string) =>
    String((await database.rows(`SELECT id FROM ${table} WHERE name = ?`, name))[0]?.id);

  before(async () => {
    database = await openTestDatabase();
    hosts = await openGitHosts(systemClock);
    const start = () => KillableGateway.start({ databaseUrl: database.url, hostUrls: hosts.urls });
    gateways = [await start(), await start()];
    const anonymous = new GraphQLClient(gateways[0]?.url ?? '', null);
    for (const persona of ['acmeAdmin', 'alice', 'bob', 'carol'] as const) {
      pairs.set(persona, await signIn(anonymous, PERSONAS[persona]));
    }
  });

  after(async () => {
    for (const gateway of gateways) await gateway.kill();
    await hosts.close();
    await database.close();
  });

  /** Signed in there; every other writer at the other gateway. */
  const as = (persona: Persona, writer: number) =>
    new GraphQLClient(gateways[writer % gateways.length]?.url ?? '', pairs.get(persona)?.accessToken ?? null);

  const all = (write: (writer: number) => Promise<Answer>): Promise<Answer[]> => Promise.all(WRITERS.map(write));

  test('R4: one person’s sets of one slot leave one token, and every version was given once', async () => {
    const runtimeId = await idOf('runtime', 'acme-production');
    const values = [github.goodUser.value, github.spareUser.value, userTokenOf(PERSONAS.alice, 'github').value];
    const answers = await all((writer) => setUserToken(as('alice', writer), runtimeId, values[writer % 3] ?? ''));
    const tokens = answers.map(({ data }) => data.setGitUserToken.userToken);

    const [row, ...more] = await database.rows("SELECT id, version FROM git_token WHERE kind = 'USER'");
    assert.deepEqual(more, [], 'one token');
    const hints = new Map<number, Set<string>>();
    for (const { version, hint } of tokens) hints.set(version, (hints.get(version) ?? new Set()).add(hint));
    assert.deepEqual(
      [...hints.keys()].sort((one, two) => one - two),
      Array.from({ length: Number(row?.version) }, (_, index) => index + 1),
      'none is left out',
    );
    assert.ok(
      [...hints.values()].every(({ size }) => size === 1),
      'one version is one value',
    );
    const events = await database.rows("SELECT id FROM audit_event WHERE action LIKE 'userToken.%'");
    assert.equal(events.length, WRITERS.length, 'each left its event');
    await database.tamper("DELETE FROM git_token WHERE kind = 'USER'");
  });

  test('R5: of three people who set the same value one wins', async () => {
    const runtimeId = await idOf('runtime', 'acme-production');
    const people = ['alice', 'bob', 'carol'] as const;
    const answers = await all((writer) =>
      setUserToken(as(people[writer % 3] ?? 'alice', writer), runtimeId, github.goodUser.value),
    );
    const owners = await database.rows("SELECT person_id FROM git_token WHERE kind = 'USER'");
    assert.equal(owners.length, 1);
    const winners = new Set<Persona>();
    for (const [writer, { data }] of answers.entries()) {
      const { stored, verdict } = data.setGitUserToken;
      if (stored) winners.add(people[writer % 3] ?? 'alice');
      else assert.equal(verdict.reason, 'TOKEN_REUSED');
    }
    assert.equal(winners.size, 1, 'the winner is told so each time, the others never');
  });

  test('R1: of many that create a runtime of one name one does', async () => {
    const accountId = await idOf('account', 'Acme');
    const token = { value: github.goodRuntime.value };
    const names = ['at-once', 'AT-ONCE', 'At-Once'];
    const answers = await all((writer) =>
      createRuntime(as('acmeAdmin', writer), {
        accountId,
        name: names[writer % 3] ?? '',
        gitProvider: 'GITHUB',
        token,
      }),
    );
    const [created, ...more] = answers.filter(({ body }) => body.errors === undefined);
    assert.equal(created?.data.createRuntime.stored, true);
    assert.deepEqual(more, []);
    for (const answer of answers) if (answer !== created) answer.assertRefused('CONFLICT', 'NAME_TAKEN');
    assert.equal((await database.rows("SELECT id FROM runtime WHERE name_key = 'at-once'")).length, 1);
  });

  test('R6: of many runtimes that are given the same value one has it', async () => {
    const accountId = await idOf('account', 'Acme');
    const token = { value: github.spareRuntime.value };
    const answers = await all((writer) =>
      createRuntime(as('acmeAdmin', writer), { accountId, name: `with-${writer}`, gitProvider: 'GITHUB', token }),
    );
    const reasons = answers.map(({ data }) => data.createRuntime.verdict.reason).sort();
    assert.deepEqual(reasons, ['SATISFIED', ...WRITERS.slice(1).map(() => 'TOKEN_REUSED')].sort());
    assert.equal((await database.rows("SELECT id FROM runtime WHERE name LIKE 'with-%'")).length, 1);
  });

  test('R2: of many replacements that expect the same version one is made', async () => {
    const runtimeId = await idOf('runtime', 'acme-production');
    const [before] = await database.rows(
      "SELECT version FROM git_token WHERE kind = 'RUNTIME' AND runtime_id = ?",
      runtimeId,
    );
    const expectedVersion = Number(before?.version);
    const answers = await all((writer) =>
      setRuntimeToken(as('acmeAdmin', writer), runtimeId, github.oauth.value, { expectedVersion }),
    );
    const made = answers.filter(({ body }) => body.errors === undefined).map(({ data }) => data.setGitRuntimeToken);
    assert.deepEqual(
      [...new Set(made.map(({ runtimeToken }) => runtimeToken.version))],
      [expectedVersion + 1],
      'a writer that came before the winner stored may find its own value in place',
    );
    for (const answer of answers) if (answer.body.errors) answer.assertRefused('CONFLICT', 'VERSION_CHANGED');
  });

  test('R11: one e-mail, invited many times, is one invitation', async () => {
    const accountId = await idOf('account', 'Acme');
    const answers = await all((writer) => inviteMember(as('acmeAdmin', writer), accountId, 'new@acme.example'));
    assert.equal(new Set(answers.map(({ data }) => data.inviteMember.member.id)).size, 1);
    const rows = await database.rows("SELECT id FROM membership WHERE email = 'new@acme.example'");
    assert.equal(rows.length, 1);
  });

  test('R11: two admins who remove each other leave one', async () => {
    const memberId = async (email: string) =>
      String(
        (
          await database.rows(
            'SELECT id FROM membership WHERE email = ? AND account_id = ?',
            email,
            await idOf('account', 'Acme'),
          )
        )[0]?.id,
      );
    const admin = await memberId(PERSONAS.acmeAdmin);
    const alice = await memberId(PERSONAS.alice);
    (await changeMemberRole(as('acmeAdmin', 0), alice, 'ADMIN')).data;
    const answers = await all((writer) =>
      writer % 2 === 0 ? removeMember(as('acmeAdmin', writer), alice) : removeMember(as('alice', writer), admin),
    );
    const told = new Set(answers.flatMap(({ body }) => body.errors?.map(({ extensions }) => extensions.code) ?? []));
    for (const code of told) assert.match(code, /^(CONFLICT|NOT_FOUND|FORBIDDEN|UNAUTHENTICATED)$/);
    const admins = await database.rows(
      "SELECT id FROM membership WHERE role = 'ADMIN' AND status = 'ACTIVE' AND account_id = ?",
      await idOf('account', 'Acme'),
    );
    assert.equal(admins.length, 1);
  });

  test('R13: a refresh token that many use within the grace goes on as one session each time', async () => {
    const pair = pairs.get('carol');
    assert.ok(pair);
    const answers = await all((writer) => refresh(as('carol', writer), pair.refreshToken));
    assert.equal(new Set(answers.map(({ data }) => data.refreshSession.refreshToken)).size, WRITERS.length);
    assert.equal(
      (
        await database.rows(
          'SELECT id FROM session WHERE person_id = (SELECT id FROM person WHERE email = ?)',
          PERSONAS.carol,
        )
      ).length,
      1,
    );
  });
});
