// What is a Git token to the gateway: its kinds, its types, its form, and what is stored beside the sealed value?

import { badInput } from './errors';
import { Secret } from './secret';
import type { TokenEvidence } from './token-evidence';

export const GIT_TOKEN_KINDS = ['RUNTIME', 'USER'] as const;
/** RUNTIME: the runtime's own, managed by admins. USER: one person's on one runtime, managed by that person only. */
export type GitTokenKind = (typeof GIT_TOKEN_KINDS)[number];

export const GIT_TOKEN_TYPES = [
  'GITHUB_CLASSIC',
  'GITHUB_FINE_GRAINED',
  'GITHUB_OAUTH',
  'GITHUB_APP_USER',
  'GITHUB_APP_INSTALLATION',
  'GITLAB_PERSONAL',
  'GITLAB_GROUP',
  'GITLAB_PROJECT',
  'GITLAB_SERVICE_ACCOUNT',
  'GITLAB_GRANULAR',
  'GITLAB_OAUTH',
  'BITBUCKET_API_TOKEN',
  'BITBUCKET_REPOSITORY_TOKEN',
  'BITBUCKET_PROJECT_TOKEN',
  'BITBUCKET_WORKSPACE_TOKEN',
  'BITBUCKET_OAUTH',
  'BITBUCKET_SERVER_HTTP_TOKEN',
  'UNKNOWN',
] as const;
/** What a provider calls the sort of token it is. */
export type GitTokenType = (typeof GIT_TOKEN_TYPES)[number];

/** Length of a token value after trimming, in characters (R18). GitHub's newest installation tokens have about 520. */
export const TOKEN_LENGTH = { min: 8, max: 4096 } as const;

const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/** What is sealed: enough to authenticate at the provider. Versioned, so that credentials of other shapes fit later. */
export interface GitCredential {
  readonly value: Secret;
  /** Bitbucket Cloud API tokens need the Atlassian account's e-mail beside them. */
  readonly username: string | null;
}

/** A token as somebody pasted it. */
export interface PastedToken extends GitCredential {
  /** The expiry its setter declares; counts only where the provider cannot say (R20). */
  readonly declaredExpiresAt: Date | null;
}

/** Trims a pasted value and holds it to the form of R18; `BAD_USER_INPUT` names the field, never the value. */
export function parseTokenValue(pasted: string, path = 'token.value'): Secret {
  const value = pasted.trim();
  if (value.length < TOKEN_LENGTH.min || value.length > TOKEN_LENGTH.max) {
    throw badInput({ path, constraints: [`must have ${TOKEN_LENGTH.min} to ${TOKEN_LENGTH.max} characters`] });
  }
  if (!PRINTABLE_ASCII.test(value)) {
    throw badInput({ path, constraints: ['must be printable ASCII without blanks inside'] });
  }
  return new Secret(value);
}

/** The last four characters: enough to tell tokens apart, too little to use. */
export const tokenHint = (value: Secret): string => value.reveal().slice(-4);

/** Who else has the same value or the same login, seen from one token's place. What of it is told to whom: judge-token.ts. */
export interface ReuseFindings {
  /** User token: the value serves another person, anywhere. Runtime token: it serves a runtime of another account. */
  readonly elsewhere: boolean;
  /** Runtime token: the value serves another runtime of the same account (R6). */
  readonly anotherRuntimeOfAccount: boolean;
  /** One value as runtime token and as the viewer's own user token, in either order (R6). */
  readonly sameAsViewersOwn: boolean;
  /** User token: another person's token of the same Git system has the same login there. */
  readonly sharedLogin: boolean;
}

export const NO_REUSE: ReuseFindings = {
  elsewhere: false,
  anotherRuntimeOfAccount: false,
  sameAsViewersOwn: false,
  sharedLogin: false,
};

/** A stored token without its value: ciphertext and fingerprint never leave the store. */
export interface StoredGitToken {
  readonly id: string;
  readonly kind: GitTokenKind;
  readonly runtimeId: string;
  /** The owner of a user token; null for a runtime token. */
  readonly personId: string | null;
  /** Begins at 1 and goes up with every replacement. */
  readonly version: number;
  readonly hint: string;
  readonly evidence: TokenEvidence;
  readonly declaredExpiresAt: Date | null;
  /** False when its envelope cannot be opened: a lost key, a flipped bit, a swapped row. */
  readonly readable: boolean;
  /** Null: nobody has looked, and no warning can be given. */
  readonly reuse: ReuseFindings | null;
  /** E-mail of who set it last. */
  readonly setBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly verifiedAt: Date;
}
