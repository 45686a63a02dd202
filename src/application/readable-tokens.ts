// Which tokens may the viewer read? What they may not is null, without an error (R12).

import { may } from '../domain/access-policy';
import type { Viewer } from '../domain/account';
import type { StoredGitToken } from '../domain/git-token';
import type { RuntimeView } from '../domain/runtime';
import { ownUserTokenResource, runtimeResource } from './resources';

export const readableRuntimeToken = (viewer: Viewer, view: RuntimeView): StoredGitToken | null =>
  may(viewer, 'runtimeToken:read', runtimeResource(view)) ? view.runtimeToken : null;

/** The viewer's own; the second condition guards against a look-up that ever loads another's. */
export const readableUserToken = (viewer: Viewer, view: RuntimeView): StoredGitToken | null =>
  may(viewer, 'userToken:read', ownUserTokenResource(view, viewer)) && view.userToken?.personId === viewer.personId
    ? view.userToken
    : null;
