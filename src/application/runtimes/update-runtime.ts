// How is a runtime changed? Its provider stays what it is; its tokens are judged anew from what is stored of them (R22).

import { nameTaken } from '../../domain/errors';
import type { Runtime, RuntimeView } from '../../domain/runtime';
import { auditActor, recordEvent } from '../audit/record-event';
import { attempt, type ChangeResult, transact } from '../change';
import { changesThatDiffer } from '../changes-that-differ';
import type { Actor, Gateway } from '../gateway';
import type { RuntimeChanges } from '../ports';
import { runtimeResource } from '../resources';
import { settleAccess } from '../settle-access';
import { findRuntime } from './find-runtime';

export interface UpdateRuntimeResult extends ChangeResult {
  readonly view: RuntimeView;
  /** How many user tokens became unusable, because their owners lost access (R9). */
  readonly suspendedUserTokens: number;
}

export function updateRuntime(
  gateway: Gateway,
  actor: Actor,
  { runtimeId, changes }: { readonly runtimeId: string; readonly changes: RuntimeChanges },
): Promise<UpdateRuntimeResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      const view = await findRuntime(tx, viewer, 'runtime:update', { runtimeId });
      const real = changesThatDiffer<Runtime>(view.runtime, changes);
      if (Object.keys(real).length === 0) return { view, suspendedUserTokens: 0, viewer };

      const { accountId } = view.runtime;
      if (real.name !== undefined && (await tx.isRuntimeNameTaken(accountId, real.name, runtimeId))) {
        throw nameTaken();
      }
      await tx.runtimes.update(runtimeId, real);
      const suspendedUserTokens = real.accessMode === undefined ? 0 : await settleAccess(tx, accountId, now);
      await recordEvent(tx, auditActor(viewer), { action: 'runtime.updated', on: runtimeResource(view) }, now);
      return { view: (await tx.runtime(viewer, { runtimeId })) ?? view, suspendedUserTokens, viewer };
    }),
  );
}
