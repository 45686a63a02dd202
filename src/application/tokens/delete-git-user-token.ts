// How does a person delete their user token on one runtime? A runtime token has no such way: it is replaced (R2).

import { authorize } from '../../domain/access-policy';
import { notFound } from '../../domain/errors';
import type { RuntimeView } from '../../domain/runtime';
import { attempt, auditActor, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { ownUserTokenResource } from '../resources';

export interface DeleteUserTokenResult extends ChangeResult {
  readonly view: RuntimeView;
}

/** Succeeds without a token too, and leaves no event then (R8). */
export function deleteGitUserToken(gateway: Gateway, actor: Actor, runtimeId: string): Promise<DeleteUserTokenResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      const view = await tx.runtime(viewer, { runtimeId });
      if (view === null) throw notFound();
      authorize(viewer, 'userToken:delete', ownUserTokenResource(view, viewer));

      const deleted = await tx.tokens.deleteUserToken(viewer.personId, runtimeId);
      if (deleted) {
        await tx.audit.append(
          {
            ...auditActor(viewer),
            accountId: view.runtime.accountId,
            action: 'userToken.deleted',
            subject: `runtime ${view.runtime.name}`,
            subjectId: runtimeId,
            outcome: 'SUCCEEDED',
            reason: null,
          },
          now,
        );
      }
      return { view: { ...view, userToken: null }, viewer };
    }),
  );
}
