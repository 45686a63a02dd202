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
  /** Throws `REQUEST_TIMEOUT` after that moment; a client that hangs up does not count. */
  refuseLate(): void;
  /** Calls back at that moment, or at once when it has passed. */
  whenOver(tell: (lateness: GatewayError) => void): void;
  /** The answer is there: the timer stops. */
  cancel(): void;
}

export function startDeadline(milliseconds: number, timer: Timer): Deadline {
  let lateness: GatewayError | null = null;
  const waiting: ((lateness: GatewayError) => void)[] = [];
  const alarm = timer.after(milliseconds, () => {
    lateness = new GatewayError('REQUEST_TIMEOUT');
    for (const tell of waiting) tell(lateness);
  });
  return {
    at: new Date(timer.now().getTime() + milliseconds),
    refuseLate() {
      if (lateness !== null) throw lateness;
    },
    whenOver(tell) {
      if (lateness !== null) tell(lateness);
      else waiting.push(tell);
    },
    cancel: () => alarm.cancel(),
  };
}

/** The work's result if it comes in time; otherwise `REQUEST_TIMEOUT`, while the work runs on unheard. */
export function beforeDeadline<T>(deadline: Deadline, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    deadline.whenOver(reject);
    work.then(resolve, reject);
  });
}
