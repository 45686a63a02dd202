// What is true of each token at one simulated host right now? What the control changes, and the clock.

import type { SimulatedToken, SimulatedTokenState } from './simulated-token';

const DAY_MS = 24 * 60 * 60 * 1000;

/** A token as it stands at this moment. */
export interface PresentToken extends SimulatedToken {
  readonly expiresAt: Date | null;
  readonly isExpired: boolean;
}

export class TokenRegistry {
  readonly #tokens: ReadonlyMap<string, SimulatedToken>;
  readonly #startedAt: number;
  readonly #states = new Map<string, SimulatedTokenState>();
  readonly #expired = new Map<string, Date>();

  constructor(
    tokens: readonly SimulatedToken[],
    private readonly now: () => Date,
  ) {
    this.#tokens = new Map(tokens.map((token) => [token.value, token]));
    this.#startedAt = now().getTime();
  }

  find(value: string): PresentToken | null {
    const token = this.#tokens.get(value);
    if (token === undefined) return null;
    const expiresAt = this.#expired.get(value) ?? this.#expiryOf(token);
    const isExpired = expiresAt !== null && expiresAt <= this.now();
    return { ...token, state: this.#states.get(value) ?? token.state, expiresAt, isExpired };
  }

  setState(value: string, state: SimulatedTokenState): void {
    this.#mustKnow(value);
    this.#states.set(value, state);
  }

  /** It has expired this very moment. */
  expire(value: string): void {
    this.#mustKnow(value);
    this.#expired.set(value, this.now());
  }

  restore(value: string): void {
    this.#states.delete(value);
    this.#expired.delete(value);
  }

  restoreAll(): void {
    this.#states.clear();
    this.#expired.clear();
  }

  #mustKnow(value: string): void {
    if (!this.#tokens.has(value)) throw new Error('This simulated host does not know that token.');
  }

  /** GitLab's access tokens die at the start of a day, UTC. */
  #expiryOf({ expiresInDays, sort }: SimulatedToken): Date | null {
    if (expiresInDays === null) return null;
    const diesAtMidnight = sort === 'GITLAB_ACCESS_TOKEN' || sort === 'GITLAB_GRANULAR';
    if (!diesAtMidnight) return new Date(this.#startedAt + expiresInDays * DAY_MS);
    return new Date((Math.floor(this.#startedAt / DAY_MS) + Math.ceil(expiresInDays)) * DAY_MS);
  }
}
