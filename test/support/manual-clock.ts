// What time is it in a test? Whatever the test says; waiting takes no time.

import type { Clock } from '../../src/application/ports';

export const MINUTE_MS = 60 * 1000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export class ManualClock implements Clock {
  #now: number;

  constructor(start: Date = new Date('2027-01-15T09:00:00.000Z')) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  /** Time passes for who waits, and only then. */
  async wait(milliseconds: number): Promise<void> {
    this.advance(milliseconds);
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
