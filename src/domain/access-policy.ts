// Who may do what? This table is the only answer; the code asks for an action, never for a role.

import { membershipOf, type Viewer } from './account';
import { GatewayError, notFound } from './errors';
import type { RuntimeAccessMode } from './runtime';

/** What an action is done to. A runtime's look-up says whether the viewer has a grant; a user token's slot says whose it is. */
export interface Resource {
  readonly accountId: string;
  /** Absent for things of the account itself. */
  readonly runtime?: { readonly accessMode: RuntimeAccessMode; readonly granted: boolean };
  /** The person whose user token or membership is meant. */
  readonly ownerId?: string;
  /** What a denial is recorded under (R19): an id, and words such as `runtime acme-production`. */
  readonly subject?: { readonly id: string; readonly words: string };
}

type Rule = (viewer: Viewer, resource: Resource) => boolean;

const member: Rule = (viewer, { accountId }) => membershipOf(viewer, accountId) !== undefined;

const admin: Rule = (viewer, { accountId }) => membershipOf(viewer, accountId)?.role === 'ADMIN';

const withAccess: Rule = (viewer, resource) =>
  member(viewer, resource) &&
  resource.runtime !== undefined &&
  (resource.runtime.accessMode === 'ALL_MEMBERS' || resource.runtime.granted || admin(viewer, resource));

const adminWithAccess: Rule = (viewer, resource) => admin(viewer, resource) && withAccess(viewer, resource);

/** A membership is its own person's, too. */
const adminOrThemselves: Rule = (viewer, resource) =>
  admin(viewer, resource) || (member(viewer, resource) && resource.ownerId === viewer.personId);

const themselves: Rule = (viewer, resource) => withAccess(viewer, resource) && resource.ownerId === viewer.personId;

interface PolicyRow {
  /** To whom the thing exists at all; everybody else is answered `NOT_FOUND`. */
  readonly visibleTo: Rule;
  /** Who may do it; everybody else to whom it is visible is answered `FORBIDDEN`. */
  readonly allowedTo: Rule;
}

export const ACCESS_POLICY = {
  'account:read': { visibleTo: member, allowedTo: member },
  'accountPolicy:read': { visibleTo: member, allowedTo: member },
  'accountPolicy:write': { visibleTo: member, allowedTo: admin },
  'member:read': { visibleTo: member, allowedTo: adminOrThemselves },
  'member:write': { visibleTo: member, allowedTo: admin },
  'auditEvent:read': { visibleTo: member, allowedTo: admin },
  'userTokenStatus:read': { visibleTo: member, allowedTo: adminOrThemselves },
  'runtime:create': { visibleTo: member, allowedTo: admin },
  'runtime:read': { visibleTo: withAccess, allowedTo: withAccess },
  'runtime:update': { visibleTo: withAccess, allowedTo: adminWithAccess },
  'runtime:delete': { visibleTo: withAccess, allowedTo: adminWithAccess },
  'runtimeAccess:write': { visibleTo: withAccess, allowedTo: adminWithAccess },
  'runtimeToken:read': { visibleTo: withAccess, allowedTo: adminWithAccess },
  'runtimeToken:write': { visibleTo: withAccess, allowedTo: adminWithAccess },
  'runtimeToken:verify': { visibleTo: withAccess, allowedTo: adminWithAccess },
  'userToken:read': { visibleTo: withAccess, allowedTo: themselves },
  'userToken:write': { visibleTo: withAccess, allowedTo: themselves },
  'userToken:verify': { visibleTo: withAccess, allowedTo: themselves },
  'userToken:delete': { visibleTo: withAccess, allowedTo: themselves },
  'alert:hide': { visibleTo: withAccess, allowedTo: withAccess },
} as const satisfies Record<string, PolicyRow>;

export type Action = keyof typeof ACCESS_POLICY;

export type Decision = 'ALLOWED' | 'FORBIDDEN' | 'NOT_FOUND';

/** The decision without consequences: for fields that are null to whom may not read them, and for `viewerActions`. */
export function decide(viewer: Viewer, action: Action, resource: Resource): Decision {
  const rule = ACCESS_POLICY[action];
  if (!rule.visibleTo(viewer, resource)) return 'NOT_FOUND';
  return rule.allowedTo(viewer, resource) ? 'ALLOWED' : 'FORBIDDEN';
}

export const may = (viewer: Viewer, action: Action, resource: Resource): boolean =>
  decide(viewer, action, resource) === 'ALLOWED';

/** `FORBIDDEN`, with what the audit needs to record it. */
export class AccessDenied extends GatewayError {
  constructor(
    readonly action: Action,
    readonly resource: Resource,
  ) {
    super('FORBIDDEN', { message: `You may not do this here: it needs the right to ${action}.` });
    this.name = 'AccessDenied';
  }
}

/** Returns for the allowed; throws `NOT_FOUND` or `FORBIDDEN` for everybody else. */
export function authorize(viewer: Viewer, action: Action, resource: Resource): void {
  const decision = decide(viewer, action, resource);
  if (decision === 'NOT_FOUND') throw notFound();
  if (decision === 'FORBIDDEN') throw new AccessDenied(action, resource);
}
