// What does Bitbucket Data Center say of a token? Also under a context path; asked below /rest alone, because elsewhere it
// takes no tokens, and failed attempts may lock the account behind a CAPTCHA. Presented as Bearer, which all its tokens
// take; a person's would do as a password too, a project's or a repository's not.
// Sources: Atlassian's REST reference for 9.4, "HTTP access tokens".

import type { Secret } from '../domain/secret';
import type { AcceptedEvidence, ExpiryEvidence, GitIdentity, TokenEvidence } from '../domain/token-evidence';
import { recognizeToken } from '../domain/token-prefixes';
import { type HostReply, oddAnswer } from './answer';
import { probeLevels } from './bitbucket-server-probes';
import { actorIn, isPage, meaningOf, wantsCaptcha } from './bitbucket-server-reply';
import { epochExpiry } from './host-expiry';
import { hostScopes, hostText } from './host-text';
import { type InspectionTask, type ProviderAdapter, refused } from './provider-adapter';

export const bitbucketServer: ProviderAdapter = {
  apiRootOf: (webRoot) => `${webRoot}/rest/api/latest`,

  /** OAuth tokens (since 7.21) have no form of their own: of unknown type, they are held to what an HTTP token needs. */
  typeByForm(value) {
    const isHttpToken = recognizeToken(value)?.family === 'BITBUCKET_SERVER' || tokenIdIn(value) !== null;
    return isHttpToken ? 'BITBUCKET_SERVER_HTTP_TOKEN' : 'UNKNOWN';
  },

  async inspect(task): Promise<TokenEvidence> {
    // Most other questions are answered to anybody, with less (`application-properties` always); this one needs somebody.
    const reply = await task.ask(`${task.host.apiRoot}/profile/recent/repos?limit=1`);
    if (!isPage(reply) && meaningOf(reply) !== 'NOT_PERMITTED') return refusalOrFail(reply, task);

    return {
      answer: 'ACCEPTED',
      tokenType: bitbucketServer.typeByForm(task.value),
      ...(await learnOf(task, actorIn(reply))),
      checkedAt: task.now.toISOString(),
    };
  },
};

function refusalOrFail(reply: HostReply, task: InspectionTask): TokenEvidence {
  const tokenType = bitbucketServer.typeByForm(task.value);
  switch (meaningOf(reply)) {
    case 'UNKNOWN_TOKEN':
      return refused(task, 'INVALID', { tokenType });
    case 'BLOCKED':
      return refused(task, 'BLOCKED', { tokenType, fixUrl: wantsCaptcha(reply) ? `${task.host.webRoot}/login` : null });
    default:
      throw oddAnswer(reply);
  }
}

type Learned = Pick<AcceptedEvidence, 'tokenName' | 'identity' | 'scopes' | 'expiry' | 'repository'>;

/**
 * A token that tells its id is looked up in its owner's list, and all is known; any other is asked what it can do. The list
 * as a whole is not read: it does not say which of its tokens is the one presented. Nor are the lists of projects and
 * repositories, which are for their admins. The levels in a list are the token's own: where its owner may do less, it may
 * do less than they say.
 */
async function learnOf(task: InspectionTask, actor: string | null): Promise<Learned> {
  const id = actor === null || isTokenUser(actor) ? null : tokenIdIn(task.value);
  const identity = id === null ? await askForIdentity(task, actor) : identityOf(actor);
  const listed = id === null ? null : await askForListing(task, actor, id);
  const known = { identity, tokenName: listed?.tokenName ?? null, expiry: listed?.expiry ?? UNKNOWN };
  if (listed?.levels) return { ...known, scopes: { how: 'READ', scopes: listed.levels }, repository: 'NOT_ASKED' };

  const { repository, probes } = await probeLevels(task);
  return { ...known, scopes: { how: 'UNREADABLE', probes }, repository };
}

const UNKNOWN: ExpiryEvidence = { how: 'UNKNOWN' };

/** The robot account that stands for a project's or a repository's token: `access-token-user/2/11754`. */
const isTokenUser = (actor: string): boolean => actor.startsWith('access-token-user/');

/** `NORMAL` users are persons and robots alike. */
function identityOf(actor: string | null, user?: HostReply['body']): GitIdentity | null {
  if (actor === null) return null;
  const isRobot = isTokenUser(actor) || user?.type === 'SERVICE';
  return {
    login: actor,
    displayName: hostText(user?.displayName),
    kind: isRobot ? 'SERVICE_ACCOUNT' : 'UNKNOWN',
  };
}

async function askForIdentity(task: InspectionTask, actor: string | null): Promise<GitIdentity | null> {
  const slug = slugOf(actor);
  if (slug === null) return identityOf(actor);
  const reply = await task.ask(`${task.host.apiRoot}/users/${slug}`);
  if (reply.status === 200 && typeof reply.body.name === 'string') {
    // Two names can have one slug: somebody else's answer would be worse than none.
    return identityOf(actor, reply.body.name === actor ? reply.body : undefined);
  }
  return mayNotKnow(reply) ? identityOf(actor) : fail(reply);
}

interface Listing {
  readonly tokenName: string | null;
  /** Null where an old release does not tell. */
  readonly levels: string[] | null;
  readonly expiry: ExpiryEvidence;
}

async function askForListing(task: InspectionTask, actor: string | null, id: string): Promise<Listing | null> {
  const slug = slugOf(actor);
  if (slug === null) return null;
  const reply = await task.ask(`${task.host.webRoot}/rest/access-tokens/latest/users/${slug}/${id}`);
  const { status, body } = reply;
  if (status !== 200) return mayNotKnow(reply) ? null : fail(reply);
  if (!isId(body.id) || String(body.id) !== id) throw oddAnswer(reply);
  return {
    tokenName: hostText(body.name),
    levels: Array.isArray(body.permissions) ? hostScopes(body.permissions) : null,
    expiry: epochExpiry(body.expiryDate),
  };
}

const isId = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

/** A lack of knowledge, no fault: the list is for who may see it. */
const mayNotKnow = (reply: HostReply): boolean => ['NOT_PERMITTED', 'NOT_FOUND', 'UNCLEAR'].includes(meaningOf(reply));

function fail(reply: HostReply): never {
  throw oddAnswer(reply);
}

/** A user's name as it stands in paths: `access-token-user_2_11754`. Inferred from those seen. */
function slugOf(actor: string | null): string | null {
  const slug = actor?.toLowerCase().replace(/[^a-z0-9._-]/g, '_') ?? '';
  return /[a-z0-9]/.test(slug) ? slug : null;
}

/** Before `BBDC-…` tokens were 44 characters of base64 that begin with their id: `<id>:<random>`. Later ones do not tell it. */
function tokenIdIn(value: Secret): string | null {
  const token = value.reveal();
  if (!/^[A-Za-z0-9+/]{42}[A-Za-z0-9+/=]{2}$/.test(token)) return null;
  return /^(\d{1,20}):/.exec(Buffer.from(token, 'base64').toString('latin1'))?.[1] ?? null;
}
