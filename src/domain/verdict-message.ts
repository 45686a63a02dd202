// How does a good colleague put a verdict? What is wrong and how to mend it, in the provider's own words, without any value somebody pasted.

import { isOutOfReach } from './examine-token';
import { GIT_PROVIDERS } from './git-provider';
import type { GitTokenType } from './git-token';
import {
  create,
  FAMILY_NAMES,
  isRuntimeToken,
  type MessageFacts,
  minuteOf,
  neededRights,
  onItsLastDay,
  providerOf,
  scopesThatAre,
  withArticle,
} from './message-phrases';
import { causesOfBlock, causesOfInvalidity, whoLiftsBlock } from './refusal-phrases';
import { refusalByType } from './required-scopes';
import { familyOfType, nameOfType } from './token-types';
import type { VerdictReason } from './token-verdict';

/** What is the matter, and what to do about it. */
interface Advice {
  readonly finding: string;
  readonly remedy?: string;
}

const ADVICE: Readonly<Record<VerdictReason, (facts: MessageFacts) => Advice>> = {
  SATISFIED: (facts) => ({ finding: `${providerOf(facts)} accepts the token, and it has every scope it needs.` }),
  SCOPES_UNREADABLE: (facts) => ({
    finding: `${providerOf(facts)} accepts the token but does not say whether it has ${scopesThatAre('UNKNOWN', facts)}; make sure that it has.`,
  }),
  SCOPES_REPORTED: (facts) => ({
    finding: `The token lacks ${missing(facts)}; this runtime takes it nevertheless.`,
    remedy: create('one', facts),
  }),
  MISSING_SCOPES: (facts) =>
    isOutOfReach(facts.inspection)
      ? {
          finding: 'The token does not reach the runtime’s shared configuration repository.',
          remedy: `${howToReach(facts)} ${create('one', facts)}`,
        }
      : { finding: `The token lacks ${missing(facts)}.`, remedy: create('one', facts) },
  INVALID_TOKEN: (facts) => ({
    finding: `${providerOf(facts)} does not accept the token: ${causesOfInvalidity(facts)}.`,
    remedy: create('a new one', facts),
  }),
  EXPIRED_TOKEN: (facts) => ({
    finding: `The token ${facts.token.expiry === null ? 'has expired' : `expired${onItsLastDay(facts)}`}.`,
    remedy: create('a new one', facts),
  }),
  EXPIRES_TOO_SOON: (facts) => ({
    finding: `The token expires${onItsLastDay(facts)}, in less than 24 hours, which is too soon for a runtime.`,
    remedy: create('a longer-lived one', facts),
  }),
  BLOCKED_BY_PROVIDER: blocked,
  WRONG_TOKEN_TYPE: (facts) => ({ finding: wrongType(facts), remedy: create(theRightType(facts), facts) }),
  WRONG_PROVIDER: (facts) => ({ finding: wrongProvider(facts), remedy: create(theRightType(facts), facts) }),
  TOKEN_REUSED: (facts) =>
    isRuntimeToken(facts)
      ? {
          finding: 'This token is in use elsewhere already.',
          remedy: create('one for this runtime alone', facts),
        }
      : { finding: 'This token is in use by somebody else already.', remedy: create('one of your own', facts) },
  OWNER_NOT_SERVICE_ACCOUNT: ({ token }) => ({
    finding: 'The token belongs to a person, but this account wants a service account for its runtimes.',
    // Only GitLab tells persons from robots.
    remedy: `Create one of a service account or of a group, with ${neededRights(token)}, in the settings of the group at GitLab.`,
  }),
  PROVIDER_UNAVAILABLE: (facts) => ({
    finding: `${providerOf(facts)} could not be asked, so nothing was changed.`,
    remedy: `Try again ${when(facts)}; if it stays so, ask whoever runs the gateway.`,
  }),
  PROVIDER_RATE_LIMITED: (facts) => ({
    finding: `${providerOf(facts)} takes no more requests for now, so nothing was changed.`,
    remedy: `Try again ${when(facts)}.`,
  }),
};

/** Two or three sentences. What to do stands last: it may end with an address. */
export function verdictMessage(facts: MessageFacts): string {
  const { finding, remedy } = ADVICE[facts.reason](facts);
  return [finding, notAskedAnew(facts), remedy].filter(Boolean).join(' ');
}

