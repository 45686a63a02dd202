// What does GitLab say of a token? GitLab.com and self-managed alike, also under a sub-path.
// Source: GitLab's REST documentation (personal access tokens, users, OAuth 2) and token scopes.

import type { GitTokenType } from '../domain/git-token';
import type {
  ExpiryEvidence,
  GitIdentity,
  GitIdentityKind,
  RefusedEvidence,
  ScopeEvidence,
  TokenEvidence,
} from '../domain/token-evidence';
import { type HostReply, type JsonObject, oddAnswer } from './answer';
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
    if (OAUTH_FORM.test(task.value.reveal())) return inspectOAuthToken(task, { andOwner: true });
    const self = await task.ask(`${task.host.apiRoot}/personal_access_tokens/self`);
    if (self.status === 200) return inspectAccessToken(task, self);
    // Only an OAuth token is told that this question is not for it. Its owner would be a third question.
    if (self.status === 400 && isGitlabs(self.body)) return inspectOAuthToken(task, { andOwner: false });
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

/** GitLab is not asked for the repository: two questions are spent already. */
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

/**
 * `[{ access, permissions, project_id, group_id }]`, from GitLab 19.2 on. A permission on one project or group is left out:
 * whether that is the runtime's, nobody can tell here.
 */
function granularScopes(grants: unknown): ScopeEvidence {
  if (!Array.isArray(grants)) return UNREADABLE;
  const permissions = grants
    .map((grant: unknown): JsonObject => Object(grant))
    .filter((grant) => (grant.project_id ?? null) === null && (grant.group_id ?? null) === null)
    .flatMap((grant): unknown[] => (Array.isArray(grant.permissions) ? grant.permissions : []));
  return { how: 'READ', scopes: [...new Set(hostScopes(permissions))] };
}

const isPast = (expiry: ExpiryEvidence, now: Date): boolean => expiry.how === 'AT' && new Date(expiry.at) <= now;

interface Owner {
  readonly tokenType: GitTokenType;
  readonly identity: GitIdentity;
}

/** Null when the token may not read whose it is: a fact of its scopes, no refusal. */
async function askForOwner(task: InspectionTask): Promise<Owner | RefusedEvidence | null> {
  const reply = await task.ask(`${task.host.apiRoot}/user`);
  if (lacksScope(reply)) return null;
  const login = hostText(reply.body.username);
  if (reply.status !== 200 || login === null) return refusalOrFail(reply, task);
  return {
    tokenType: typeOf(reply.body.bot, login),
    identity: { login, displayName: hostText(reply.body.name), kind: kindOf(reply.body.bot) },
  };
}

/** User names that GitLab gives to the bots behind tokens. Service accounts may be renamed: every other bot is one. */
const BOT_NAMES: readonly (readonly [RegExp, GitTokenType])[] = [
  [/^project_\d+_bot/, 'GITLAB_PROJECT'],
  [/^group_\d+_bot/, 'GITLAB_GROUP'],
];

function typeOf(bot: unknown, login: string): GitTokenType {
  if (bot !== true) return 'GITLAB_PERSONAL';
  return BOT_NAMES.find(([name]) => name.test(login))?.[1] ?? 'GITLAB_SERVICE_ACCOUNT';
}

const kindOf = (bot: unknown): GitIdentityKind =>
  bot === true ? 'SERVICE_ACCOUNT' : bot === false ? 'PERSON' : 'UNKNOWN';

async function inspectOAuthToken(
  task: InspectionTask,
  { andOwner }: { readonly andOwner: boolean },
): Promise<TokenEvidence> {
  const webRoot = task.host.apiRoot.endsWith(API_PATH)
    ? task.host.apiRoot.slice(0, -API_PATH.length)
    : task.host.webRoot;
  const info = await task.ask(`${webRoot}/oauth/token/info`);
  if (info.status !== 200 || !Array.isArray(info.body.scope)) return refusalOrFail(info, task);
  const owner = andOwner ? await askForOwner(task) : null;
  if (owner !== null && 'answer' in owner) return owner;
  return accepted(task, {
    tokenType: 'GITLAB_OAUTH',
    identity: owner?.identity ?? null,
    scopes: { how: 'READ', scopes: hostScopes(info.body.scope) },
    expiry: secondsLeft(info.body.expires_in, task.now),
  });
}

const isGitlabs = (body: JsonObject): boolean => typeof body.message === 'string' || typeof body.error === 'string';
