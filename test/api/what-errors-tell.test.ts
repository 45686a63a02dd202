// What does somebody read who sent the wrong thing? Where it stands, and what it must be; nothing of what was sent.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
});
after(() => running.close());

const SECRET = 'ghp_SECRETsecretSECRETsecretSECRETsecret12';

const SET = 'mutation ($input: SetGitUserTokenInput!) { setGitUserToken(input: $input) { stored } }';
const UPDATE = 'mutation ($input: UpdateRuntimeInput!) { updateRuntime(input: $input) { runtime { id } } }';
const setLiteral = (token: string) =>
  `mutation { setGitUserToken(input: { runtimeId: "run_1", token: { ${token} } }) { stored } }`;
const createLiteral = (fields: string) =>
  `mutation { createRuntime(input: { accountId: "acc_1", name: "a", token: { value: "${SECRET}" }, ${fields} }) { stored } }`;

const INSTANT = 'must be a date and time such as 2027-01-31T09:00:00Z';

/** The document and its variables → the message, whole. */
const TOLD: readonly (readonly [query: string, variables: Record<string, unknown>, message: string])[] = [
  [
    createLiteral(`gitProvider: ${SECRET}`),
    {},
    'A value of type GitProviderKind must be one of GITHUB, GITHUB_ENTERPRISE, GITLAB_CLOUD, GITLAB_SERVER, BITBUCKET_CLOUD, BITBUCKET_SERVER.',
  ],
  [
    createLiteral(`gitProvider: GITLAB_SERVER, gitProviderUrl: "${SECRET}"`),
    {},
    'A value of type URL must be an absolute URL of at most 2000 characters.',
  ],
  [setLiteral(`value: "${SECRET}", expiresAt: "${SECRET}"`), {}, `A value of type DateTime ${INSTANT}.`],
  [
    SET,
    { input: { runtimeId: 'run_1', token: { value: SECRET, expiresAt: SECRET } } },
    `$input.token.expiresAt ${INSTANT}.`,
  ],
  [SET, { input: { runtimeId: 'run_1', token: {} } }, '$input.token.value must be given.'],
  [SET, { input: { runtimeId: 'run_1', token: { value: 7 } } }, '$input.token.value must be text.'],
  [SET, { input: { runtimeId: 'run_1', token: { value: 'short' } } }, 'token.value must have 8 to 4096 characters.'],
  [
    SET,
    { input: { runtimeId: 'run_1', token: { value: SECRET, username: '' } } },
    'token.username must have 1 to 254 characters and no control characters.',
  ],
  [UPDATE, { input: { runtimeId: 'run_1', name: null } }, 'name must not be null; leave it out instead.'],
];

for (const [query, variables, message] of TOLD) {
  test(`“${message}”`, async () => {
    const answer = await (await running.as('alice')).send(query, variables);
    assert.equal(answer.error.message, message);
    assert.ok(!answer.text.includes(SECRET), 'what was sent came back');
    const { locations } = answer.error as { locations?: unknown[] };
    assert.equal(locations?.length, 1, 'it says where in the document');
  });
}
