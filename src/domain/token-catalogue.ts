// Which tokens can a person create at a Git system to serve as a kind, what do they need, and where are they created?

import { createTokenUrl } from './create-token-url';
import { GIT_PROVIDERS, type GitProviderKind } from './git-provider';
import type { GitTokenKind } from './git-token';
import { type RequiredScope, requiredScopes, typesThatServe } from './required-scopes';
import type { KnownTokenType } from './token-types';

/** What one type of token needs to serve as one kind of token. */
export interface TokenRequirement {
  readonly tokenType: KnownTokenType;
  readonly scopes: readonly RequiredScope[];
  /** The provider's own form; null where it has none, or nobody has said where the provider lives. */
  readonly createUrl: string | null;
}

/** One for each type that can serve; those that live for hours only, or belong to nobody, are left out. */
export const tokenRequirements = (
  provider: GitProviderKind,
  tokenKind: GitTokenKind,
  webRoot: string | null,
): TokenRequirement[] =>
  typesThatServe(GIT_PROVIDERS[provider].family, tokenKind).map((tokenType) => {
    const scopes = requiredScopes(tokenType, tokenKind);
    const names = scopes.map(({ scope }) => scope);
    return { tokenType, scopes, createUrl: webRoot && createTokenUrl(tokenType, webRoot, names) };
  });
