// What does GitLab say of a token? GitLab.com and self-managed alike, also under a sub-path.
// Source: GitLab's REST documentation (personal access tokens, users, OAuth 2) and token scopes.

import type { GitTokenType } from '../domain/git-token';
import type { ExpiryEvidence, GitIdentity, ScopeEvidence, TokenEvidence } from '../domain/token-evidence';
import { type HostReply, type JsonObject, oddAnswer } from './answer';
import { askForOwner, type Owner } from './gitlab-owner';
import { lacksScope, refusalOrFail } from './gitlab-refusal';
import { gitlabExpiry, secondsLeft } from './host-expiry';
import { hostScopes, hostText } from './host-text';
import { type InspectionTask, type ProviderAdapter, refused } from './provider-adapter';

const API_PATH = '/api/v4';

export const gitlab: ProviderAdapter = {
  apiRootOf: (webRoot) => `${webRoot}${API_PATH}`,

  // An administrator may change or remove every prefix, and all access tokens share one.
  typeByForm: () => 'UNKNOWN',

  async inspect(task): Promise<TokenEvidence> {
    if (OAUTH_FORM.test(task.value.reveal())) return inspectOAuthForm(task);
    // Since GitLab 15.5; what older ones answer (404) is no verdict. Maintenance leaves reading as it is.
    const self = await task.ask(`${task.host.apiRoot}/personal_access_tokens/self`);
    if (self.status === 200) return inspectAccessToken(task, self);
    // Only an OAuth token is told that this question is not for it. Its owner would be a third question.
    if (self.status === 400 && isGitlabs(self.body)) {
      return inspectOAuthToken(task, { owner: null, isLetIn: false });
    }
    return lacksScope(self) ? inspectSilentToken(task) : refusalOrFail(self, task);
  },
};

/** No access token looks like that, unless an administrator wanted it so. */
const OAUTH_FORM = /^([0-9a-f]{64}|gliamat-.+)$/;

interface Learned {
  readonly tokenType: GitTokenType;
  readonly tokenName?: string | null;
  readonly identity?: GitIdentity | null;
  readonly scopes: ScopeEvidence;
  readonly expiry: ExpiryEvidence;
}

/** GitLab is not asked for the repository, nor what the token reaches (`…/self/associations`): two questions are spent already. */
const accepted = (task: InspectionTask, learned: Learned): TokenEvidence => ({
  answer: 'ACCEPTED',
  tokenName: null,
  identity: null,
  ...learned,
  repository: 'NOT_ASKED',
  checkedAt: task.now.toISOString(),
});

async function inspectAccessToken(task: InspectionTask, self: HostReply): Promise<TokenEvidence> {
  const { body } = self;
  const expiry = gitlabExpiry(body.expires_at);
  const tokenName = hostText(body.name);
  if (!Array.isArray(body.scopes)) throw oddAnswer(self);
  if (body.revoked === true) return refused(task, 'INVALID', { tokenName });
  if (body.active === false) return refused(task, isPast(expiry, task.now) ? 'EXPIRED' : 'INVALID', { tokenName });

  const isGranular = body.scopes.length === 1 && body.scopes[0] === 'granular';
  const owner = await askForOwner(task);
  if (owner !== null && 'answer' in owner) return { ...owner, tokenName };
  return accepted(task, {
    tokenName,
    tokenType: isGranular ? 'GITLAB_GRANULAR' : owner === null ? 'GITLAB_PERSONAL' : owner.tokenType,
    identity: owner?.identity ?? null,
    scopes: isGranular ? granularScopes(body.granular_scopes) : { how: 'READ', scopes: hostScopes(body.scopes) },
    expiry,
  });
}

const UNREADABLE: ScopeEvidence = { how: 'UNREADABLE', probes: [] };

/** A fine-grained token that may not even read itself: good, and silent. */
async function inspectSilentToken(task: InspectionTask): Promise<TokenEvidence> {
  const owner = await askForOwner(task);
  if (owner !== null && 'answer' in owner) return owner;
  return accepted(task, {
    tokenType: 'GITLAB_GRANULAR',
    identity: owner?.identity ?? null,
    scopes: UNREADABLE,
    expiry: { how: 'UNKNOWN' },
  });
}

/** Those that hold for whatever the token's owner reaches, for the owner, and for the whole instance. */
const ACCESS_EVERYWHERE: readonly unknown[] = ['all_memberships', 'user', 'instance'];

/**
 * `[{ access, permissions, project_id, group_id }]`, from GitLab 19.2 on. A permission on one project or group, or on the
 * owner's personal projects, is left out: whether the runtime's is among them, nobody can tell here.
 */
function granularScopes(grants: unknown): ScopeEvidence {
  if (!Array.isArray(grants)) return UNREADABLE;
  const permissions = grants
    .map((grant: unknown): JsonObject => Object(grant))
    .filter(({ access }) => ACCESS_EVERYWHERE.includes(access))
    .filter((grant) => (grant.project_id ?? null) === null && (grant.group_id ?? null) === null)
    .flatMap((grant): unknown[] => (Array.isArray(grant.permissions) ? grant.permissions : []));
  return { how: 'READ', scopes: hostScopes(permissions) };
}

const isPast = (expiry: ExpiryEvidence, now: Date): boolean => expiry.how === 'AT' && new Date(expiry.at) <= now;

/** Its owner first: GitLab does not document whether the newer OAuth tokens have an info, and the 401 there of one without reads like a refusal. */
async function inspectOAuthForm(task: InspectionTask): Promise<TokenEvidence> {
  const owner = await askForOwner(task);
  return owner !== null && 'answer' in owner ? owner : inspectOAuthToken(task, { owner, isLetIn: true });
}

interface OAuthFacts {
  readonly owner: Owner | null;
  /** GitLab has accepted the token at another question already. */
  readonly isLetIn: boolean;
}

async function inspectOAuthToken(task: InspectionTask, { owner, isLetIn }: OAuthFacts): Promise<TokenEvidence> {
  const root = task.host.apiRoot.endsWith(API_PATH) ? task.host.apiRoot.slice(0, -API_PATH.length) : task.host.webRoot;
  const info = await task.ask(`${root}/oauth/token/info`);
  const learned = { tokenType: 'GITLAB_OAUTH', identity: owner?.identity ?? null } as const;
  if (info.status === 200 && Array.isArray(info.body.scope)) {
    const scopes: ScopeEvidence = { how: 'READ', scopes: hostScopes(info.body.scope) };
    return accepted(task, { ...learned, scopes, expiry: secondsLeft(info.body.expires_in, task.now) });
  }
  const refusal = refusalOrFail(info, task);
  const hasNoInfo = isLetIn && refusal.refusal === 'INVALID';
  return hasNoInfo ? accepted(task, { ...learned, scopes: UNREADABLE, expiry: { how: 'UNKNOWN' } }) : refusal;
}

const isGitlabs = (body: JsonObject): boolean => typeof body.message === 'string' || typeof body.error === 'string';
