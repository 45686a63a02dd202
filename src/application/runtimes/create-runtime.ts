// How does a runtime come into being? Together with a runtime token that its provider has just accepted, or not at all (R1).

import type { Account, Viewer } from '../../domain/account';
import { nameTaken } from '../../domain/errors';
import type { PastedToken } from '../../domain/git-token';
import type { Runtime, RuntimeView } from '../../domain/runtime';
import type { TokenVerdict } from '../../domain/token-verdict';
import { findAccountFor } from '../accounts/find-account';
import { auditActor, recordEvent } from '../audit/record-event';
import { attempt, type ChangeResult, presentViewer, transact } from '../change';
import type { Actor, Gateway } from '../gateway';
import { newId } from '../ids';
import type { Reads, Transaction } from '../ports';
import { runtimeSubject } from '../resources';
import { type Inspected, inspectPasted } from '../tokens/inspect-token';
import { judgeClaim, refusePastExpiry } from '../tokens/judge-claim';
import { sealToken } from '../tokens/seal-token';
import { slotOf } from '../tokens/token-slot';
import { providerUrlOf } from './provider-url';

export interface CreateRuntimeCommand
  extends Pick<
    Runtime,
    'accountId' | 'name' | 'gitProvider' | 'sharedConfigRepository' | 'accessMode' | 'scopeCheckMode'
  > {
  /** Needed for self-managed providers, refused for cloud ones. */
  readonly gitProviderUrl: URL | null;
  readonly token: PastedToken;
  readonly dryRun: boolean;
}

export interface CreateRuntimeResult extends ChangeResult {
  /** Null when nothing was stored. */
  readonly view: RuntimeView | null;
  readonly verdict: TokenVerdict;
}

export function createRuntime(
  gateway: Gateway,
  actor: Actor,
  command: CreateRuntimeCommand,
): Promise<CreateRuntimeResult> {
  return attempt(gateway, actor, async () => {
    const { accountId, token } = command;
    const gitProviderUrl = providerUrlOf(gateway.gitProviders, command.gitProvider, command.gitProviderUrl);
    refusePastExpiry(token, gateway.clock.now());

    await findAccountWithFreeName(gateway.reads, actor.viewer, command);
    const now = gateway.clock.now();
    const runtime: Runtime = {
      ...fieldsOf(command),
      accountId,
      gitProviderUrl,
      id: newId('runtime', now),
      createdAt: now,
    };
    const slot = slotOf('RUNTIME', runtime, actor.viewer);
    const inspected = await inspectPasted(gateway, runtime, slot, token, null);
    const candidate = { runtime, token, ...inspected };

    if (command.dryRun) return rehearse(gateway, actor, command, candidate);
    return transact(gateway, actor, async (tx, viewer, at) => {
      const account = await findAccountWithFreeName(tx, viewer, command);
      return judgeAndStoreRuntime(gateway, tx, viewer, account, candidate, at);
    });
  });
}

/** A runtime that may come to be, and what the provider said of its token. */
export interface RuntimeCandidate extends Inspected {
  readonly runtime: Runtime;
  readonly token: PastedToken;
}

/** Find, authorize, and hold the name free: before the provider is asked, and again inside the transaction. */
async function findAccountWithFreeName(
  store: Pick<Reads, 'isRuntimeNameTaken'>,
  viewer: Viewer,
  { accountId, name }: Pick<CreateRuntimeCommand, 'accountId' | 'name'>,
): Promise<Account> {
  const account = findAccountFor(viewer, 'runtime:create', accountId);
  if (await store.isRuntimeNameTaken(accountId, name)) throw nameTaken();
  return account;
}

const fieldsOf = ({ name, gitProvider, sharedConfigRepository, accessMode, scopeCheckMode }: CreateRuntimeCommand) => ({
  name,
  gitProvider,
  sharedConfigRepository,
  accessMode,
  scopeCheckMode,
});

async function rehearse(
  gateway: Gateway,
  actor: Actor,
  command: CreateRuntimeCommand,
  candidate: RuntimeCandidate,
): Promise<CreateRuntimeResult> {
  const now = gateway.clock.now();
  const viewer = await presentViewer(gateway.reads, actor, now);
  const account = await findAccountWithFreeName(gateway.reads, viewer, command);
  const claim = claimOf(viewer, account, candidate);
  const { verdict } = await judgeClaim(gateway.reads.reuse, claim, now);
  return { view: null, verdict, viewer };
}

/** Claim, judge, seal, store both rows, audit: the part inside the transaction. */
export async function judgeAndStoreRuntime(
  gateway: Gateway,
  tx: Transaction,
  viewer: Viewer,
  account: Account,
  candidate: RuntimeCandidate,
  now: Date,
): Promise<CreateRuntimeResult> {
  const { runtime, token, inspection, fingerprints } = candidate;
  const claim = claimOf(viewer, account, candidate);
  const { verdict } = await judgeClaim(tx.tokens.reuse, claim, now);
  const accepted = verdict.outcome === 'ACCEPTED' && inspection.answer === 'ACCEPTED';
  if (accepted) {
    const value = { slot: claim.slot, token, fingerprints, evidence: inspection, current: null };
    const row = sealToken(gateway, { ...value, viewer, now });
    await tx.runtimes.add(runtime, row.id);
    await tx.tokens.put(row);
  }
  if (verdict.outcome !== 'UNDETERMINED') {
    const subject = runtimeSubject(runtime);
    await recordEvent(
      tx,
      auditActor(viewer),
      {
        action: 'runtime.created',
        on: accepted ? subject : { ...subject, subject: { ...subject.subject, id: null } },
        outcome: accepted ? 'SUCCEEDED' : 'REJECTED',
        reason: verdict.reason,
      },
      now,
    );
  }
  return { view: accepted ? await tx.runtime(viewer, { runtimeId: runtime.id }) : null, verdict, viewer };
}

const claimOf = (viewer: Viewer, account: Account, candidate: RuntimeCandidate) => ({
  ...candidate,
  slot: slotOf('RUNTIME', candidate.runtime, viewer),
  policy: account.policy,
  current: null,
});
