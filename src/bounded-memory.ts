// How is something remembered without end of memory? The most recent few thousand; what is oldest goes first.

/** A map of at most so many entries; what was neither kept nor read for longest makes room. */
export class BoundedMemory<T> {
  readonly #entries = new Map<string, T>();

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.#entries.size;
  }

  recall(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) this.keep(key, entry);
    return entry;
  }

  /** A `Map` keeps its order of arrival: the first is the oldest. */
  keep(key: string, entry: T): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size <= this.limit) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }
}
