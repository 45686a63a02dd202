// What does an id stand for, to this viewer? Unknown, foreign and malformed ids are answered alike: with null (R12).

import { may } from '../domain/access-policy';
import { type Account, membershipOf, type Viewer } from '../domain/account';
import type { AuditEvent } from '../domain/audit-event';
import type { StoredGitToken } from '../domain/git-token';
import type { Member } from '../domain/member';
import type { RuntimeView } from '../domain/runtime';
import type { Gateway } from './gateway';
import { kindOfId } from './ids';
import type { RuntimeKey } from './ports';
import { readableRuntimeToken, readableUserToken } from './readable-tokens';
import { accountResource, memberResource, runtimeResource } from './resources';

export type FoundNode =
  | { readonly kind: 'account'; readonly account: Account }
  | { readonly kind: 'runtime'; readonly view: RuntimeView }
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'auditEvent'; readonly event: AuditEvent }
  | { readonly kind: 'token'; readonly view: RuntimeView; readonly token: StoredGitToken };

export async function findNode(gateway: Gateway, viewer: Viewer, id: string): Promise<FoundNode | null> {
  switch (kindOfId(id)) {
    case 'account': {
      const account = readAccount(viewer, id);
      return account && { kind: 'account', account };
    }
    case 'runtime': {
      const view = await readRuntime(gateway, viewer, { runtimeId: id });
      return view && { kind: 'runtime', view };
    }
    case 'membership': {
      const member = await gateway.reads.member(viewer, id);
      const readable = member !== null && may(viewer, 'member:read', memberResource(member));
      return readable ? { kind: 'member', member } : null;
    }
    case 'token':
      return findToken(gateway, viewer, id);
    case 'auditEvent': {
      const event = await gateway.reads.auditEvent(id);
      const readable = event !== null && may(viewer, 'auditEvent:read', { accountId: event.accountId });
      return readable ? { kind: 'auditEvent', event } : null;
    }
    default:
      return null;
  }
}

/** An account the viewer belongs to; null for any other. */
export function readAccount(viewer: Viewer, id: string): Account | null {
  const account = membershipOf(viewer, id)?.account;
  return account !== undefined && may(viewer, 'account:read', accountResource(account)) ? account : null;
}

/** A runtime the viewer can see; null for any other. */
export async function readRuntime(gateway: Gateway, viewer: Viewer, key: RuntimeKey): Promise<RuntimeView | null> {
  const view = await gateway.reads.runtime(viewer, key);
  return view !== null && may(viewer, 'runtime:read', runtimeResource(view)) ? view : null;
}

async function findToken(gateway: Gateway, viewer: Viewer, tokenId: string): Promise<FoundNode | null> {
  const view = await readRuntime(gateway, viewer, { tokenId });
  if (view === null) return null;
  const readable = [readableRuntimeToken(viewer, view), readableUserToken(viewer, view)];
  const token = readable.find((candidate) => candidate?.id === tokenId);
  return token ? { kind: 'token', view, token } : null;
}
