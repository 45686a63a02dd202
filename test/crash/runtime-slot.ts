// A runtime that comes and goes: created with its token, changed, its token replaced, deleted, created again under the same name.

import type { GraphQLClient } from '../support/graphql-client';
import * as operation from '../support/operations';
import type { TestDatabase } from '../support/test-database';
import type { Persona } from '../support/test-gateway';
import {
  type Change,
  contentIn,
  countEvents,
  hintOf,
  type PastableToken,
  type Slot,
  type SlotState,
  settingOf,
  withEvent,
} from './slots';

const REPOSITORIES = ['acme/gitops-config', 'acme/apps'];

interface RuntimeToBe {
  readonly accountId: string;
  readonly name: string;
  readonly gitProvider: string;
}

export class RuntimeSlot implements Slot {
  readonly name: string;
  /** Of the one that is there now, as far as the test has heard. */
  #id = '';

  constructor(
    readonly owner: Persona,
    private readonly runtime: RuntimeToBe,
    private readonly tokens: readonly PastableToken[],
  ) {
    this.name = `the runtime ${runtime.name}`;
  }

  async read(database: TestDatabase): Promise<SlotState> {
    const row = await contentIn(
      database,
      `SELECT runtime.id, shared_config_repository AS repository, hint, version
       FROM runtime LEFT JOIN git_token ON git_token.runtime_id = runtime.id AND kind = 'RUNTIME' WHERE name = ?`,
      this.runtime.name,
    );
    const { id = '', ...content } = row ?? {};
    this.#id = String(id);
    const events = await countEvents(database, this.runtime.name, 'runtime%', '%');
    return { content: row === null ? null : content, events };
  }

  changesFrom(state: SlotState): readonly Change[] {
    if (state.content === null) return this.tokens.map((token) => this.#creation(state, token));
    return [
      ...REPOSITORIES.map((repository) => this.#update(state, repository)),
      ...this.tokens.map((token) => this.#replacement(state, token)),
      this.#deletion(state),
    ];
  }

  #creation(state: SlotState, token: PastableToken): Change {
    return {
      words: `create with ${hintOf(token)}`,
      after: {
        content: { repository: null, hint: hintOf(token), version: 1 },
        events: withEvent(state, 'runtime.created'),
      },
      send: async (who: GraphQLClient) => {
        const answer = await operation.createRuntime(who, { ...this.runtime, token: { value: token.value } });
        this.#id = answer.body.data?.createRuntime?.runtime?.id ?? '';
        return answer;
      },
    };
  }

  #update(state: SlotState, repository: string): Change {
    const isChange = state.content?.repository !== repository;
    return {
      words: `move to ${repository}`,
      after: {
        content: { ...state.content, repository },
        events: isChange ? withEvent(state, 'runtime.updated') : state.events,
      },
      send: (who) => operation.updateRuntime(who, { runtimeId: this.#id, sharedConfigRepository: repository }),
    };
  }

  #replacement(state: SlotState, token: PastableToken): Change {
    return {
      words: `set ${hintOf(token)}`,
      after: settingOf(state, token, 'runtimeToken'),
      send: (who) => operation.setRuntimeToken(who, this.#id, token.value),
    };
  }

  #deletion(state: SlotState): Change {
    return {
      words: 'delete',
      after: { content: null, events: withEvent(state, 'runtime.deleted') },
      send: (who) => operation.deleteRuntime(who, this.#id),
    };
  }
}
