// How is something remembered without end of memory? Up to so many; what nobody asks for any more goes first.

/**
 * A map of at most so many entries, in two halves: what is kept or asked for is in the young one; when that is full it
 * becomes the old one, and what was in the old one is forgotten. So an entry outlives at least half as many others after it
 * was last of use; and reading what was read lately moves nothing, which is most of what pages do.
 */
export class BoundedMemory<T> {
  readonly #half: number;
  #young = new Map<string, T>();
  #old = new Map<string, T>();

  constructor(limit: number) {
    this.#half = Math.ceil(limit / 2);
  }

  recall(key: string): T | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.keep(key, old);
    return old;
  }

  keep(key: string, entry: T): void {
    this.#old.delete(key);
    this.#young.set(key, entry);
    if (this.#young.size < this.#half) return;
    this.#old = this.#young;
    this.#young = new Map();
  }

  forget(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }
}
