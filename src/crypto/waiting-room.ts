// How is costly work kept to a few at a time? The next ones wait, and when too many wait, the rest are turned away.

import { GatewayError } from '../domain/errors';

export interface WaitingRoomLimits {
  readonly atOnce: number;
  readonly waiting: number;
}

/** What waits is done within a second, so a caller who is turned away may soon come back. */
const RETRY_AFTER_SECONDS = 1;

/** Runs work in the order it came. Throws `TOO_MANY_REQUESTS` when the room is full. */
export function createWaitingRoom(limits: WaitingRoomLimits): <T>(work: () => Promise<T>) => Promise<T> {
  const queue: (() => void)[] = [];
  let running = 0;

  /** A place that is given back goes straight to the next in the queue: nobody can slip in between. */
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };

  const enter = async () => {
    if (running < limits.atOnce) running += 1;
    else if (queue.length < limits.waiting) await new Promise<void>((resolve) => queue.push(resolve));
    else throw new GatewayError('TOO_MANY_REQUESTS', { retryAfterSeconds: RETRY_AFTER_SECONDS });
  };

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
