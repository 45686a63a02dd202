// Where in the input of a mutation may a token come to stand, good or broken?

import { asRuntime, asToken, type Planting, SET } from './planting';

export const IN_AN_INPUT: readonly Planting[] = [
  ['as a token that its host does not know', 'ok', (s, secret) => asToken(s, { value: secret })],
  ['as a token of another provider', 'ok', (s, secret) => asToken(s, { value: `glpat-${secret}` })],
  [
    'as a token while its host is broken',
    'ok',
    async (s, secret) => {
      s.running.hosts.github.fail('STATUS_500');
      const outcome = await asToken(s, { value: secret });
      s.running.hosts.github.fail('RESET');
      await asToken(s, { value: secret });
      s.running.hosts.github.fail(null);
      return outcome;
    },
  ],
  [
    'as a token that its host repeats in its refusal',
    'ok',
    async (s, secret) => {
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'x-github-request-id': secret,
        'x-github-media-type': 'github.v3',
      };
      s.running.hosts.github.answerWith({ status: 401, headers, body: { message: `Bad credentials: ${secret}` } });
      const outcome = await asToken(s, { value: secret });
      s.running.hosts.github.answerWith(null);
      return outcome;
    },
  ],
  ['in a token that is too long', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: secret.repeat(100) })],
  ['in a token with a blank inside', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: `${secret} ${secret}` })],
  ['in a token with a control character', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: `${secret}\u0000` })],
  ['in an object in place of a token', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: { value: secret } })],
  ['in a list in place of a token', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: [secret] })],
  ['as the whole input', 'BAD_USER_INPUT', (s, secret) => s.graphql(SET, { input: secret })],
  ['in an unknown field', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: 'ghp_12345678', secret })],
  ['as a date', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: 'ghp_12345678', expiresAt: secret })],
  ['in a user name', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: 'ghp_12345678', username: `x:${secret}` })],
  [
    'in the password of a URL',
    'BAD_USER_INPUT',
    (s, secret) => asRuntime(s, { gitProviderUrl: `https://oauth2:${secret}@gitlab.example` }),
  ],
  [
    'in the user of a URL',
    'BAD_USER_INPUT',
    (s, secret) => asRuntime(s, { gitProviderUrl: `https://${secret}@gitlab.example` }),
  ],
  [
    'in the query of a URL',
    'BAD_USER_INPUT',
    (s, secret) => asRuntime(s, { gitProviderUrl: `https://gitlab.example/?t=${secret}` }),
  ],
  [
    'in the path of a URL',
    'BAD_USER_INPUT',
    (s, secret) => asRuntime(s, { gitProviderUrl: `https://gitlab.example/${secret}` }),
  ],
  ['as a URL', 'BAD_USER_INPUT', (s, secret) => asRuntime(s, { gitProviderUrl: secret })],
  ['as a repository', 'BAD_USER_INPUT', (s, secret) => asRuntime(s, { sharedConfigRepository: secret })],
  ['in a name that is too long', 'BAD_USER_INPUT', (s, secret) => asRuntime(s, { name: secret.repeat(3) })],
  ['as an access mode', 'BAD_USER_INPUT', (s, secret) => asRuntime(s, { accessMode: secret })],
];
