// How is chance made repeatable? A small generator with a seed (mulberry32); nothing secret comes from it.

export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0, below the bound. */
  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  /** One value of a table of (value, weight); the weights add up to 1. */
  pick<T>(table: readonly (readonly [T, number])[]): T {
    let rest = this.next();
    for (const [value, weight] of table) {
      rest -= weight;
      if (rest < 0) return value;
    }
    const last = table.at(-1);
    if (last === undefined) throw new Error('A table to pick from is empty.');
    return last[0];
  }

  shuffle(items: unknown[]): void {
    for (let index = items.length - 1; index > 0; index--) {
      const other = this.below(index + 1);
      [items[index], items[other]] = [items[other], items[index]];
    }
  }
}
