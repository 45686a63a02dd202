// What is changed over and over while the gateway is killed? Slots: places for a token or a runtime, each changed by one person, one change at a time.

import type { Answer, GraphQLClient } from '../support/graphql-client';
import * as operation from '../support/operations';
import type { TestDatabase } from '../support/test-database';
import type { Persona } from '../support/test-gateway';

/** All that the database says of a slot: what is in it, and how many events of each action brought it there. */
export interface SlotState {
  /** Null: empty. */
  readonly content: Readonly<Record<string, string | number | null>> | null;
  readonly events: Readonly<Record<string, number>>;
}

/** One change: what is sent, and the state that it leads to. */
export interface Change {
  readonly words: string;
  readonly after: SlotState;
  send(who: GraphQLClient): Promise<Answer>;
}

export interface Slot {
  readonly name: string;
  readonly owner: Persona;
  read(database: TestDatabase): Promise<SlotState>;
  /** Every change that can be made in this state. */
  changesFrom(state: SlotState): readonly Change[];
}

/** A token of the simulated hosts. */
export interface PastableToken {
  readonly value: string;
}

export const hintOf = ({ value }: PastableToken): string => value.slice(-4);

export const withEvent = ({ events }: SlotState, action: string): SlotState['events'] => ({
  ...events,
  [action]: (events[action] ?? 0) + 1,
});

export async function countEvents(
  { rows }: TestDatabase,
  runtimeName: string,
  actions: string,
  actor: string,
): Promise<SlotState['events']> {
  const counts = await rows(
    `SELECT action, count(*) AS count FROM audit_event
     WHERE subject = ? AND action LIKE ? AND actor LIKE ? AND outcome = 'SUCCEEDED' GROUP BY action`,
    `runtime ${runtimeName}`,
    actions,
    actor,
  );
  return Object.fromEntries(counts.map(({ action, count }) => [action, Number(count)]));
}

/** What a question finds that finds one row at most. */
export async function contentIn(
  { rows }: TestDatabase,
  sql: string,
  ...values: string[]
): Promise<SlotState['content']> {
  const [row = null] = await rows(sql, ...values);
  return row as SlotState['content'];
}

/** Sets this token; the value that is there already is a re-check and no new version (R4). */
export function settingOf(state: SlotState, token: PastableToken, kind: 'userToken' | 'runtimeToken'): SlotState {
  const { content } = state;
  if (content?.hint === hintOf(token)) return { content, events: withEvent(state, `${kind}.set`) };
  const version = Number(content?.version ?? 0) + 1;
  const event = content === null ? `${kind}.set` : `${kind}.replaced`;
  return { content: { ...content, hint: hintOf(token), version }, events: withEvent(state, event) };
}

/** One person's token on one runtime: set, replaced, deleted. */
export function userTokenSlot(
  owner: Persona,
  email: string,
  runtime: { readonly id: string; readonly name: string },
  tokens: readonly PastableToken[],
): Slot {
  return {
    name: `the user token of ${owner} on ${runtime.name}`,
    owner,
    read: async (database) => ({
      content: await contentIn(
        database,
        `SELECT hint, version FROM git_token JOIN person ON person.id = person_id
         WHERE kind = 'USER' AND email = ? AND runtime_id = ?`,
        email,
        runtime.id,
      ),
      events: await countEvents(database, runtime.name, 'userToken.%', email),
    }),
    changesFrom: (state) => [
      ...tokens.map((token) => ({
        words: `set ${hintOf(token)}`,
        after: settingOf(state, token, 'userToken'),
        send: (who: GraphQLClient) => operation.setUserToken(who, runtime.id, token.value),
      })),
      {
        words: 'delete',
        after: state.content === null ? state : { content: null, events: withEvent(state, 'userToken.deleted') },
        send: (who) => operation.deleteUserToken(who, runtime.id),
      },
    ],
  };
}

/** The token of a runtime that stays: replaced. */
export function runtimeTokenSlot(
  owner: Persona,
  runtime: { readonly id: string; readonly name: string },
  tokens: readonly PastableToken[],
): Slot {
  return {
    name: `the runtime token of ${runtime.name}`,
    owner,
    read: async (database) => ({
      content: await contentIn(
        database,
        "SELECT hint, version FROM git_token WHERE kind = 'RUNTIME' AND runtime_id = ?",
        runtime.id,
      ),
      events: await countEvents(database, runtime.name, 'runtimeToken.%', '%'),
    }),
    changesFrom: (state) =>
      tokens.map((token) => ({
        words: `set ${hintOf(token)}`,
        after: settingOf(state, token, 'runtimeToken'),
        send: (who) => operation.setRuntimeToken(who, runtime.id, token.value),
      })),
  };
}
