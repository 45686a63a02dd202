// What does the provider say of this token? Asked outside any transaction, after what can be refused unasked.

import { badInput } from '../../domain/errors';
import type { GitCredential, GitTokenKind } from '../../domain/git-token';
import type { Runtime } from '../../domain/runtime';
import { type Inspection, type NotAsked, type TokenEvidence, withKnownIdentity } from '../../domain/token-evidence';
import { needsUsername, recognizeToken, refusalBeforeAsking } from '../../domain/token-prefixes';
import type { Gateway } from '../gateway';
import type { Fingerprints, GitHost, ReuseLookups, TokenSlot } from '../ports';

/** R14: how long a refusal of a token that was good before waits to be confirmed. */
const CONFIRMATION_DELAY_MS = 1000;

/** What is said of a value that is stored for another host: whose it is only where it is the viewer's or the account's own (R18). */
const HELD_AT_OTHER_HOST = { OURS: 'WRONG_PROVIDER', OTHERS: 'TOKEN_REUSED' } as const;

/** What of a runtime decides whom to ask and about what. A runtime that is being created has these too. */
export type InspectedRuntime = Pick<Runtime, 'gitProvider' | 'gitProviderUrl' | 'sharedConfigRepository'>;

/** What was found out about a pasted token before its transaction. */
export interface Inspected {
  readonly inspection: Inspection | NotAsked;
  readonly fingerprints: Fingerprints;
}

/** A pasted token. One that plainly belongs elsewhere, or that is stored for another host, never leaves the gateway (R18). */
export async function inspectPasted(
  gateway: Gateway,
  runtime: InspectedRuntime,
  slot: TokenSlot,
  credential: GitCredential,
  known: TokenEvidence | null,
): Promise<Inspected> {
  const fingerprints = gateway.fingerprints.of(credential.value);
  const { reuse } = gateway.reads;
  const host = { provider: runtime.gitProvider, providerUrl: runtime.gitProviderUrl };
  // By its form first: that is told without a look at what others have stored.
  const refusal =
    refusalBeforeAsking(credential.value, runtime.gitProvider, slot.kind) ??
    (await refusalByHolder(reuse, slot, fingerprints, host));
  if (refusal !== null) {
    const checkedAt = gateway.clock.now().toISOString();
    return { inspection: { answer: 'NOT_ASKED', ...refusal, checkedAt }, fingerprints };
  }
  refuseWithoutUsername(credential);

  const isRecheck = known !== null && (await reuse.isInUse(slot, fingerprints));
  const inspection = await inspect(gateway, runtime, slot.kind, credential, isRecheck ? known : null);
  return { inspection, fingerprints };
}

async function refusalByHolder(reuse: ReuseLookups, slot: TokenSlot, fingerprints: Fingerprints, host: GitHost) {
  const holder = await reuse.holderAtOtherHost(slot, fingerprints, host);
  return holder && ({ why: HELD_AT_OTHER_HOST[holder], tokenType: 'UNKNOWN' } as const);
}

/** A form that is not filled in, rather than a verdict: with the e-mail the same token may be good. */
function refuseWithoutUsername({ value, username }: GitCredential): void {
  if (username !== null || !needsUsername(value)) return;
  const constraint =
    'is needed: Bitbucket Cloud takes an API token only together with the e-mail of its Atlassian account';
  throw badInput({ path: 'token.username', constraints: [constraint] });
}

/**
 * Asks the provider. `known` is what it said of this very token before: a refusal of one that was good is confirmed by
 * one more request, because providers and proxies err for a moment now and then (R14). One that it confirmed within the
 * last minute needs no other.
 */
export async function inspect(
  gateway: Gateway,
  runtime: InspectedRuntime,
  tokenKind: GitTokenKind,
  credential: GitCredential,
  known: TokenEvidence | null,
): Promise<Inspection> {
  const request = {
    provider: runtime.gitProvider,
    providerUrl: runtime.gitProviderUrl,
    credential,
    repository: runtime.sharedConfigRepository,
    tokenKind,
  };
  const wasGood = known?.answer === 'ACCEPTED';
  let inspection = await gateway.gitProviders.inspect({ ...request, ...(wasGood && { round: 'FIRST' }) });
  if (wasGood && inspection.answer === 'REFUSED' && inspection.askedAgainAt === undefined) {
    await gateway.clock.wait(CONFIRMATION_DELAY_MS);
    inspection = await gateway.gitProviders.inspect({ ...request, round: 'CONFIRMING' });
  }
  if (inspection.answer !== 'REFUSED') return inspection;
  const beginsLike = recognizeToken(credential.value)?.neverForApi ?? undefined;
  return { ...withKnownIdentity(inspection, known), ...(beginsLike && { beginsLike }) };
}
