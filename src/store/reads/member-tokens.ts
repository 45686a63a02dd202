// How do a member's user tokens stand, seen by another? Of the tokens only what a status is derived from is read.

import type { MemberTokensQuery, MemberTokenView, TokenCipher } from '../../application/ports';
import type { Viewer } from '../../domain/account';
import { NO_REUSE } from '../../domain/git-token';
import type { TokenFacts } from '../../domain/token-status';
import type { Connection } from '../connection';
import { textToDate } from '../entities/columns';
import { Statement } from '../statement';
import {
  BEFORE_ALL,
  REUSE_COLUMNS,
  RUNTIME_VIEW_COLUMNS,
  runtimeViewTables,
  VISIBLE_RUNTIMES,
} from './runtime-columns';
import { type RuntimeRow, runtimeViewOf } from './runtime-row';
import { readEvidence } from './stored-evidence';

// The runtime is the viewer's view of it; the member's token stands beside, never in the place of the viewer's own.
const PAGE = new Statement(`
  SELECT ${RUNTIME_VIEW_COLUMNS}, ${REUSE_COLUMNS},
    mt.id AS mt_id, mt.sealed AS mt_sealed, mt.evidence AS mt_evidence,
    mt.declared_expires_at AS mt_declared_expires_at, mt.verified_at AS mt_verified_at
  ${runtimeViewTables()}
  LEFT JOIN git_token mt
    ON mt.kind = 'USER' AND mt.person_id = :memberPersonId AND mt.runtime_id = runtime.id AND mt.suspended_at IS NULL
  WHERE visible.person_id = :personId AND runtime.id IN (
    SELECT runtime.id ${VISIBLE_RUNTIMES} AND runtime.account_id = :accountId
      AND EXISTS (SELECT 1 FROM visible_runtime theirs
        WHERE theirs.person_id = :memberPersonId AND theirs.runtime_id = runtime.id)
      AND (runtime.name, runtime.id) > (:afterName, :afterId)
    ORDER BY runtime.name, runtime.id
    LIMIT CAST(:limit AS bigint))
  ORDER BY runtime.name, runtime.id`);

interface MemberTokenRow extends RuntimeRow {
  /** Null when the member has no user token on the runtime; then so are the others. */
  readonly mt_id: string | null;
  readonly mt_sealed: string;
  readonly mt_evidence: string;
  readonly mt_declared_expires_at: string | null;
  readonly mt_verified_at: string;
}

export async function pageOfMemberTokens(
  connection: Connection,
  cipher: TokenCipher,
  viewer: Viewer,
  { accountId, personId, after, limit }: MemberTokensQuery,
): Promise<MemberTokenView[]> {
  const { name, id } = after ?? BEFORE_ALL;
  const rows = await connection.all<MemberTokenRow>(PAGE, {
    personId: viewer.personId,
    memberPersonId: personId,
    accountId,
    afterName: name,
    afterId: id,
    limit,
  });
  return rows.map((row) => ({ view: runtimeViewOf(row, cipher), memberToken: tokenFactsOf(row, cipher) }));
}

/** Whom else its value serves is not asked: no status depends on it. */
function tokenFactsOf(row: MemberTokenRow, cipher: TokenCipher): TokenFacts | null {
  if (row.mt_id === null) return null;
  return {
    kind: 'USER',
    evidence: readEvidence(row.mt_evidence),
    declaredExpiresAt: row.mt_declared_expires_at === null ? null : textToDate(row.mt_declared_expires_at),
    readable: cipher.opens(row.mt_sealed, { kind: 'USER', tokenId: row.mt_id }),
    reuse: NO_REUSE,
    verifiedAt: textToDate(row.mt_verified_at),
  };
}
