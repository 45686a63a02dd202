// How are requests kept to a few at a time? Each takes a turn; the next ones wait, as long as they can.

/** Counts turns by key: so many at once for each of them, the rest in the order they came. */
export class Turns {
  readonly #taken = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(private readonly atOnce: number) {}

  /** Whether who comes now would have to wait. */
  isFull(key: string): boolean {
    return (this.#taken.get(key) ?? 0) >= this.atOnce;
  }

  /** Resolves with what gives the turn back (once), or with null when the signal came first. */
  async take(key: string, signal: AbortSignal): Promise<(() => void) | null> {
    if (signal.aborted) return null;
    if (this.isFull(key)) return this.#wait(key, signal);
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    return () => this.#giveBack(key);
  }

  #wait(key: string, signal: AbortSignal): Promise<(() => void) | null> {
    const queue = this.#waiting.get(key) ?? [];
    this.#waiting.set(key, queue);
    return new Promise((resolve) => {
      const begin = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(() => this.#giveBack(key));
      };
      const giveUp = () => {
        queue.splice(queue.indexOf(begin), 1);
        resolve(null);
      };
      queue.push(begin);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  /** A turn goes straight to the next in the queue: nobody can slip in between. Keys without turns are forgotten. */
  #giveBack(key: string): void {
    const next = this.#waiting.get(key)?.shift();
    if (next === undefined) this.#leave(key);
    else next();
  }

  #leave(key: string): void {
    this.#waiting.delete(key);
    const left = (this.#taken.get(key) ?? 0) - 1;
    if (left > 0) this.#taken.set(key, left);
    else this.#taken.delete(key);
  }
}
