// How does a person delete their user token on one runtime? A runtime token has no such way: it is replaced (R2).

import type { RuntimeView } from '../../domain/runtime';
import { auditActor, recordEvent } from '../audit/record-event';
import { attempt, type ChangeResult, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { ownUserTokenResource, runtimeResource } from '../resources';
import { findRuntime } from '../runtimes/find-runtime';

export interface DeleteUserTokenResult extends ChangeResult {
  readonly view: RuntimeView;
}

/** Succeeds without a token too, and leaves no event then (R8). */
export function deleteGitUserToken(gateway: Gateway, actor: Actor, runtimeId: string): Promise<DeleteUserTokenResult> {
  return attempt(gateway, actor, () =>
    transact(gateway, actor, async (tx, viewer, now) => {
      const view = await findRuntime(tx, viewer, 'userToken:delete', { runtimeId }, ownUserTokenResource);
      const deleted = await tx.tokens.deleteUserToken(viewer.personId, runtimeId);
      if (deleted) {
        await recordEvent(tx, auditActor(viewer), { action: 'userToken.deleted', on: runtimeResource(view) }, now);
      }
      return { view: { ...view, userToken: null }, viewer };
    }),
  );
}
