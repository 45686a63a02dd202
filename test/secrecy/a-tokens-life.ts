// What happens to good tokens and passwords? They are set, refused, replaced, verified and deleted; every secret in it is written down.

import { CAST_PASSWORD, RUNTIMES } from '../../seed/data';
import { runtimeTokenOf, TOKENS } from '../../seed/git-hosts/tokens';
import type { Answer } from '../support/graphql-client';
import * as operation from '../support/operations';
import { changePassword, login, refresh, withToken } from '../support/session-operations';
import type { TestGateway } from '../support/test-gateway';
import type { Place } from './secret-finder';

export interface SecretsOfAGateway {
  /** Git tokens and passwords: they may stand nowhere. */
  readonly given: readonly string[];
  /** Access and refresh tokens: told once to whom they are for, neither logged nor stored. */
  readonly issued: readonly string[];
  /** Ciphertext, fingerprints, hashes: they never leave the database. */
  readonly kept: readonly string[];
}

const { github, gitlabServer } = TOKENS;
const REFUSED = [github.expired, github.revoked, github.blocked, github.scopeMissing, github.noScopes];

export async function liveATokensLife(
  running: TestGateway,
  answers: Place[],
  newPassword: string,
): Promise<SecretsOfAGateway> {
  const kept = new Set<string>();
  const keep = async (asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked;
    answers.push({ name: `answer: ${answer.text}`, content: answer.text });
    for (const secret of await keptIn(running)) kept.add(secret);
    return answer;
  };
  await useUserTokens(running, keep);
  await useRuntimeTokens(running, keep);
  const issued = await usePasswords(running, keep, newPassword);

  const tokens = [
    ...Object.values(github),
    ...Object.values(gitlabServer),
    ...RUNTIMES.map(({ name }) => runtimeTokenOf(name)),
  ];
  // The hint tells the last four characters; the rest must not be told either.
  const given = [CAST_PASSWORD, newPassword, ...tokens.map(({ value }) => value.slice(0, -4))];
  return { given, issued, kept: [...kept] };
}

type Keep = (asked: Promise<Answer>) => Promise<Answer>;

async function useUserTokens(running: TestGateway, keep: Keep): Promise<void> {
  const [alice, bob] = [await running.as('alice'), await running.as('bob')];
  const runtimeId = running.runtimeId('acme-production');
  await keep(operation.setUserToken(alice, runtimeId, github.goodUser.value));
  await keep(operation.setUserToken(bob, runtimeId, github.goodUser.value));
  for (const { value } of REFUSED) await keep(operation.setUserToken(alice, runtimeId, value));
  await keep(operation.verifyUserToken(alice, runtimeId));
  await keep(operation.setUserToken(alice, runtimeId, github.excessive.value));
  await keep(operation.readRuntime(alice, runtimeId));
  await keep(operation.deleteUserToken(alice, runtimeId));
  await keep(operation.setUserToken(alice, runtimeId, github.goodUser.value, { dryRun: true }));
  await keep(operation.setUserToken(bob, runtimeId, github.spareUser.value));
}

async function useRuntimeTokens(running: TestGateway, keep: Keep): Promise<void> {
  const admin = await running.as('acmeAdmin');
  const runtimeId = running.runtimeId('acme-staging');
  await keep(operation.setRuntimeToken(admin, runtimeId, gitlabServer.goodRuntime.value));
  await keep(operation.setRuntimeToken(admin, runtimeId, gitlabServer.project.value));
  await keep(operation.verifyRuntimeToken(admin, runtimeId));
  const fields = { accountId: running.accountId('Acme'), name: 'short-lived', gitProvider: 'GITHUB' };
  const create = (value: string) => operation.createRuntime(admin, { ...fields, token: { value } });
  await keep(create(github.expired.value));
  const created = await keep(create(github.spareRuntime.value));
  await keep(operation.deleteRuntime(admin, created.data.createRuntime.runtime.id));
}

async function usePasswords(running: TestGateway, keep: Keep, newPassword: string): Promise<string[]> {
  const anonymous = running.anonymous();
  const email = 'carol@consulting.example';
  const first = (await keep(login(anonymous, email))).data.login;
  await keep(changePassword(withToken(anonymous, first), CAST_PASSWORD, newPassword));
  const second = (await keep(login(anonymous, email, newPassword))).data.login;
  const third = (await keep(refresh(anonymous, second.refreshToken))).data.refreshSession;
  return [first, second, third].flatMap(({ accessToken, refreshToken }) => [accessToken, refreshToken]);
}

/** The random part of each: key ids and algorithm names are no secrets. */
async function keptIn({ rows }: TestGateway): Promise<string[]> {
  const tokens = await rows('SELECT sealed, fingerprint FROM git_token');
  const hashes = await rows('SELECT password_hash AS hash FROM person UNION SELECT hash FROM refresh_token');
  return [
    ...tokens.flatMap(({ sealed, fingerprint }) => [
      String(sealed).split('.').at(-1),
      String(fingerprint).split(':').at(-1),
    ]),
    ...hashes.map(({ hash }) => String(hash).split('$').at(-1)),
  ].filter((secret) => secret !== undefined);
}
