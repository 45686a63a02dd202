// Which documents are remembered? Those that come again in the same words; none that may hold a secret.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS } from '../../src/http/limits';
import { createDocumentReader } from '../../src/http/read-document';

const isRemembered = (text: string): boolean => {
  const read = createDocumentReader(LIMITS);
  const first = read(text);
  assert.ok(first, 'it is no GraphQL');
  return read(text) === first;
};

test('what comes again in the same words is parsed once', () => {
  assert.ok(isRemembered('query Page($first: Int) { viewer { runtimes(first: $first) { totalCount } } }'));
  assert.ok(isRemembered('mutation Set($input: SetGitUserTokenInput!) { setGitUserToken(input: $input) { stored } }'));
  assert.ok(isRemembered('{ runtime(id: "run_1") { name } }'));
});

test('a text that stands in a mutation, which may be a password or a pasted token, is not kept', () => {
  const value = 'setGitUserToken(input: { runtimeId: "run_1", token: { value: "a secret" } }) { stored }';
  for (const text of [
    `mutation { ${value} }`,
    `query Q { viewer { id } } mutation M { ${value} }`,
    'mutation ($value: String = "a secret") { login(input: { email: $value, password: $value }) { accessToken } }',
    'mutation { ...F } fragment F on Mutation { login(input: { email: "e", password: "p" }) { accessToken } }',
  ]) {
    assert.ok(!isRemembered(text), text);
  }
});
