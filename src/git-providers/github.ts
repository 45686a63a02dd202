// What does GitHub say of a token? Also GitHub Enterprise, which differs in its API root alone.
// Source: GitHub's REST documentation (authentication, scopes, SAML single sign-on, rate limits). No X-GitHub-Api-Version is
// sent: Enterprise servers lag behind GitHub.com, and a version that they do not know is a 400.

import type { GitTokenType } from '../domain/git-token';
import { requiredScopes } from '../domain/required-scopes';
import type { Secret } from '../domain/secret';
import type { ExpiryEvidence, GitIdentity, ScopeEvidence, TokenEvidence } from '../domain/token-evidence';
import { recognizeToken } from '../domain/token-prefixes';
import { isKnown, type KnownTokenType, TOKEN_TYPES } from '../domain/token-types';
import { type HostHeaders, type HostReply, oddAnswer } from './answer';
import { githubApiRoot } from './github-api-root';
import { type ProbedRepository, probePermissions } from './github-permissions';
import { refusalIn } from './github-refusal';
import { askForRepository } from './github-repository';
import { githubExpiry } from './host-expiry';
import { hostScopes, hostText } from './host-text';
import type { InspectionTask, ProviderAdapter } from './provider-adapter';

const SCOPES_HEADER = 'x-oauth-scopes';
const EXPIRY_HEADER = 'github-authentication-token-expiration';
/** Before 2021 tokens had no prefix. Some live on at Enterprise servers. */
const OLD_FORM = /^[0-9a-f]{40}$/;

export const github: ProviderAdapter = {
  apiRootOf: githubApiRoot,

  typeByForm(value) {
    const recognized = recognizeToken(value);
    if (recognized?.family === 'GITHUB') return recognized.tokenType;
    return OLD_FORM.test(value.reveal()) ? 'GITHUB_CLASSIC' : 'UNKNOWN';
  },

  async inspect(task): Promise<TokenEvidence> {
    const typeByForm = github.typeByForm(task.value);
    const introduction = typeByForm === 'GITHUB_APP_INSTALLATION' ? INSTALLATION : USER;
    const reply = await task.ask(`${task.host.apiRoot}${introduction.path}`);
    if (reply.status !== 200 || !introduction.isGiven(reply)) {
      const refusal = refusalIn(reply, task, { tokenType: typeByForm, tokenName: null, identity: null });
      if (refusal === null) throw oddAnswer(reply);
      return refusal;
    }
    const tokenType = typeOf(task.value, reply.headers);
    const known = { tokenType, tokenName: null, identity: introduction.identityIn(reply) };
    const repository = await askForRepository(task, known);
    if ('answer' in repository) return repository;
    return {
      answer: 'ACCEPTED',
      ...known,
      scopes: await scopesOf(task, tokenType, reply.headers, repository.reached),
      expiry: expiryOf(tokenType, reply.headers),
      ...repository.evidence,
      checkedAt: task.now.toISOString(),
    };
  },
};

/** How a token introduces itself: the first question. */
interface Introduction {
  readonly path: string;
  isGiven(reply: HostReply): boolean;
  identityIn(reply: HostReply): GitIdentity | null;
}

const USER: Introduction = {
  path: '/user',
  isGiven: ({ body }) => hostText(body.login) !== null,
  identityIn: ({ body }) => ({
    login: hostText(body.login) ?? '',
    displayName: hostText(body.name),
    // GitHub calls robot accounts `User` like everybody's; `Bot` is for apps alone.
    kind: body.type === 'Bot' ? 'SERVICE_ACCOUNT' : 'UNKNOWN',
  }),
};

/** An app's installation is no user: it is asked what it reaches, and names nobody. That it is a robot, its type tells. */
const INSTALLATION: Introduction = {
  path: '/installation/repositories?per_page=1',
  isGiven: ({ body }) => typeof body.total_count === 'number',
  identityIn: () => null,
};

/** Only classic and OAuth tokens come with the scopes header, whatever their form. */
function typeOf(value: Secret, headers: HostHeaders): GitTokenType {
  const byForm = github.typeByForm(value);
  return byForm === 'UNKNOWN' && headers[SCOPES_HEADER] !== undefined ? 'GITHUB_CLASSIC' : byForm;
}

/**
 * Present and empty: no scopes. Absent: a proxy took the header away, and no request proves a classic scope; or the token
 * has permissions instead, which are never listed but can be probed.
 */
async function scopesOf(
  task: InspectionTask,
  tokenType: GitTokenType,
  headers: HostHeaders,
  repository: ProbedRepository | null,
): Promise<ScopeEvidence> {
  if (hasPermissions(tokenType)) {
    const needed = requiredScopes(tokenType, task.tokenKind).map(({ scope }) => scope);
    return {
      how: 'UNREADABLE',
      probes: repository === null ? [] : await probePermissions(task, repository, needed),
    };
  }
  const listed = headers[SCOPES_HEADER];
  if (listed === undefined) return { how: 'UNREADABLE', probes: [] };
  return { how: 'READ', scopes: hostScopes(listed.split(',').map((scope) => scope.trim())) };
}

const hasPermissions = (tokenType: GitTokenType): tokenType is KnownTokenType =>
  isKnown(tokenType) && TOKEN_TYPES[tokenType].vocabulary === 'GITHUB_PERMISSIONS';

/**
 * A token that names no end has none only where this other header came: a proxy that strips one strips both. Tokens of apps
 * live for hours, and are not documented to tell.
 */
const COMES_BESIDE_NO_END: Readonly<Partial<Record<GitTokenType, string>>> = {
  GITHUB_CLASSIC: SCOPES_HEADER,
  GITHUB_OAUTH: SCOPES_HEADER,
  GITHUB_FINE_GRAINED: 'x-github-media-type', // on every answer of GitHub's
};

function expiryOf(tokenType: GitTokenType, headers: HostHeaders): ExpiryEvidence {
  const header = headers[EXPIRY_HEADER];
  if (header !== undefined) return githubExpiry(header);
  const companion = COMES_BESIDE_NO_END[tokenType];
  const hasNoEnd = companion !== undefined && headers[companion] !== undefined;
  return { how: hasNoEnd ? 'NEVER' : 'UNKNOWN' };
}
