// How is it that one request's many questions do not keep all others waiting? They take turns, and end with their request's time.

import { setImmediate } from 'node:timers/promises';
import type { Reads } from '../../application/ports';

/** How long, in milliseconds, one request may keep the event loop before others get their turn: SQLite answers on it. */
const TURN_MS = 20;

type Question = (...facts: never[]) => unknown;

/** What one request's questions share. */
class Turns {
  #began = performance.now();

  constructor(private readonly refuseLate: () => void) {}

  async ask(question: Question, facts: never[]): Promise<unknown> {
    if (performance.now() - this.#began > TURN_MS) {
      await setImmediate();
      this.#began = performance.now();
    }
    this.refuseLate();
    return question(...facts);
  }
}

/**
 * The same reads, for one request. `refuseLate` throws once the request's time is over: a question that nobody waits for
 * any more is not asked.
 */
export type ReadsForRequest = (refuseLate: () => void) => Reads;

/** The questions are wrapped once; what a request costs is two small objects. */
export function readsInTurn(reads: Reads): ReadsForRequest {
  const { reuse, ...others } = reads;
  const asking = wrapped(others);
  const askingOfReuse = wrapped(reuse);
  return (refuseLate) => {
    const turns = { turns: new Turns(refuseLate) };
    return Object.assign(Object.create(asking), turns, { reuse: Object.assign(Object.create(askingOfReuse), turns) });
  };
}

/** A prototype whose methods ask in the turns of the object they are called on. */
function wrapped(questions: object): object {
  const inTurn = (question: Question) =>
    function (this: { turns: Turns }, ...facts: never[]) {
      return this.turns.ask(question, facts);
    };
  return Object.fromEntries(Object.entries(questions).map(([name, question]) => [name, inTurn(question)]));
}
