// How does all that is in a database come into another one? In one transaction there, while nobody can write here. The
// source is never changed.

import { isDeepStrictEqual } from 'node:util';
import type { TokenCipher } from '../../application/ports';
import type { DatabaseSettings } from '../database-settings';
import { batchesOf, insert } from './batches';
import { countTokens, TOKENS, type TokenCount } from './count-tokens';
import { MoveRefused, type SideName } from './move-refused';
import { openPostgresSource, openPostgresTarget } from './postgres-side';
import { isSameDatabase } from './same-database';
import type { Side } from './side';
import { openSqliteSource, openSqliteTarget } from './sqlite-side';

export interface MoveOptions {
  readonly source: DatabaseSettings;
  readonly target: DatabaseSettings;
  /** Opens every token, on both sides. */
  readonly cipher: TokenCipher;
  /** Tokens that do not open are moved as they are. */
  readonly keepUnreadable: boolean;
  readonly progress: MoveProgress;
}

/** Is told how far it is. */
export interface MoveProgress {
  /** First of all, and once: of how many rows it will be told. */
  begin(rows: number): void;
  step(step: MoveStep): void;
  advance(rows: number): void;
}

export type MoveStep =
  | { readonly kind: 'OPENING_TOKENS'; readonly of: SideName }
  | { readonly kind: 'COPYING'; readonly table: string };

export interface Moved {
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly tokens: TokenCount;
}

/** Tokens do not open with the keys that are given. Nothing was changed. */
export class TokensUnreadable extends Error {
  override readonly name = 'TokensUnreadable';

  constructor(readonly tokens: TokenCount) {
    super(`${tokens.unreadable} of ${tokens.total} tokens cannot be opened.`);
  }
}

/** All or nothing. Rejects with {@link MoveRefused} or {@link TokensUnreadable}. */
export async function moveDatabase(options: MoveOptions): Promise<Moved> {
  if (isSameDatabase(options.source, options.target)) {
    throw new MoveRefused('target', 'it is the database that is moved.');
  }
  const source = await openSource(options.source);
  try {
    const target = await openTarget(options.target);
    try {
      const moved = await moveRows(source, target, options);
      await target.commit();
      return moved;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

const openSource = (settings: DatabaseSettings): Promise<Side> =>
  settings.kind === 'sqlite' ? openSqliteSource(settings) : openPostgresSource(settings);

const openTarget = (settings: DatabaseSettings): Promise<Side> =>
  settings.kind === 'sqlite' ? openSqliteTarget(settings) : openPostgresTarget(settings);

/** Copied and checked, not committed. Tokens are opened before, too: what will be refused is not copied first. */
async function moveRows(source: Side, target: Side, { cipher, keepUnreadable, progress }: MoveOptions): Promise<Moved> {
  const tables = await countRows(source);
  const tokensToOpen = tables.find(({ name }) => name === TOKENS)?.rows ?? 0;
  progress.begin(tables.reduce((sum, { rows }) => sum + rows, 2 * tokensToOpen));
  const openTokens = (side: Side) => {
    progress.step({ kind: 'OPENING_TOKENS', of: side.name });
    return countTokens(side, cipher, (rows) => progress.advance(rows));
  };

  const tokens = await openTokens(source);
  if (tokens.unreadable > 0 && !keepUnreadable) throw new TokensUnreadable(tokens);
  await copyRows(source, target, progress);
  mustEqual(tables, await countRows(target));
  mustEqual(tokens, await openTokens(target));
  return { tables, tokens };
}

async function copyRows(source: Side, target: Side, progress: MoveProgress): Promise<void> {
  for (const table of source.tables) {
    progress.step({ kind: 'COPYING', table: table.name });
    for await (const rows of batchesOf(source, table)) {
      await insert(target, table, rows);
      progress.advance(rows.length);
    }
  }
}

async function countRows(side: Side): Promise<Moved['tables']> {
  const counts = [];
  for (const table of side.tables) counts.push({ name: table.name, rows: await side.count(table) });
  return counts;
}

/** What is counted of the source, and of the target after the copy. */
function mustEqual(expected: unknown, counted: unknown): void {
  if (isDeepStrictEqual(expected, counted)) return;
  throw new MoveRefused('target', 'what arrived there is not what was sent. Nothing was changed. Please report this.');
}
