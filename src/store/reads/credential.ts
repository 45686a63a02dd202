// What is the value of a stored token? The one way out of the store, and only for tokens that may be used now.

import type { TokenCipher } from '../../application/ports';
import type { GitCredential, GitTokenKind } from '../../domain/git-token';
import type { Connection } from '../connection';
import { Statement } from '../statement';

// A user token without access to its runtime is out of use, suspended or not (R9).
const USABLE = new Statement(`
  SELECT kind, sealed FROM git_token token
  WHERE id = :tokenId AND suspended_at IS NULL AND (kind = 'RUNTIME' OR EXISTS (
    SELECT 1 FROM visible_runtime visible
    WHERE visible.person_id = token.person_id AND visible.runtime_id = token.runtime_id))`);

export async function findCredential(
  connection: Connection,
  cipher: TokenCipher,
  tokenId: string,
): Promise<GitCredential | null> {
  const [row] = await connection.all<{ kind: GitTokenKind; sealed: string }>(USABLE, { tokenId });
  return row === undefined ? null : cipher.open(row.sealed, { kind: row.kind, tokenId });
}
