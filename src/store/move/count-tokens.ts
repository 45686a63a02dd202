// How many tokens are there, and how many do not open with the keys that are given?

import type { TokenCipher } from '../../application/ports';
import type { GitTokenKind } from '../../domain/git-token';
import { batchesOf } from './batches';
import type { Side } from './side';

export const TOKENS = 'git_token';

export interface TokenCount {
  readonly total: number;
  /** Sealed with a key that is not given, or damaged. */
  readonly unreadable: number;
}

/** What is needed to open one. */
interface SealedToken {
  readonly id: string;
  readonly kind: GitTokenKind;
  readonly sealed: string;
}

const COLUMNS = ['id', 'kind', 'sealed'] as const satisfies readonly (keyof SealedToken)[];

export async function countTokens(
  side: Side,
  cipher: TokenCipher,
  advance: (rows: number) => void,
): Promise<TokenCount> {
  const opens = ({ id, kind, sealed }: SealedToken) => cipher.open(sealed, { kind, tokenId: id }) !== null;
  let total = 0;
  let unreadable = 0;
  for await (const tokens of batchesOf<SealedToken>(side, side.table(TOKENS), COLUMNS)) {
    total += tokens.length;
    unreadable += tokens.filter((token) => !opens(token)).length;
    advance(tokens.length);
  }
  return { total, unreadable };
}
