// Who has access to a runtime, and how do a member's user tokens stand?

import type { RuntimeView } from '../../domain/runtime';
import type { TokenFacts } from '../../domain/token-status';

export interface RuntimeMembersQuery {
  readonly runtimeId: string;
  /** The last (e-mail, id) of the page before. */
  readonly after: { readonly email: string; readonly id: string } | null;
  readonly limit: number;
}

export interface MemberTokensQuery {
  readonly accountId: string;
  /** The person behind the member. */
  readonly personId: string;
  /** The last (name, id) of the page before. */
  readonly after: { readonly name: string; readonly id: string } | null;
  readonly limit: number;
}

/** A runtime as the viewer sees it, and what a member's status there is derived from. */
export interface MemberTokenView {
  readonly view: RuntimeView;
  /** Of the member's user token; null when there is none. */
  readonly memberToken: TokenFacts | null;
}
