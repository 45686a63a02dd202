// Whose requirements does a verdict list, and in which state, for a token that cannot serve?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examineToken } from '../../src/domain/examine-token';
import type { GitTokenKind } from '../../src/domain/git-token';
import { judgeToken } from '../../src/domain/judge-token';
import type { Inspection, NotAsked } from '../../src/domain/token-evidence';
import { accepted, context, notAsked, read } from './samples';

const GITLAB = { provider: 'GITLAB_CLOUD' } as const;
const projectToken = accepted({ tokenType: 'GITLAB_PROJECT', scopes: read('api') });

const CASES: readonly (readonly [string, Inspection | NotAsked, GitTokenKind, readonly string[]])[] = [
  ['the provider calls it a project’s', projectToken, 'RUNTIME', ['api']],
  ['its prefix is of no API', notAsked('WRONG_TOKEN_TYPE'), 'RUNTIME', ['api']],
  ['its prefix is of no API', notAsked('WRONG_TOKEN_TYPE'), 'USER', ['write_repository', 'read_api']],
  ['its prefix is GitHub’s', notAsked('WRONG_PROVIDER', 'GITHUB_CLASSIC'), 'RUNTIME', ['api']],
];

for (const [how, inspection, kind, scopes] of CASES) {
  test(`a ${kind} token that cannot serve, because ${how}: what another one needs, all of it UNKNOWN`, () => {
    const { reason, requirements } = judgeToken(inspection, context(kind, GITLAB));
    assert.equal(reason, inspection.answer === 'NOT_ASKED' ? inspection.why : 'WRONG_TOKEN_TYPE');
    assert.deepEqual(
      requirements.map(({ scope, state, evidence }) => [scope, state, evidence]),
      scopes.map((scope) => [scope, 'UNKNOWN', 'NONE']),
    );
  });
}

test('what it lists is told all the same', () => {
  const { granted } = examineToken(projectToken, context('RUNTIME', GITLAB));
  assert.deepEqual(granted, ['api']);
});

test('the same token where it can serve is held to its own needs', () => {
  const { heldTo, requirements } = examineToken(projectToken, context('USER', GITLAB));
  assert.deepEqual(
    [heldTo, ...requirements.map(({ scope, state }) => `${scope} ${state}`)],
    ['GITLAB_PROJECT', 'write_repository GRANTED', 'read_api GRANTED'],
  );
});

test('one that is refused because it serves elsewhere keeps the plainest type: a link to its form', () => {
  assert.equal(examineToken(notAsked('TOKEN_REUSED'), context('RUNTIME', GITLAB)).heldTo, 'GITLAB_PERSONAL');
});
