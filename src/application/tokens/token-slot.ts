// Where does a token belong, and in what do the two kinds differ? The twins side by side; all else they share.

import type { Action } from '../../domain/access-policy';
import type { Viewer } from '../../domain/account';
import type { AuditAction } from '../../domain/audit-event';
import type { GitTokenKind, StoredGitToken } from '../../domain/git-token';
import type { RuntimeView } from '../../domain/runtime';
import type { Inspection, NotAsked } from '../../domain/token-evidence';
import { withoutProbes } from '../../domain/token-status';
import type { VerdictReason } from '../../domain/token-verdict';
import type { Lookups, TokenSlot } from '../ports';
import { ownUserTokenResource, runtimeResource } from '../resources';
import { findRuntime } from '../runtimes/find-runtime';

interface SlotRules {
  readonly write: Action;
  readonly verify: Action;
  readonly resource: typeof ownUserTokenResource;
  /** The token that is in the slot now. */
  readonly current: (view: RuntimeView) => StoredGitToken | null;
  /** Whose it is: a user token is its viewer's, whatever was asked (R4). */
  readonly personId: (viewer: Viewer) => string | null;
  readonly events: Readonly<Record<'set' | 'replaced' | 'verified', AuditAction>>;
  /** What of an inspection the audit goes by: of a user token, nothing that a repository told, which an admin names (R10). */
  readonly asAudited: (inspection: Inspection | NotAsked) => Inspection | NotAsked;
  /** R10: the event of a user token names the outcome, not the reason. */
  readonly auditReason: (reason: VerdictReason) => string | null;
}

export const SLOT_RULES: Readonly<Record<GitTokenKind, SlotRules>> = {
  RUNTIME: {
    write: 'runtimeToken:write',
    verify: 'runtimeToken:verify',
    resource: runtimeResource,
    current: (view) => view.runtimeToken,
    personId: () => null,
    events: { set: 'runtimeToken.set', replaced: 'runtimeToken.replaced', verified: 'runtimeToken.verified' },
    asAudited: (inspection) => inspection,
    auditReason: (reason) => reason,
  },
  USER: {
    write: 'userToken:write',
    verify: 'userToken:verify',
    resource: ownUserTokenResource,
    current: (view) => view.userToken,
    personId: (viewer) => viewer.personId,
    events: { set: 'userToken.set', replaced: 'userToken.replaced', verified: 'userToken.verified' },
    asAudited: withoutProbes,
    auditReason: () => null,
  },
};

/** A runtime found for a token's sake, with the slot in question. */
export interface FoundSlot {
  readonly view: RuntimeView;
  readonly slot: TokenSlot;
  readonly current: StoredGitToken | null;
}

/** Find, then authorize: before the provider is asked, and again inside the transaction. */
export async function findSlot(
  lookups: Lookups,
  viewer: Viewer,
  to: 'write' | 'verify',
  { kind, runtimeId }: { kind: GitTokenKind; runtimeId: string },
): Promise<FoundSlot> {
  const rules = SLOT_RULES[kind];
  const view = await findRuntime(lookups, viewer, rules[to], { runtimeId }, rules.resource);
  return { view, slot: slotOf(kind, view.runtime, viewer), current: rules.current(view) };
}

export const slotOf = (
  kind: GitTokenKind,
  runtime: { readonly id: string; readonly accountId: string },
  viewer: Viewer,
): TokenSlot => ({ kind, runtimeId: runtime.id, accountId: runtime.accountId, viewerId: viewer.personId });
