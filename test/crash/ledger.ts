// What has the gateway promised? For each slot the state that was acknowledged last, and the change whose answer never came.

import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { GraphQLClient } from '../support/graphql-client';
import type { TestDatabase } from '../support/test-database';
import type { Chance } from './chance';
import type { Change, Slot, SlotState } from './slots';

export class LedgerLine {
  #acknowledged: SlotState = { content: null, events: {} };
  #unanswered: Change | null = null;

  constructor(readonly slot: Slot) {}

  /** Makes one random change. Rejects when the connection breaks: then nobody knows whether it was made. */
  async change(who: GraphQLClient, chance: Chance): Promise<void> {
    const change = chance.pick(this.slot.changesFrom(this.#acknowledged));
    this.#unanswered = change;
    const answer = await change.send(who);
    const [payload] = Object.values(answer.data) as { stored?: boolean }[];
    assert.notEqual(payload?.stored, false, `${this.slot.name}, ${change.words}: not stored: ${answer.text}`);
    this.#acknowledged = change.after;
    this.#unanswered = null;
  }

  /** The database holds what was acknowledged, or that and the one change that was under way; nothing else, and nothing by half. */
  async settle(database: TestDatabase): Promise<void> {
    const actual = await this.slot.read(database);
    const possible = [this.#acknowledged, ...(this.#unanswered ? [this.#unanswered.after] : [])];
    assert.ok(
      possible.some((state) => isDeepStrictEqual(state, actual)),
      [
        `${this.slot.name} is not as it was acknowledged.`,
        `  acknowledged: ${JSON.stringify(this.#acknowledged)}`,
        `  under way: ${this.#unanswered ? `${this.#unanswered.words}: ${JSON.stringify(this.#unanswered.after)}` : 'nothing'}`,
        `  found: ${JSON.stringify(actual)}`,
      ].join('\n'),
    );
    this.#acknowledged = actual;
    this.#unanswered = null;
  }

  /** Takes the state as it is for the beginning. */
  async begin(database: TestDatabase): Promise<void> {
    this.#acknowledged = await this.slot.read(database);
  }
}
