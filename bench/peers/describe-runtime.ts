// How does a row become what a page shows? By hand; status and readability by the gateway's own rules, as all sides must agree.

import { encodeCursor } from '../../src/application/paging';
import type { TokenCipher } from '../../src/application/ports';
import type { TokenEvidence } from '../../src/domain/token-evidence';
import { effectiveExpiry } from '../../src/domain/token-expiry';
import {
  type GitTokenStatus,
  storedTokenStatus,
  type TokenFacts,
  type TokenPlaceView,
} from '../../src/domain/token-status';
import type { RuntimeRow } from './rows';
import type { PeerViewer } from './sign-in';

export interface ShownToken {
  readonly hint: string;
  readonly expiresAt: Date | null;
  readonly verdict: { readonly grantedScopes: readonly string[] | null };
}

export interface ShownRuntime {
  readonly id: string;
  readonly name: string;
  readonly gitProvider: string;
  readonly runtimeTokenStatus: GitTokenStatus;
  readonly userTokenStatus: GitTokenStatus;
  readonly runtimeToken: ShownToken | null;
  readonly userToken: ShownToken | null;
}

export interface ShownPage {
  readonly edges: readonly { readonly node: ShownRuntime }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export function describePage(
  rows: readonly RuntimeRow[],
  size: number,
  viewer: PeerViewer,
  cipher: TokenCipher,
  now: Date,
): ShownPage {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const list = ['runtimes', viewer.personId, null, null, []];
  return {
    edges: shown.map((row) => ({ node: describeRuntime(row, viewer, cipher, now) })),
    pageInfo: {
      hasNextPage: rows.length > size,
      endCursor: last === undefined ? null : encodeCursor(list, [last.runtime_name, last.runtime_id]),
    },
  };
}

export function describeRuntime(row: RuntimeRow, viewer: PeerViewer, cipher: TokenCipher, now: Date): ShownRuntime {
  const place = placeOf(row);
  const runtimeToken = runtimeTokenOf(row, cipher);
  const userToken = row.ut_id === null ? null : userTokenOf(row, row.ut_id, cipher);
  return {
    id: row.runtime_id,
    name: row.runtime_name,
    gitProvider: row.git_provider,
    runtimeTokenStatus: storedTokenStatus(place, runtimeToken, now),
    userTokenStatus: storedTokenStatus(place, userToken, now),
    runtimeToken: viewer.adminOf.has(row.account_id) ? show(runtimeToken, row.rt_hint) : null,
    userToken: userToken && show(userToken, row.ut_hint),
  };
}

export const placeOf = (row: RuntimeRow): TokenPlaceView => ({
  runtime: {
    gitProvider: row.git_provider,
    gitProviderUrl: row.git_provider_url,
    scopeCheckMode: row.scope_check_mode,
  },
  account: { policy: { runtimeTokenReuse: row.runtime_token_reuse, runtimeTokenOwner: row.runtime_token_owner } },
});

const dateOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text));

const runtimeTokenOf = (row: RuntimeRow, cipher: TokenCipher): TokenFacts => ({
  kind: 'RUNTIME',
  evidence: JSON.parse(row.rt_evidence),
  declaredExpiresAt: dateOrNull(row.rt_declared_expires_at),
  readable: cipher.opens(row.rt_sealed, { kind: 'RUNTIME', tokenId: row.rt_id }),
  reuse: null,
  verifiedAt: new Date(row.rt_verified_at),
});

const userTokenOf = (row: RuntimeRow, id: string, cipher: TokenCipher): TokenFacts => ({
  kind: 'USER',
  evidence: JSON.parse(row.ut_evidence),
  declaredExpiresAt: dateOrNull(row.ut_declared_expires_at),
  readable: cipher.opens(row.ut_sealed, { kind: 'USER', tokenId: id }),
  reuse: null,
  verifiedAt: new Date(row.ut_verified_at),
});

const show = ({ evidence, declaredExpiresAt }: TokenFacts, hint: string): ShownToken => ({
  hint,
  expiresAt: effectiveExpiry(evidence, declaredExpiresAt)?.at ?? null,
  verdict: { grantedScopes: listedScopes(evidence) },
});

const listedScopes = (evidence: TokenEvidence): readonly string[] | null =>
  evidence.answer === 'ACCEPTED' && evidence.scopes.how === 'READ' ? evidence.scopes.scopes : null;
