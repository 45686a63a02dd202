// Who may sign in, stay signed in, sign out and change a password?

import { CAST_PASSWORD } from '../../../seed/data';
import { PERSONAS } from '../../support/test-gateway';
import { type MatrixRow, mutation, row } from '../matrix-row';
import { type Target, type Targets, THEMSELVES } from '../targets';

/** Not things with an id, but what may be presented: good or worthless. */
const GOOD: Target = { name: 'good credentials', account: 'Acme', id: '' };
const WORTHLESS: Target = { name: 'worthless credentials', account: null, id: '' };
const CREDENTIALS: Targets = async () => [GOOD, WORTHLESS];

export const SESSIONS: readonly MatrixRow[] = [
  row({
    field: 'login',
    document: mutation('login', 'LoginInput', 'accessToken'),
    on: CREDENTIALS,
    variables: (target) => ({
      input: { email: PERSONAS.alice, password: target === GOOD ? CAST_PASSWORD : 'not the password' },
    }),
  }),
  row({
    field: 'refreshSession',
    document: mutation('refreshSession', 'RefreshSessionInput', 'accessToken'),
    on: CREDENTIALS,
    variables: (target, { refreshToken }) => ({
      input: { refreshToken: target === GOOD ? refreshToken : `${refreshToken}x` },
    }),
  }),
  row({ field: 'logout', document: 'mutation { logout { signedOut } }', on: THEMSELVES, variables: () => ({}) }),
  row({
    field: 'changePassword',
    document: mutation('changePassword', 'ChangePasswordInput', 'viewer { id }'),
    on: THEMSELVES,
    variables: () => ({ input: { currentPassword: CAST_PASSWORD, newPassword: 'another password' } }),
  }),
];
