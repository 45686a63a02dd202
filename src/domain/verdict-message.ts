// How does a good colleague put it? What is wrong and how to mend it, in the provider's own words, without any value somebody pasted.

import { type ExaminedToken, isOutOfReach } from './examine-token';
import { GIT_PROVIDERS, type GitProviderFamily } from './git-provider';
import type { GitTokenType } from './git-token';
import { refusalByType } from './required-scopes';
import type { Inspection, NotAsked } from './token-evidence';
import { familyOfType, nameOfType } from './token-types';
import type { TokenWarningCode, VerdictReason } from './token-verdict';

/** What a message may speak of. */
export interface MessageFacts {
  readonly inspection: Inspection | NotAsked;
  readonly token: ExaminedToken;
  readonly fixUrl: string | null;
}

type Sentence = (facts: MessageFacts) => string;

const FAMILY_NAMES: Readonly<Record<GitProviderFamily, string>> = {
  GITHUB: 'GitHub',
  GITLAB: 'GitLab',
  BITBUCKET_CLOUD: 'Bitbucket Cloud',
  BITBUCKET_SERVER: 'Bitbucket Data Center',
};

const REASON_SENTENCES: Readonly<Record<VerdictReason, Sentence>> = {
  SATISFIED: (facts) => `${provider(facts)} accepts the token, and it has every scope it needs.`,
  SCOPES_UNREADABLE: (facts) =>
    `${provider(facts)} accepts the token but does not say whether it has ${unproved(facts)}. ` +
    'Should something fail later, look there first.',
  SCOPES_REPORTED: (facts) =>
    `The token lacks ${missing(facts)}${where(facts)}; this runtime takes it nevertheless. ${create('one', facts)}`,
  MISSING_SCOPES: (facts) =>
    isOutOfReach(facts.inspection)
      ? `The token does not reach the runtime’s shared configuration repository. ${letItReach(facts)} ${create('one', facts)}`
      : `The token lacks ${missing(facts)}${where(facts)}. ${create('one', facts)}`,
  INVALID_TOKEN: (facts) =>
    `${provider(facts)} does not accept the token: ${whatIsWrong(facts)}. ${create('a new one', facts)}`,
  EXPIRED_TOKEN: (facts) =>
    `The token ${facts.token.expiry === null ? 'has expired' : `expired${when(facts)}`}. ${create('a new one', facts)}`,
  EXPIRES_TOO_SOON: (facts) =>
    `The token expires${when(facts)}, in less than 24 hours, which is too soon for a runtime. ` +
    create('one that lives longer', facts),
  BLOCKED_BY_PROVIDER: (facts) =>
    `${provider(facts)} knows the token but keeps it out: single sign-on, an organization’s rule, or a block. ` +
    (facts.fixUrl === null
      ? `Ask an administrator at ${provider(facts)} to let it in.`
      : `Let it in here: ${facts.fixUrl}`),
  WRONG_TOKEN_TYPE: (facts) => `${wrongType(facts)} ${create(theRightType(facts), facts)}`,
  WRONG_PROVIDER: (facts) => `${wrongProvider(facts)} ${create(theRightType(facts), facts)}`,
  TOKEN_REUSED: (facts) =>
    isRuntime(facts)
      ? `This token is in use elsewhere already. ${create('one for this runtime alone', facts)}`
      : `This token is in use by somebody else already. ${create('one of your own', facts)}`,
  OWNER_NOT_SERVICE_ACCOUNT: (facts) =>
    'The token belongs to a person, but this account wants a service account for its runtimes. ' +
    create(`one as a service account at ${provider(facts)}`, facts),
  PROVIDER_UNAVAILABLE: (facts) =>
    `${provider(facts)} could not be asked, so nothing was changed. Try again in a few minutes.`,
  PROVIDER_RATE_LIMITED: (facts) =>
    `${provider(facts)} takes no more requests for now, so nothing was changed. Try again ${retry(facts)}.`,
};

const WARNING_SENTENCES: Readonly<Record<TokenWarningCode, Sentence>> = {
  SCOPES_UNREADABLE: (facts) =>
    `${provider(facts)} does not say whether the token has ${unproved(facts)}; make sure that it has.`,
  REPOSITORY_UNREACHABLE: (facts) =>
    facts.inspection.answer === 'ACCEPTED' && facts.inspection.repository === 'MOVED'
      ? 'The shared configuration repository has moved; name its new place in the runtime.'
      : 'The token does not reach the shared configuration repository; give its owner access, or correct the name in the runtime.',
  EXCESS_SCOPES: (facts) =>
    `The token may do far more than it needs to (${list(facts.token.excess)}); a new one without that is safer.`,
  NO_EXPIRY: () => 'The token never expires; one with an expiry date does less harm when it leaks.',
  EXPIRES_SOON: (facts) => `The token expires${when(facts)}; set a new one before that.`,
  OWNER_NOT_SERVICE_ACCOUNT: (facts) =>
    ownerIsKnown(facts)
      ? 'The token belongs to a person and stops working when they leave; use one of a service account.'
      : `${provider(facts)} does not tell whether the token belongs to a service account; make sure that it does.`,
  OWNER_NOT_PERSON: (facts) =>
    `The token acts as a robot account, so what you do with it does not carry your name at ${provider(facts)}; use your own.`,
  SHARED_LOGIN: (facts) =>
    `Somebody else uses the same ${provider(facts)} login here; use a login that is yours alone.`,
  RUNTIME_TOKEN_REUSED: () =>
    'Another runtime uses this token too, and both stop when it is revoked; give each runtime a token of its own.',
  SAME_AS_YOUR_USER_TOKEN: (facts) =>
    isRuntime(facts)
      ? 'This is your own user token too; give the runtime one of a service account.'
      : 'This is a runtime’s token too; create one of your own for yourself.',
};

