// How does a session end? Its row goes, and every access and refresh token of it is worthless at once (R13).

import type { Actor, Gateway } from '../gateway';

export function signOut(gateway: Gateway, { viewer }: Actor): Promise<void> {
  return gateway.unitOfWork.run((tx) => tx.sessions.end(viewer.sessionId));
}
