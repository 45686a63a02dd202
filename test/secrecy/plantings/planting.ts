// What is it to plant a secret? A place, the code that is answered, and the way there; with the requests that most ways share.

import type { Sower } from '../sower';

/** A place in words, the code that is answered (`ok`: none), and how a secret gets there. */
export type Planting = readonly [
  place: string,
  expected: string,
  plant: (sower: Sower, secret: string) => Promise<string>,
];

export const SET =
  'mutation ($input: SetGitUserTokenInput!) { setGitUserToken(input: $input) { stored verdict { message } } }';
const CREATE = `mutation ($input: CreateRuntimeInput!) { createRuntime(input: $input) { stored verdict { message } } }`;

export const runtimeId = ({ running }: Sower) => running.runtimeId('acme-production');

/** As an input of setGitUserToken, in place of the token. */
export const asToken = (sower: Sower, token: unknown) =>
  sower.graphql(SET, { input: { runtimeId: runtimeId(sower), token } });

export const asRuntime = (sower: Sower, fields: Record<string, unknown>) => {
  const token = { value: 'ghp_never_asked_about' };
  const common = { accountId: sower.running.accountId('Acme'), name: 'new', gitProvider: 'GITLAB_SERVER', token };
  return sower.graphql(CREATE, { input: { ...common, ...fields } });
};
