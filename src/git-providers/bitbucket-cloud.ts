// What does Bitbucket Cloud say of a token? It tells the kind and the scopes in headers, also where it says no.
// Sources: Atlassian's REST reference, "Bitbucket OAuth 2.0 scopes", "Using API tokens"; the headers, which it does not
// document, were measured by trufflehog's analyzer and other open-source clients.

import type { GitTokenType } from '../domain/git-token';
import type { GitIdentity, RepositoryEvidence, ScopeEvidence, TokenEvidence } from '../domain/token-evidence';
import { needsUsername, recognizeToken } from '../domain/token-prefixes';
import { type HostReply, type JsonObject, oddAnswer } from './answer';
import { hostScopes, hostText } from './host-text';
import { type InspectionTask, type ProviderAdapter, refused } from './provider-adapter';

const SCOPES_HEADER = 'x-oauth-scopes';
const KIND_HEADER = 'x-credential-type';

export const bitbucketCloud: ProviderAdapter = {
  // The web root's own /api/2.0 answers too, but this is the documented place. Without the version, /user is 403 to all.
  apiRootOf: () => 'https://api.bitbucket.org/2.0',

  typeByForm: (value) => recognizeToken(value)?.tokenType ?? 'UNKNOWN',

  /** API tokens go with their owner's e-mail. That Bitbucket takes them as Bearer too was reported, but is not documented. */
  authorizationOf({ value, username }) {
    if (!needsUsername(value)) return `Bearer ${value.reveal()}`;
    return `Basic ${Buffer.from(`${username ?? ''}:${value.reveal()}`).toString('base64')}`;
  },

  async inspect(task): Promise<TokenEvidence> {
    const reply = await task.ask(`${task.host.apiRoot}/user`);
    const identity = reply.status === 200 ? identityIn(reply) : null;
    if (identity === null && !lacksScope(reply)) return refusalOrFail(reply, task);

    const tokenType = typeOf(task, reply);
    return {
      answer: 'ACCEPTED',
      tokenType,
      tokenName: null, // Bitbucket does not tell it.
      identity,
      scopes: scopesIn(reply, tokenType),
      expiry: { how: 'UNKNOWN' }, // Nor this: no answer of its API has it (R20).
      repository: await askForRepository(task),
      checkedAt: task.now.toISOString(),
    };
  },
};

/** `user` is a person's or a robot's, nobody can tell; `app_user` is an app's. Not every account has a `username`. */
function identityIn({ body }: HostReply): GitIdentity | null {
  const login = [body.username, body.nickname, body.account_id].map(hostText).find((name) => name !== null);
  if (login === undefined || login === null || typeof body.type !== 'string') return null;
  return {
    login,
    displayName: hostText(body.display_name),
    kind: body.type === 'app_user' ? 'SERVICE_ACCOUNT' : 'UNKNOWN',
  };
}

/**
 * A good token that may not read whose it is. Access tokens never may: what they act as is no user. The kind stands in a
 * header; where a proxy took that away, the body's list of what was granted is Bitbucket's own word too.
 */
const lacksScope = ({ status, headers, body }: HostReply): boolean =>
  status === 403 && errorIn(body) !== null && (headers[KIND_HEADER] !== undefined || grantedIn(body) !== null);

/** `x-credential-type`, as far as its values were seen. App passwords had one too; there are none since July 2026. */
const KINDS: Readonly<Record<string, GitTokenType>> = {
  api_token: 'BITBUCKET_API_TOKEN',
  repo_access_token: 'BITBUCKET_REPOSITORY_TOKEN',
  project_access_token: 'BITBUCKET_PROJECT_TOKEN',
  workspace_access_token: 'BITBUCKET_WORKSPACE_TOKEN',
};

/** All but OAuth tokens have a prefix; how the header calls those is not known, but it comes with them. */
function typeOf({ value }: InspectionTask, { headers }: HostReply): GitTokenType {
  const named = headers[KIND_HEADER] ?? '';
  if (Object.hasOwn(KINDS, named)) return KINDS[named] ?? 'UNKNOWN';
  const recognized = recognizeToken(value);
  if (recognized !== null) return recognized.tokenType;
  const isOAuth = /^oauth/i.test(named) || (named === '' && headers[SCOPES_HEADER] !== undefined);
  return isOAuth ? 'BITBUCKET_OAUTH' : 'UNKNOWN';
}

/** Present and empty: no scopes. Of a token of unknown type nobody can say by which names to understand them. */
function scopesIn({ headers, body }: HostReply, tokenType: GitTokenType): ScopeEvidence {
  const listed = headers[SCOPES_HEADER]?.split(',').map((scope) => scope.trim()) ?? grantedIn(body);
  if (listed === null || tokenType === 'UNKNOWN') return { how: 'UNREADABLE', probes: [] };
  return { how: 'READ', scopes: hostScopes(listed) };
}

/** `workspace/repository` in the characters that Bitbucket allows. Dots alone would climb to another path. */
const REPOSITORY = /^(?!\.+\/)[\w.-]+\/(?!\.+$)[\w.-]+$/;

/**
 * By its name: the lists across all workspaces (`/repositories`, `/workspaces`, `/user/permissions`) are gone since April
 * 2026. What may be done there is not asked: the scopes are read.
 */
async function askForRepository(task: InspectionTask): Promise<RepositoryEvidence> {
  if (task.repository === null) return 'NOT_ASKED';
  if (!REPOSITORY.test(task.repository)) return 'UNREACHABLE';
  const reply = await task.ask(`${task.host.apiRoot}/repositories/${task.repository}`);
  if (reply.status === 200 && typeof reply.body.full_name === 'string') return 'REACHABLE';
  // 401 is also what a good token is answered "for this endpoint"; one that has just died is found out by the next check.
  if ([401, 403, 404].includes(reply.status) && errorIn(reply.body) !== null) return 'UNREACHABLE';
  throw oddAnswer(reply);
}

/** `{"type":"error","error":{"message":"…","detail":…}}`: the form of all of Bitbucket's refusals. */
function errorIn({ type, error }: JsonObject): { message: string; detail: unknown } | null {
  if (type !== 'error' || !isObject(error) || typeof error.message !== 'string') return null;
  return { message: error.message, detail: error.detail };
}

function grantedIn(body: JsonObject): readonly unknown[] | null {
  const detail = errorIn(body)?.detail;
  return isObject(detail) && Array.isArray(detail.granted) ? detail.granted : null;
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

/** Unknown, expired, revoked and unscoped tokens, and a wrong e-mail, all read alike; a 401 about the mechanism is none of them. */
function refusalOrFail(reply: HostReply, task: InspectionTask): TokenEvidence {
  const error = errorIn(reply.body);
  if (reply.status !== 401 || error === null || /authentication mechanism/i.test(error.message)) throw oddAnswer(reply);
  return refused(task, 'INVALID', { tokenType: bitbucketCloud.typeByForm(task.value) });
}
