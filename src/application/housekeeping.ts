// What has to be cleared away now and then?

import type { Gateway } from './gateway';

/** Sessions that nobody can continue any more. */
export async function tidyUp({ unitOfWork, clock }: Gateway): Promise<void> {
  await unitOfWork.run((tx) => tx.sessions.deleteExpired(clock.now()));
}
