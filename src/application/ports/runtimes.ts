// How are runtimes found, listed and written?

import type { Runtime } from '../../domain/runtime';

/** Which runtime is meant. Whoever asks, only what they can see is found. */
export type RuntimeKey =
  | { readonly runtimeId: string }
  | { readonly accountId: string; readonly name: string }
  | { readonly tokenId: string };

export interface RuntimePageQuery {
  /** Null: of all the viewer's accounts. */
  readonly accountId: string | null;
  /** Part of the name, any case. */
  readonly search: string | null;
  /** The last (name, id) of the page before. */
  readonly after: { readonly name: string; readonly id: string } | null;
  /** How many rows; null for all. */
  readonly limit: number | null;
  /** Whether whom else the tokens serve is looked up, on which warnings depend; it takes as long as all the rest. */
  readonly withReuse: boolean;
}

/** What may be changed of a runtime; left out: unchanged. */
export type RuntimeChanges = Partial<
  Pick<Runtime, 'name' | 'sharedConfigRepository' | 'accessMode' | 'scopeCheckMode'>
>;

export interface RuntimeRepository {
  /** Refers to a token that the same transaction stores (R1). `CONFLICT` `NAME_TAKEN` when the account has one of that name. */
  add(runtime: Runtime, tokenId: string): Promise<void>;
  update(runtimeId: string, changes: RuntimeChanges): Promise<void>;
  /** With its tokens and grants. */
  delete(runtimeId: string): Promise<void>;
}
