// What has to be cleared away now and then?

import type { Gateway } from './gateway';
import { destroySuspendedTokens } from './settle-access';

/** Sessions that nobody can continue any more, and user tokens that can no longer come back (R9). */
export async function tidyUp({ unitOfWork, clock }: Gateway): Promise<void> {
  await unitOfWork.run((tx) => tx.sessions.deleteExpired(clock.now()));
  await unitOfWork.run((tx) => destroySuspendedTokens(tx, clock.now()));
}
