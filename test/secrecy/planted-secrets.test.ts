// Is a secret to be found anywhere? They are planted wherever one may come to stand; then answers, log and database files are searched.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { openTestGateway } from '../support/test-gateway';
import { liveATokensLife, type SecretsOfAGateway } from './a-tokens-life';
import { AS_A_NAME } from './plantings/as-a-name';
import { AS_A_PASSWORD } from './plantings/as-a-password';
import { IN_A_DOCUMENT } from './plantings/in-a-document';
import { IN_AN_INPUT } from './plantings/in-an-input';
import { IN_THE_REQUEST } from './plantings/in-the-request';
import type { Planting } from './plantings/planting';
import { findSecret, type Place } from './secret-finder';
import { newSecretName, newSecretText, Sower } from './sower';

const FIELDS: readonly (readonly [sort: string, plantings: readonly Planting[], newSecret: () => string])[] = [
  ['a token where a name is expected,', AS_A_NAME, newSecretName],
  ['a token in the input of a mutation,', IN_AN_INPUT, newSecretText],
  ['a token in a document or its variables,', IN_A_DOCUMENT, newSecretText],
  ['a token in the request,', IN_THE_REQUEST, newSecretText],
  ['a password,', AS_A_PASSWORD, newSecretText],
];

const PLANTED = FIELDS.flatMap(([sort, plantings, newSecret]) =>
  plantings.map(([place, expected, plant]) => ({ what: `${sort} ${place}`, expected, plant, secret: newSecret() })),
);

/** All that a log line may tell; a new key is a decision, not an accident. */
const KEYS_OF_LOG_LINES = [
  'level time pid hostname msg',
  'requestId method route operationName operationType viewerId durationMs outcome httpStatus errorId',
  'provider host because',
].flatMap((keys) => keys.split(' '));

describe('nothing that is secret is to be found', () => {
  const answers: Place[] = [];
  let log: Place[];
  let files: readonly Place[];
  let secrets: SecretsOfAGateway;
  const outcomes = new Map<string, string>();
  const newPassword = newSecretText();

  before(async () => {
    const running = await openTestGateway();
    try {
      secrets = await liveATokensLife(running, answers, newPassword);
      const { accessToken } = await running.as('alice');
      const sower = new Sower(running, accessToken ?? '');
      for (const { what, plant, secret } of PLANTED) outcomes.set(what, await plant(sower, secret));
      answers.push(...sower.answers);
      files = await running.database.bytesOnDisk();
    } finally {
      await running.close(); // the last lines are logged by then
    }
    log = running.logged.map((line) => ({ name: `log line ${line}`, content: line }));
  });

  for (const { what, expected, secret } of PLANTED) {
    test(`of ${what} (${expected})`, () => {
      assert.equal(outcomes.get(what), expected, 'it did not get where it was to be planted');
      assert.deepEqual(findSecret(secret, [...answers, ...log, ...files]), []);
    });
  }

  test('of Git tokens and passwords that were set, refused, replaced, verified and deleted', () => {
    for (const secret of secrets.given) assert.deepEqual(findSecret(secret, [...answers, ...log, ...files]), []);
  });

  test('of access and refresh tokens, in the log and in the database', () => {
    assert.equal(secrets.issued.length, 6);
    for (const secret of secrets.issued) assert.deepEqual(findSecret(secret, [...log, ...files]), []);
  });

  test('of ciphertext, fingerprints and hashes, in answers and in the log', () => {
    assert.ok(secrets.kept.length > 20, 'there is something to look for');
    for (const secret of secrets.kept) {
      assert.deepEqual(findSecret(secret, [...answers, ...log]), []);
      assert.notDeepEqual(
        findSecret(secret, files),
        [],
        'where it is kept, the search finds it: so it would elsewhere',
      );
    }
  });

  test('in the log but who asked for what and how it went: no variables, no headers', () => {
    assert.ok(log.length > PLANTED.length);
    for (const { content } of log) {
      const unknown = Object.keys(JSON.parse(String(content))).filter((key) => !KEYS_OF_LOG_LINES.includes(key));
      assert.deepEqual(unknown, [], String(content));
      assert.doesNotMatch(String(content), /authorization|bearer|variables/i);
    }
  });
});
