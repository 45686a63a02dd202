// How is a runtime found? Through what the viewer can see, and never without asking the policy.

import { type Action, authorize } from '../../domain/access-policy';
import type { Viewer } from '../../domain/account';
import { notFound } from '../../domain/errors';
import type { RuntimeView } from '../../domain/runtime';
import type { Lookups, RuntimeKey } from '../ports';
import { runtimeResource } from '../resources';

/** Find, then authorize: before a provider is asked, and again inside the transaction. */
export async function findRuntime(
  lookups: Lookups,
  viewer: Viewer,
  action: Action,
  key: RuntimeKey,
): Promise<RuntimeView> {
  const view = await lookups.runtime(viewer, key);
  if (view === null) throw notFound();
  authorize(viewer, action, runtimeResource(view));
  return view;
}
