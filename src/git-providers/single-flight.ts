// What of the same question asked by several at one time? It is asked once, and all of them get the answer.

/** Questions under way, by their key. */
export class SingleFlight<T> {
  readonly #underWay = new Map<string, Promise<T>>();

  ask(key: string, ask: () => Promise<T>): Promise<T> {
    const present = this.#underWay.get(key);
    if (present !== undefined) return present;
    const answer = ask().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, answer);
    return answer;
  }
}
