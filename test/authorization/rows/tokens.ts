// Who may set, verify and delete tokens? Whose user token is meant is never said: it is the caller's own.

import { TOKENS } from '../../../seed/git-hosts/tokens';
import { type MatrixRow, mutation, row } from '../matrix-row';
import { RUNTIMES } from '../targets';

export const TOKEN_CHANGES: readonly MatrixRow[] = [
  ...[false, true].map((dryRun) =>
    row({
      field: 'setGitRuntimeToken',
      variant: dryRun ? 'dryRun' : undefined,
      document: mutation('setGitRuntimeToken', 'SetGitRuntimeTokenInput', 'stored'),
      on: RUNTIMES,
      variables: ({ id, host }) => ({
        input: { runtimeId: id, token: { value: TOKENS[host].spareRuntime.value }, dryRun },
      }),
      needs: 'runtimeToken:write',
      leaves: dryRun ? undefined : 'runtimeToken.replaced',
    }),
  ),
  row({
    field: 'verifyGitRuntimeToken',
    document: mutation('verifyGitRuntimeToken', 'VerifyGitRuntimeTokenInput', 'runtimeToken { id }'),
    on: RUNTIMES,
    variables: ({ id }) => ({ input: { runtimeId: id } }),
    needs: 'runtimeToken:verify',
    leaves: 'runtimeToken.verified',
  }),
  ...[false, true].map((dryRun) =>
    row({
      field: 'setGitUserToken',
      variant: dryRun ? 'dryRun' : undefined,
      document: mutation('setGitUserToken', 'SetGitUserTokenInput', 'stored'),
      on: RUNTIMES,
      variables: ({ id, host }) => ({
        input: { runtimeId: id, token: { value: TOKENS[host].spareUser.value }, dryRun },
      }),
      needs: 'userToken:write',
      leaves: dryRun ? undefined : 'userToken.replaced',
    }),
  ),
  row({
    field: 'verifyGitUserToken',
    document: mutation('verifyGitUserToken', 'VerifyGitUserTokenInput', 'userToken { id }'),
    on: RUNTIMES,
    variables: ({ id }) => ({ input: { runtimeId: id } }),
    needs: 'userToken:verify',
    leaves: 'userToken.verified',
  }),
  row({
    field: 'deleteGitUserToken',
    document: mutation('deleteGitUserToken', 'DeleteGitUserTokenInput', 'runtime { id }'),
    on: RUNTIMES,
    variables: ({ id }) => ({ input: { runtimeId: id } }),
    needs: 'userToken:delete',
    leaves: 'userToken.deleted',
  }),
];
