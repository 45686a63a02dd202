// How long may a check take? Its own timer, which ends with it.

export interface TimeLimit {
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
  /** The check is done: nothing is counted any more. */
  end(): void;
}

export type StartTimeLimit = (milliseconds: number) => TimeLimit;

/** Not `AbortSignal.timeout`: its timers run on when their checks have ended, and many checks would keep many. */
export const startTimeLimit: StartTimeLimit = (milliseconds) => {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), milliseconds);
  return { signal: over.signal, end: () => clearTimeout(timer) };
};
