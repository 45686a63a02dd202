// How does a runtime go? Its tokens, everybody's, go along at once (R9).

import type { Account } from '../../domain/account';
import { attempt, auditActor, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { findRuntime } from './find-runtime';

export interface DeleteRuntimeResult extends ChangeResult {
  readonly deletedRuntimeId: string;
  readonly account: Account;
}

export function deleteRuntime(gateway: Gateway, actor: Actor, runtimeId: string): Promise<DeleteRuntimeResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      const { runtime, account } = await findRuntime(tx, viewer, 'runtime:delete', { runtimeId });
      await tx.runtimes.delete(runtimeId);
      await tx.audit.append(
        {
          ...auditActor(viewer),
          accountId: account.id,
          action: 'runtime.deleted',
          subject: `runtime ${runtime.name}`,
          subjectId: runtimeId,
          outcome: 'SUCCEEDED',
          reason: null,
        },
        now,
      );
      return { deletedRuntimeId: runtimeId, account, viewer };
    }),
  );
}
