// Where may a password come to stand?

import type { Planting } from './planting';

const LOGIN = 'mutation ($input: LoginInput!) { login(input: $input) { viewer { id } } }';
const CHANGE = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { id } } }';
const EMAIL = 'bob@acme.example';

export const AS_A_PASSWORD: readonly Planting[] = [
  ['as a wrong password', 'UNAUTHENTICATED', (s, password) => s.graphql(LOGIN, { input: { email: EMAIL, password } })],
  [
    'as an unknown e-mail',
    'UNAUTHENTICATED',
    (s, password) => s.graphql(LOGIN, { input: { email: `${password}@x.example`, password } }),
  ],
  ['as no e-mail', 'BAD_USER_INPUT', (s, password) => s.graphql(LOGIN, { input: { email: password, password } })],
  [
    'in a password that is too long',
    'BAD_USER_INPUT',
    (s, password) => s.graphql(LOGIN, { input: { email: EMAIL, password: password.repeat(9) } }),
  ],
  [
    'in an object in place of a password',
    'BAD_USER_INPUT',
    (s, password) => s.graphql(LOGIN, { input: { email: EMAIL, password: { password } } }),
  ],
  [
    'in an unknown field',
    'BAD_USER_INPUT',
    (s, pass) => s.graphql(LOGIN, { input: { email: EMAIL, password: 'x', pass } }),
  ],
  [
    'as a literal',
    'UNAUTHENTICATED',
    (s, password) =>
      s.graphql(`mutation { login(input: { email: "${EMAIL}", password: "${password}" }) { accessToken } }`),
  ],
  [
    'as a refresh token',
    'UNAUTHENTICATED',
    (s, refreshToken) =>
      s.graphql('mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken } }', {
        input: { refreshToken },
      }),
  ],
  [
    'as a wrong current password',
    'BAD_USER_INPUT',
    (s, currentPassword) => s.graphql(CHANGE, { input: { currentPassword, newPassword: 'a new password' } }),
  ],
  [
    'in a new password that is too long',
    'BAD_USER_INPUT',
    (s, newPassword) =>
      s.graphql(CHANGE, { input: { currentPassword: 'gateway-demo', newPassword: newPassword.repeat(9) } }),
  ],
];
