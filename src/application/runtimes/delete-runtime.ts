// How does a runtime go? Its tokens, everybody's, go along at once (R9).

import type { Account } from '../../domain/account';
import { auditActor, recordEvent } from '../audit/record-event';
import { attempt, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { runtimeSubject } from '../resources';
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
      await recordEvent(tx, auditActor(viewer), { action: 'runtime.deleted', on: runtimeSubject(runtime) }, now);
      return { deletedRuntimeId: runtimeId, account, viewer };
    }),
  );
}
