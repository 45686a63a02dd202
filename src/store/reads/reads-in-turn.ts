// How is it that one request's many questions do not keep all others waiting? They take turns, and end with their request's time.

import { setImmediate } from 'node:timers/promises';
import type { Reads } from '../../application/ports';

/** How long, in milliseconds, one request may keep the event loop before others get their turn: SQLite answers on it. */
const TURN_MS = 20;

type Question = (...facts: never[]) => unknown;

/**
 * The same reads, for one request. `refuseLate` throws once the request's time is over: a question that nobody waits for
 * any more is not asked.
 */
export function readsInTurn(reads: Reads, refuseLate: () => void): Reads {
  let turnBegan = performance.now();
  const inTurn = (question: Question): Question => {
    return async (...facts) => {
      if (performance.now() - turnBegan > TURN_MS) {
        await setImmediate();
        turnBegan = performance.now();
      }
      refuseLate();
      return question(...facts);
    };
  };
  const wrap = <T extends object>(questions: T): T =>
    Object.fromEntries(
      Object.entries(questions).map(([name, value]) => [
        name,
        typeof value === 'function' ? inTurn(value) : wrap(value),
      ]),
    ) as T;
  return wrap(reads);
}
