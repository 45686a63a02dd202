// How is a runtime changed? Its provider stays what it is; its tokens are judged anew from what is stored of them (R22).

import type { Runtime, RuntimeView } from '../../domain/runtime';
import { attempt, auditActor, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import type { RuntimeChanges } from '../ports';
import { settleAccess } from '../settle-access';
import { nameTaken } from './create-runtime';
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
      const real = changesThatDiffer(view.runtime, changes);
      if (Object.keys(real).length === 0) return { view, suspendedUserTokens: 0, viewer };

      const { accountId, name } = view.runtime;
      if (real.name !== undefined && (await tx.isRuntimeNameTaken(accountId, real.name, runtimeId))) {
        throw nameTaken();
      }
      await tx.runtimes.update(runtimeId, real);
      const suspendedUserTokens = real.accessMode === undefined ? 0 : await settleAccess(tx, accountId, now);
      await tx.audit.append(
        {
          ...auditActor(viewer),
          accountId,
          action: 'runtime.updated',
          subject: `runtime ${name}`,
          subjectId: runtimeId,
          outcome: 'SUCCEEDED',
          reason: null,
        },
        now,
      );
      return { view: (await tx.runtime(viewer, { runtimeId })) ?? view, suspendedUserTokens, viewer };
    }),
  );
}

/** A change that changes nothing leaves no event. */
function changesThatDiffer(runtime: Runtime, changes: RuntimeChanges): RuntimeChanges {
  const entries = Object.entries(changes) as [keyof RuntimeChanges, unknown][];
  return Object.fromEntries(entries.filter(([field, value]) => value !== undefined && runtime[field] !== value));
}