/** `repo`; what was probed was probed at one repository, and elsewhere the token may well have it. */
const missing = (facts: MessageFacts): string => `${scopesThatAre('MISSING', facts)}${whereProbed(facts)}`;

/** Bitbucket Data Center has levels of a project beside those of a repository. */
function whereProbed({ token: { requirements } }: MessageFacts): string {
  const probed = requirements.filter(({ state, evidence }) => state === 'MISSING' && evidence === 'PROBED');
  const ofProject = probed.filter(({ scope }) => scope.startsWith('PROJECT_'));
  if (probed.length === 0) return '';
  if (ofProject.length === 0) return ' on the runtime’s shared configuration repository';
  return ofProject.length === probed.length
    ? ' on the project of the runtime’s shared configuration repository'
    : ' on the runtime’s shared configuration repository and its project';
}

/** What a token may reach beside what its owner may see. */
const WAYS_TO_REACH: Readonly<Partial<Record<GitTokenType, string>>> = {
  // It reaches chosen repositories of one resource owner, and nothing private until an organization approves it.
  GITHUB_FINE_GRAINED:
    'Its resource owner must be the repository’s owner, the repository must be among those selected, and the organization may have to approve the token first.',
  GITHUB_APP_USER: 'The app must be installed on it, and the token’s owner must have access to it.',
};

const howToReach = ({ token }: MessageFacts): string =>
  WAYS_TO_REACH[token.heldTo] ?? 'Give the token’s owner access to it.';

/** A place to unblock it is known of GitHub's single sign-on alone. */
function blocked(facts: MessageFacts): Advice {
  const knows = `${providerOf(facts)} knows the token`;
  return facts.fixUrl === null
    ? { finding: `${knows} but keeps it out: ${causesOfBlock(facts)}.`, remedy: whoLiftsBlock(facts) }
    : {
        finding: `${knows}, but it is not authorized for the organization’s single sign-on.`,
        remedy: `Authorize it here: ${facts.fixUrl}`,
      };
}

const theRightType = ({ token }: MessageFacts): string => withArticle(nameOfType(token.heldTo));

function wrongType(facts: MessageFacts): string {
  const { inspection, token } = facts;
  const { tokenType } = inspection;
  const refusal = refusalByType(tokenType, token.context.tokenKind);
  if (refusal === null) {
    const what = ('beginsLike' in inspection && inspection.beginsLike) || 'a token of another kind';
    return `This is ${what}, which ${providerOf(facts)}’s API does not take for repositories, so it was sent nowhere.`;
  }
  const kind = isRuntimeToken(facts) ? 'a runtime token' : 'a user token';
  return `This is ${withArticle(nameOfType(tokenType))}, which cannot serve as ${kind} because ${refusal.because}.`;
}

function wrongProvider(facts: MessageFacts): string {
  const family = familyOfType(facts.inspection.tokenType);
  if (family === null || family === GIT_PROVIDERS[facts.token.context.provider].family) {
    return `This token belongs to another Git host than this runtime’s (${providerOf(facts)}), so it was sent nowhere.`;
  }
  return `This token is for ${FAMILY_NAMES[family]}, but the runtime uses ${providerOf(facts)}, so it was sent nowhere.`;
}

const MINUTE_MS = 60_000;

/** In whole minutes, rounded up: earlier would be refused again. */
function when({ inspection }: MessageFacts): string {
  const at = inspection.answer === 'UNDETERMINED' ? inspection.retryAt : null;
  return at === null
    ? 'in a few minutes'
    : `after ${minuteOf(new Date(Math.ceil(at.getTime() / MINUTE_MS) * MINUTE_MS))}`;
}

/** Said by the second: what was asked a minute ago is asked again within one. */
function notAskedAnew(facts: MessageFacts): string {
  const { inspection } = facts;
  if (inspection.answer !== 'REFUSED' || inspection.askedAgainAt === undefined) return '';
  const time = `${inspection.askedAgainAt.slice(11, 19)} UTC`;
  return `${providerOf(facts)} said so less than a minute ago and was not asked again; it will be after ${time}.`;
}
