// Until when must a request be answered? A moment that use cases ask before they store, and a race for the answer.

import { GatewayError } from '../domain/errors';

/** The time, and a call back after so many milliseconds. */
export interface Timer {
  now(): Date;
  after(milliseconds: number, onTime: () => void): { cancel(): void };
}

export const systemTimer: Timer = {
  now: () => new Date(),
  after(milliseconds, onTime) {
    const timeout = setTimeout(onTime, milliseconds);
    return { cancel: () => clearTimeout(timeout) };
  },
};

export interface Deadline {
  /** Nothing is stored after this. */
  readonly at: Date;
  /** Aborted at that moment, with `REQUEST_TIMEOUT`; never by a client that hangs up. */
  readonly signal: AbortSignal;
  /** The answer is there: the timer stops. */
  cancel(): void;
}

export function startDeadline(milliseconds: number, timer: Timer): Deadline {
  const controller = new AbortController();
  const alarm = timer.after(milliseconds, () => controller.abort(new GatewayError('REQUEST_TIMEOUT')));
  return {
    at: new Date(timer.now().getTime() + milliseconds),
    signal: controller.signal,
    cancel: () => alarm.cancel(),
  };
}

/** The work's result if it comes in time; otherwise `REQUEST_TIMEOUT`, while the work runs on unheard. */
export async function beforeDeadline<T>({ signal }: Deadline, work: Promise<T>): Promise<T> {
  let timeIsOver = () => {};
  const lateness = new Promise<never>((_, reject) => {
    timeIsOver = () => reject(signal.reason);
    signal.addEventListener('abort', timeIsOver);
    if (signal.aborted) timeIsOver();
  });
  try {
    return await Promise.race([work, lateness]);
  } finally {
    signal.removeEventListener('abort', timeIsOver);
  }
}
