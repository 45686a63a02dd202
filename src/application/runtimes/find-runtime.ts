// How is a runtime found? Through what the viewer can see, and never without asking the policy.

import { type Action, authorize } from '../../domain/access-policy';
import type { Viewer } from '../../domain/account';
import { notFound } from '../../domain/errors';
import type { RuntimeView } from '../../domain/runtime';
import type { Lookups, RuntimeKey } from '../ports';
import { type ownUserTokenResource, runtimeResource } from '../resources';

/** Find, then authorize, on the runtime or on what of it is meant: before a provider is asked, and again inside the transaction. */
export async function findRuntime(
  lookups: Lookups,
  viewer: Viewer,
  action: Action,
  key: RuntimeKey,
  resource: typeof ownUserTokenResource = runtimeResource,
): Promise<RuntimeView> {
  const view = await lookups.runtime(viewer, key);
  if (view === null) throw notFound();
  authorize(viewer, action, resource(view, viewer));
  return view;
}
