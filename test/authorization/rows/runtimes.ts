// Who may create, change and delete runtimes?

import { TOKENS } from '../../../seed/git-hosts/tokens';
import { type MatrixRow, mutation, row } from '../matrix-row';
import { ACCOUNTS, RUNTIMES, type Target } from '../targets';

const creation = ({ id }: Target, dryRun = false) => ({
  input: {
    accountId: id,
    name: 'brand-new',
    gitProvider: 'GITHUB',
    token: { value: TOKENS.github.spareRuntime.value },
    dryRun,
  },
});

export const RUNTIME_CHANGES: readonly MatrixRow[] = [
  row({
    field: 'createRuntime',
    document: mutation('createRuntime', 'CreateRuntimeInput', 'stored'),
    on: ACCOUNTS,
    variables: (account) => creation(account),
    needs: 'runtime:create',
    leaves: 'runtime.created',
  }),
  row({
    field: 'createRuntime',
    variant: 'dryRun',
    document: mutation('createRuntime', 'CreateRuntimeInput', 'stored'),
    on: ACCOUNTS,
    variables: (account) => creation(account, true),
    needs: 'runtime:create',
  }),
  row({
    field: 'updateRuntime',
    document: mutation('updateRuntime', 'UpdateRuntimeInput', 'runtime { id }'),
    on: RUNTIMES,
    variables: ({ id }) => ({ input: { runtimeId: id, name: 'renamed' } }),
    needs: 'runtime:update',
    leaves: 'runtime.updated',
  }),
  row({
    field: 'deleteRuntime',
    document: mutation('deleteRuntime', 'DeleteRuntimeInput', 'deletedRuntimeId'),
    on: RUNTIMES,
    variables: ({ id }) => ({ input: { runtimeId: id } }),
    needs: 'runtime:delete',
    leaves: 'runtime.deleted',
  }),
];
