// Which scopes mean anything to a verdict? All that something needs, includes, or goes beyond.

import { GIT_TOKEN_KINDS, GIT_TOKEN_TYPES } from '../domain/git-token';
import { requiredScopes } from '../domain/required-scopes';
import { SCOPE_VOCABULARIES } from '../domain/scope-vocabularies';
import { isKnown } from '../domain/token-types';

const needed = GIT_TOKEN_TYPES.filter(isKnown).flatMap((type) =>
  GIT_TOKEN_KINDS.flatMap((kind) => requiredScopes(type, kind).map(({ scope }) => scope)),
);

const named = Object.values(SCOPE_VOCABULARIES).flatMap(({ includes, excess }) => [
  ...Object.entries(includes).flatMap(([scope, included]) => [scope, ...included]),
  ...excess,
]);

/** Of all providers together: far fewer than are kept of one host's list. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set([...needed, ...named]);
