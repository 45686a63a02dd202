// Does a token do for its place? The only place that judges: evidence × requirements × policies → verdict (R22).

import { createTokenUrl } from './create-token-url';
import {
  type AcceptedToken,
  asAccepted,
  type ExaminedToken,
  examineToken,
  type JudgementContext,
} from './examine-token';
import type { ReuseFindings } from './git-token';
import { refusalByType } from './required-scopes';
import type { AcceptedEvidence, Inspection, NotAsked, RefusedEvidence } from './token-evidence';
import { hasEnded, TOKEN_SPANS_MS } from './token-expiry';
import type { TokenVerdict, TokenWarningCode, VerdictOutcome, VerdictReason } from './token-verdict';
import { verdictMessage } from './verdict-message';
import { warningMessage } from './warning-message';

type Rule = (token: AcceptedToken) => boolean;

const isBeingSet: Rule = ({ context }) => context.moment === 'SETTING';
const isRuntimeToken: Rule = ({ context }) => context.tokenKind === 'RUNTIME';
const lacksScopes: Rule = ({ requirements }) => requirements.some(({ state }) => state === 'MISSING');
const hasUnprovedScopes: Rule = ({ requirements }) => requirements.some(({ state }) => state === 'UNKNOWN');

const livesLessThan24Hours: Rule = ({ expiry, context }) =>
  expiry !== null && expiry.at.getTime() - context.now.getTime() < TOKEN_SPANS_MS.shortLife;

/** Silence about a reuse that nobody has looked for would read as "there is none". */
function reuseOf({ context: { reuse } }: AcceptedToken): ReuseFindings {
  if (reuse === null) throw new Error('A verdict depends on whom else the token serves, which was not looked up.');
  return reuse;
}

const reuseIsRefused: Rule = (token) => {
  const { tokenKind, accountPolicy } = token.context;
  const { elsewhere, anotherRuntimeOfAccount } = reuseOf(token);
  return (
    elsewhere || (tokenKind === 'RUNTIME' && anotherRuntimeOfAccount && accountPolicy.runtimeTokenReuse === 'DENY')
  );
};

const personIsRefused: Rule = ({ context: { tokenKind, accountPolicy }, owner }) =>
  tokenKind === 'RUNTIME' && owner === 'PERSON' && accountPolicy.runtimeTokenOwner === 'REQUIRE_SERVICE_ACCOUNT';

/** Reasons for a token that the provider accepts, in order of precedence: the first that applies is the verdict's. */
const REASONS_IN_ORDER: readonly (readonly [VerdictReason, Rule])[] = [
  ['BLOCKED_BY_PROVIDER', ({ evidence }) => evidence.repository === 'BLOCKED'],
  ['EXPIRED_TOKEN', ({ expiry, context }) => hasEnded(expiry, context.now)],
  ['WRONG_TOKEN_TYPE', ({ evidence, context }) => refusalByType(evidence.tokenType, context.tokenKind) !== null],
  ['EXPIRES_TOO_SOON', (token) => isBeingSet(token) && isRuntimeToken(token) && livesLessThan24Hours(token)],
  ['TOKEN_REUSED', (token) => isBeingSet(token) && reuseIsRefused(token)],
  ['OWNER_NOT_SERVICE_ACCOUNT', (token) => isBeingSet(token) && personIsRefused(token)],
  ['MISSING_SCOPES', (token) => lacksScopes(token) && token.context.scopeCheckMode === 'ENFORCE'],
  ['SCOPES_REPORTED', lacksScopes],
  ['SCOPES_UNREADABLE', hasUnprovedScopes],
  ['SATISFIED', () => true],
];

/** What is said besides, each on its own; none of it refuses. */
const WARNINGS: readonly (readonly [TokenWarningCode, Rule])[] = [
  ['SCOPES_UNREADABLE', hasUnprovedScopes],
  ['REPOSITORY_UNREACHABLE', ({ evidence }) => ['UNREACHABLE', 'MOVED'].includes(evidence.repository)],
  ['EXCESS_SCOPES', ({ excess }) => excess.length > 0],
  ['NO_EXPIRY', ({ evidence }) => evidence.expiry.how === 'NEVER'],
  // A runtime token that is being set is refused for it instead.
  ['EXPIRES_SOON', (token) => livesLessThan24Hours(token) && !(isRuntimeToken(token) && isBeingSet(token))],
  ['OWNER_NOT_SERVICE_ACCOUNT', (token) => isRuntimeToken(token) && ownerIsWarnedOf(token)],
  ['OWNER_NOT_PERSON', (token) => !isRuntimeToken(token) && token.owner === 'SERVICE_ACCOUNT'],
  ['SHARED_LOGIN', (token) => !isRuntimeToken(token) && reuseOf(token).sharedLogin],
  ['RUNTIME_TOKEN_REUSED', (token) => isRuntimeToken(token) && reuseIsWarnedOf(token)],
  ['SAME_AS_YOUR_USER_TOKEN', (token) => reuseOf(token).sameAsViewersOwn],
];

/** Where only robots may, an owner that nobody can tell is warned of; a person is, wherever they are not refused. */
function ownerIsWarnedOf(token: AcceptedToken): boolean {
  if (token.owner === 'PERSON') return !(isBeingSet(token) && personIsRefused(token));
  return token.owner === 'UNKNOWN' && token.context.accountPolicy.runtimeTokenOwner === 'REQUIRE_SERVICE_ACCOUNT';
}