/** The verdict's message: a sentence or two, and one more where a refusal is a moment old. */
export const verdictMessage = (reason: VerdictReason, facts: MessageFacts): string =>
  `${REASON_SENTENCES[reason](facts)}${notAskedAnew(facts)}`;

export const warningMessage = (code: TokenWarningCode, facts: MessageFacts): string => WARNING_SENTENCES[code](facts);

// ── parts of sentences ───────────────────────────────────────────────────────────────────────────

const provider = ({ token }: MessageFacts): string => GIT_PROVIDERS[token.context.provider].name;

const isRuntime = ({ token }: MessageFacts): boolean => token.context.tokenKind === 'RUNTIME';

const ownerIsKnown = ({ inspection }: MessageFacts): boolean =>
  inspection.answer === 'ACCEPTED' && inspection.identity?.kind === 'PERSON';

const scopesThatAre = (state: 'MISSING' | 'UNKNOWN', { token }: MessageFacts): string =>
  list(token.requirements.filter((requirement) => requirement.state === state).map(({ scope }) => scope));

const missing = (facts: MessageFacts): string => scopesThatAre('MISSING', facts);

/** What was probed was probed at one repository; elsewhere the token may well have it. */
const where = ({ token }: MessageFacts): string =>
  token.requirements.some(({ state, evidence }) => state === 'MISSING' && evidence === 'PROBED')
    ? ' on the runtime’s shared configuration repository'
    : '';

const unproved = (facts: MessageFacts): string => scopesThatAre('UNKNOWN', facts);

/** Bitbucket answers all of these alike. */
const whatIsWrong = ({ inspection }: MessageFacts): string =>
  inspection.tokenType === 'BITBUCKET_API_TOKEN'
    ? 'it was revoked, has expired, has no scopes, was not pasted whole, or the e-mail is not that of its account'
    : 'it was revoked, has expired, or was not pasted whole';

/** `Create a classic token with repo and admin:repo_hook here: https://…` */
function create(what: string, { token, fixUrl }: MessageFacts): string {
  const scopes = list(token.requirements.map(({ scope }) => scope));
  return `Create ${what} with ${scopes}${fixUrl === null ? '.' : ` here: ${fixUrl}`}`;
}

/** What a token may reach beside what its owner may see. */
const WAYS_TO_REACH: Readonly<Partial<Record<GitTokenType, string>>> = {
  // It reaches chosen repositories of one resource owner, and nothing private until an organization approves it.
  GITHUB_FINE_GRAINED:
    'Its resource owner must be the repository’s owner, the repository must be among those selected, and the organization may have to approve the token first.',
  GITHUB_APP_USER: 'The app must be installed on it, and the token’s owner must have access to it.',
};

const letItReach = ({ token }: MessageFacts): string =>
  WAYS_TO_REACH[token.heldTo] ?? 'Give the token’s owner access to it.';

const theRightType = ({ token }: MessageFacts): string => withArticle(nameOfType(token.heldTo));

function wrongType(facts: MessageFacts): string {
  const { tokenType } = facts.inspection;
  const refusal = refusalByType(tokenType, facts.token.context.tokenKind);
  if (refusal === null) {
    return `${provider(facts)}’s API does not take this kind of token (deploy, runner, job, feed, refresh, app password).`;
  }
  const kind = isRuntime(facts) ? 'a runtime token' : 'a user token';
  return `This is ${withArticle(nameOfType(tokenType))}, which cannot serve as ${kind} because ${refusal.because}.`;
}

function wrongProvider(facts: MessageFacts): string {
  const family = familyOfType(facts.inspection.tokenType);
  if (family === null || family === GIT_PROVIDERS[facts.token.context.provider].family) {
    return `This token belongs to another Git host than this runtime’s (${provider(facts)}), so it was sent nowhere.`;
  }
  return `This token is for ${FAMILY_NAMES[family]}, but the runtime uses ${provider(facts)}, so it was sent nowhere.`;
}

/** ` on 2026-12-31 10:00 UTC`; nothing when no end is known. */
function when({ token }: MessageFacts): string {
  return token.expiry === null ? '' : ` on ${minuteOf(token.expiry.at)}`;
}

function retry({ inspection }: MessageFacts): string {
  const at = inspection.answer === 'UNDETERMINED' ? inspection.retryAt : null;
  return at === null ? 'in a few minutes' : `after ${minuteOf(at)}`;
}

/** Said by the second: what was asked a minute ago is asked again within one. */
function notAskedAnew(facts: MessageFacts): string {
  const { inspection } = facts;
  if (inspection.answer !== 'REFUSED' || inspection.askedAgainAt === undefined) return '';
  const time = `${inspection.askedAgainAt.slice(11, 19)} UTC`;
  return ` ${provider(facts)} said so less than a minute ago and was not asked again; it will be after ${time}.`;
}

const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const withArticle = (name: string): string => `${/^(?:API|HTTP|OAuth)/.test(name) ? 'an' : 'a'} ${name}`;

/** `a`, `a and b`, `a, b and c`. */
function list(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
