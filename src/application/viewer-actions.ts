// What may this viewer do here? A front end shows its buttons from it; the policy table is asked, nothing else.

import { type Action, may } from '../domain/access-policy';
import type { Account, Viewer } from '../domain/account';
import type { RuntimeView } from '../domain/runtime';
import { accountResource, ownUserTokenResource } from './resources';

/** What a front end offers on an account, each with the action of the policy that stands behind it. */
export const ACCOUNT_ACTIONS = {
  CREATE_RUNTIME: 'runtime:create',
  MANAGE_MEMBERS: 'member:write',
  CHANGE_POLICY: 'accountPolicy:write',
  READ_AUDIT_EVENTS: 'auditEvent:read',
} as const satisfies Record<string, Action>;
export type AccountAction = keyof typeof ACCOUNT_ACTIONS;

/** What a front end offers on a runtime: permission, not state (deleting is offered without a token, too). */
export const RUNTIME_ACTIONS = {
  SET_RUNTIME_TOKEN: 'runtimeToken:write',
  VERIFY_RUNTIME_TOKEN: 'runtimeToken:verify',
  SET_USER_TOKEN: 'userToken:write',
  VERIFY_USER_TOKEN: 'userToken:verify',
  DELETE_USER_TOKEN: 'userToken:delete',
  UPDATE_RUNTIME: 'runtime:update',
  DELETE_RUNTIME: 'runtime:delete',
  MANAGE_ACCESS: 'runtimeAccess:write',
} as const satisfies Record<string, Action>;
export type RuntimeAction = keyof typeof RUNTIME_ACTIONS;

const allowed = <A extends string>(actions: Record<A, Action>, isAllowed: (action: Action) => boolean): A[] =>
  (Object.keys(actions) as A[]).filter((name) => isAllowed(actions[name]));

export const accountActions = (viewer: Viewer, account: Account): AccountAction[] =>
  allowed(ACCOUNT_ACTIONS, (action) => may(viewer, action, accountResource(account)));

export const runtimeActions = (viewer: Viewer, view: RuntimeView): RuntimeAction[] =>
  allowed(RUNTIME_ACTIONS, (action) => may(viewer, action, ownUserTokenResource(view, viewer)));
