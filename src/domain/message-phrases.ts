// How do messages about tokens speak of providers, scopes, times, and of where a new token is made? The phrases they share.

import { wayToCreate } from './create-token-url';
import type { ExaminedToken } from './examine-token';
import { GIT_PROVIDERS, type GitProviderFamily, type GitProviderKind } from './git-provider';
import type { ScopeVocabulary } from './scope-vocabularies';
import type { Inspection, NotAsked } from './token-evidence';
import { TOKEN_TYPES } from './token-types';
import type { RequirementState, VerdictReason } from './token-verdict';

/** What a message may speak of. */
export interface MessageFacts {
  readonly reason: VerdictReason;
  readonly inspection: Inspection | NotAsked;
  readonly token: ExaminedToken;
  readonly fixUrl: string | null;
}

export const FAMILY_NAMES: Readonly<Record<GitProviderFamily, string>> = {
  GITHUB: 'GitHub',
  GITLAB: 'GitLab',
  BITBUCKET_CLOUD: 'Bitbucket Cloud',
  BITBUCKET_SERVER: 'Bitbucket Data Center',
};

/** Where the name on a list ("GitLab self-managed") does not read well in a sentence. */
const NAMES_IN_SENTENCES: Partial<Record<GitProviderKind, string>> = { GITLAB_SERVER: FAMILY_NAMES.GITLAB };

export const providerOf = ({ token: { context } }: MessageFacts): string =>
  NAMES_IN_SENTENCES[context.provider] ?? GIT_PROVIDERS[context.provider].name;

export const familyOf = ({ token }: MessageFacts): GitProviderFamily => GIT_PROVIDERS[token.context.provider].family;

export const isRuntimeToken = ({ token }: MessageFacts): boolean => token.context.tokenKind === 'RUNTIME';

/** `repo and admin:repo_hook`: the requirements in this state. */
export const scopesThatAre = (state: RequirementState, { token }: MessageFacts): string =>
  list(token.requirements.filter((requirement) => requirement.state === state).map(({ scope }) => scope));

/** As GitHub's and GitLab's forms of fine-grained tokens and Bitbucket Data Center's call them; scopes everywhere else. */
const HELD_AS_PERMISSIONS: readonly ScopeVocabulary[] = [
  'GITHUB_PERMISSIONS',
  'GITLAB_PERMISSIONS',
  'BITBUCKET_SERVER_LEVELS',
];

/** `the scopes repo and admin:repo_hook`; `the permission REPO_WRITE`. */
export function neededRights({ requirements, heldTo }: ExaminedToken): string {
  const word = HELD_AS_PERMISSIONS.includes(TOKEN_TYPES[heldTo].vocabulary) ? 'permission' : 'scope';
  const names = requirements.map(({ scope }) => scope);
  return `the ${word}${names.length === 1 ? '' : 's'} ${list(names)}`;
}

/** `Create one with the scopes repo and admin:repo_hook here: https://…` Ends with the address, for which a full stop would be part of it. */
export function create(what: string, { token, fixUrl }: MessageFacts): string {
  const { onThePage, elsewhere } = wayToCreate(token.heldTo);
  const where = fixUrl === null ? `${elsewhere}.` : ` here${onThePage}: ${fixUrl}`;
  return `Create ${what} with ${neededRights(token)}${where}`;
}

/** `2026-12-31 10:00 UTC` */
export const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** ` on 2026-12-31 10:00 UTC`; nothing when no end is known. */
export const onItsLastDay = ({ token: { expiry } }: MessageFacts): string =>
  expiry === null ? '' : ` on ${minuteOf(expiry.at)}`;

export const withArticle = (name: string): string => `${/^(?:API|HTTP|OAuth)/.test(name) ? 'an' : 'a'} ${name}`;

/** `a`, `a and b`, `a, b and c`. */
export function list(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
