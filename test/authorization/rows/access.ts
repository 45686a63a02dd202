// Who may say who has access to a runtime? Two things are named, the runtime and the member: both must be of one account.

import { type MatrixRow, mutation, row } from '../matrix-row';
import { RUNTIMES } from '../targets';

const CHANGES = [
  { field: 'grantRuntimeAccess', input: 'GrantRuntimeAccessInput', leaves: 'runtimeAccess.granted', to: 'ungranted' },
  { field: 'revokeRuntimeAccess', input: 'RevokeRuntimeAccessInput', leaves: 'runtimeAccess.revoked', to: 'granted' },
] as const;

export const ACCESS_CHANGES: readonly MatrixRow[] = CHANGES.flatMap(({ field, input, leaves, to }) => {
  const shared = {
    field,
    document: mutation(field, input, 'member { id }'),
    on: RUNTIMES,
    needs: 'runtimeAccess:write',
  } as const;
  return [
    row({ ...shared, variables: (target) => ({ input: { runtimeId: target.id, memberId: target[to] } }), leaves }),
    row({
      ...shared,
      variant: 'a stranger',
      variables: ({ id, stranger }) => ({ input: { runtimeId: id, memberId: stranger } }),
      isForNobody: true,
    }),
  ];
});