function reuseIsWarnedOf(token: AcceptedToken): boolean {
  if (reuseIsRefused(token)) return !isBeingSet(token);
  return reuseOf(token).anotherRuntimeOfAccount && token.context.accountPolicy.runtimeTokenReuse === 'WARN';
}

const OUTCOMES: Readonly<Record<VerdictReason, VerdictOutcome>> = {
  SATISFIED: 'ACCEPTED',
  SCOPES_UNREADABLE: 'ACCEPTED',
  SCOPES_REPORTED: 'ACCEPTED',
  MISSING_SCOPES: 'REJECTED',
  INVALID_TOKEN: 'REJECTED',
  EXPIRED_TOKEN: 'REJECTED',
  EXPIRES_TOO_SOON: 'REJECTED',
  BLOCKED_BY_PROVIDER: 'REJECTED',
  WRONG_TOKEN_TYPE: 'REJECTED',
  WRONG_PROVIDER: 'REJECTED',
  TOKEN_REUSED: 'REJECTED',
  OWNER_NOT_SERVICE_ACCOUNT: 'REJECTED',
  PROVIDER_UNAVAILABLE: 'UNDETERMINED',
  PROVIDER_RATE_LIMITED: 'UNDETERMINED',
};

const REFUSALS: Readonly<Record<RefusedEvidence['refusal'], VerdictReason>> = {
  INVALID: 'INVALID_TOKEN',
  EXPIRED: 'EXPIRED_TOKEN',
  BLOCKED: 'BLOCKED_BY_PROVIDER',
};

/**
 * What comes of an inspection, or of the refusal to ask, for a token in this place. What is said to people is put together
 * when it is asked for: most who ask for a verdict want its reason alone.
 */
export function judgeToken(inspection: Inspection | NotAsked, context: JudgementContext): TokenVerdict {
  const token = examineToken(inspection, context);
  const { reason, warnings } =
    inspection.answer === 'ACCEPTED'
      ? concludeAccepted(asAccepted(token, inspection))
      : { reason: reasonOf(inspection, token), warnings: () => [] };
  const fixUrl = fixUrlOf(reason, inspection, token);
  const facts = { reason, inspection, token, fixUrl };
  return {
    outcome: OUTCOMES[reason],
    reason,
    get message() {
      return verdictMessage(facts);
    },
    tokenType: inspection.tokenType,
    tokenName: 'tokenName' in inspection ? inspection.tokenName : null,
    identity: 'identity' in inspection ? inspection.identity : null,
    requirements: token.requirements,
    grantedScopes: token.granted,
    expiresAt: token.expiry?.at ?? null,
    get warnings() {
      return warnings().map((code) => ({ code, message: warningMessage(code, facts) }));
    },
    fixUrl,
    checkedAt: new Date(inspection.checkedAt),
  };
}

function reasonOf(inspection: Exclude<Inspection | NotAsked, AcceptedEvidence>, token: ExaminedToken): VerdictReason {
  switch (inspection.answer) {
    case 'NOT_ASKED':
      return inspection.why;
    case 'UNDETERMINED':
      return inspection.trouble;
    case 'REFUSED': {
      // Most providers answer an expired token like an unknown one; its date, learned before, tells them apart.
      const expired = inspection.refusal === 'INVALID' && hasEnded(token.expiry, token.context.now);
      return expired ? 'EXPIRED_TOKEN' : REFUSALS[inspection.refusal];
    }
  }
}

interface Conclusion {
  readonly reason: VerdictReason;
  readonly warnings: () => readonly TokenWarningCode[];
}

function concludeAccepted(token: AcceptedToken): Conclusion {
  const reason = REASONS_IN_ORDER.find(([, applies]) => applies(token))?.[0] ?? 'SATISFIED';
  // A token that must be thrown away in any case needs no further advice.
  const isHopeless = reason === 'EXPIRED_TOKEN' || reason === 'WRONG_TOKEN_TYPE';
  const warnings = () => (isHopeless ? [] : WARNINGS.filter(([, applies]) => applies(token)).map(([code]) => code));
  return { reason, warnings };
}

/** Where to mend it: a block at the place the provider names, a lack with a new token. */
function fixUrlOf(reason: VerdictReason, inspection: Inspection | NotAsked, token: ExaminedToken): string | null {
  if (reason === 'BLOCKED_BY_PROVIDER') return placeToUnblock(inspection);
  // A person's form makes another token of the same person.
  if (reason === 'OWNER_NOT_SERVICE_ACCOUNT') return null;
  const newTokenHelps = OUTCOMES[reason] === 'REJECTED' || reason === 'SCOPES_REPORTED';
  if (!newTokenHelps) return null;
  const scopes = token.requirements.map(({ scope }) => scope);
  return createTokenUrl(token.heldTo, token.context.providerUrl, scopes);
}

function placeToUnblock(inspection: Inspection | NotAsked): string | null {
  if (inspection.answer === 'REFUSED') return inspection.fixUrl;
  return inspection.answer === 'ACCEPTED' ? (inspection.repositoryFixUrl ?? null) : null;
}
