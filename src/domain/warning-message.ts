// What is said beside a verdict? One sentence for each warning, which adds to the verdict's message and does not repeat it.

import { isOutOfReach } from './examine-token';
import { isRuntimeToken, list, type MessageFacts, onItsLastDay, providerOf, scopesThatAre } from './message-phrases';
import type { ScopeVocabulary } from './scope-vocabularies';
import { isKnown, TOKEN_TYPES } from './token-types';
import type { TokenWarningCode } from './token-verdict';

const SENTENCES: Readonly<Record<TokenWarningCode, (facts: MessageFacts) => string>> = {
  SCOPES_UNREADABLE: (facts) =>
    facts.reason === 'SCOPES_UNREADABLE'
      ? howToLearnMore(facts)
      : `${providerOf(facts)} does not say whether the token has ${scopesThatAre('UNKNOWN', facts)}; make sure that it has.`,
  REPOSITORY_UNREACHABLE: unreachable,
  EXCESS_SCOPES: (facts) =>
    `The token may do far more than it needs to (${list(facts.token.excess)}); a new one without that is safer.`,
  NO_EXPIRY: () => 'The token never expires; one with an expiry date does less harm when it leaks.',
  EXPIRES_SOON: (facts) => `The token expires${onItsLastDay(facts)}; set a new one before that.`,
  OWNER_NOT_SERVICE_ACCOUNT: (facts) =>
    ownerIsKnown(facts)
      ? 'The token belongs to a person and stops working when they leave; use one of a service account.'
      : `${providerOf(facts)} does not tell whether the token belongs to a service account; make sure that it does.`,
  OWNER_NOT_PERSON: (facts) =>
    `The token acts as a robot account, so what you do with it does not carry your name at ${providerOf(facts)}; use your own.`,
  SHARED_LOGIN: (facts) =>
    `Somebody else uses the same ${providerOf(facts)} login here; use a login that is yours alone.`,
  RUNTIME_TOKEN_REUSED: () =>
    'Another runtime uses this token too, and both stop when it is revoked; give each runtime a token of its own.',
  SAME_AS_YOUR_USER_TOKEN: (facts) =>
    isRuntimeToken(facts)
      ? 'This is your own user token too; give the runtime one of a service account.'
      : 'This is a runtime’s token too; create one of your own for yourself.',
};

export const warningMessage = (code: TokenWarningCode, facts: MessageFacts): string => SENTENCES[code](facts);

/** Whose permissions can be proved, as soon as there is a repository to prove them on. */
const PROVABLE: readonly ScopeVocabulary[] = ['GITHUB_PERMISSIONS', 'BITBUCKET_SERVER_LEVELS'];

/** What the provider lists in a header of its own. */
const TOLD_IN_HEADERS: readonly ScopeVocabulary[] = ['GITHUB_SCOPES', 'BITBUCKET_SCOPES', 'BITBUCKET_API_TOKEN_SCOPES'];

function howToLearnMore(facts: MessageFacts): string {
  const { inspection, token } = facts;
  const { vocabulary } = TOKEN_TYPES[token.heldTo];
  const lacksOnlyAPlace = inspection.answer === 'ACCEPTED' && inspection.repository === 'NOT_ASKED';
  if (lacksOnlyAPlace && PROVABLE.includes(vocabulary)) {
    return 'More can be learned on a repository: an admin can name a shared configuration repository in the runtime; then verify the token.';
  }
  if (isKnown(inspection.tokenType) && TOLD_IN_HEADERS.includes(vocabulary)) {
    return `${providerOf(facts)} lists such scopes in a header, so a proxy may have removed it; tell whoever runs the gateway.`;
  }
  return 'Should something fail later for want of a right, look at the token’s scopes first.';
}

function unreachable({ inspection, token }: MessageFacts): string {
  if (inspection.answer === 'ACCEPTED' && inspection.repository === 'MOVED') {
    return 'The shared configuration repository has moved; an admin has to name its new place in the runtime.';
  }
  // The verdict has said it already.
  if (isOutOfReach(inspection)) return 'If the repository’s name is wrong, an admin can correct it in the runtime.';
  const finding = 'The token does not reach the shared configuration repository';
  return token.requirements.some(({ state }) => state === 'MISSING')
    ? `${finding} either, which may be due to the missing scopes.`
    : `${finding}; give the token’s owner access to it, or have an admin correct its name in the runtime.`;
}

const ownerIsKnown = ({ inspection }: MessageFacts): boolean =>
  inspection.answer === 'ACCEPTED' && inspection.identity?.kind === 'PERSON';
