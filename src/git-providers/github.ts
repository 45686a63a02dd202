// What does GitHub say of a token? Also GitHub Enterprise, which differs in its API root alone.
// Source: GitHub's REST documentation (authentication, scopes, SAML single sign-on, rate limits).

import type { GitTokenType } from '../domain/git-token';
import type { Secret } from '../domain/secret';
import type {
  AcceptedEvidence,
  ExpiryEvidence,
  GitIdentity,
  RefusedEvidence,
  ScopeEvidence,
  TokenEvidence,
} from '../domain/token-evidence';
import { recognizeToken } from '../domain/token-prefixes';
import { type HostHeaders, type HostReply, oddAnswer } from './answer';
import { githubExpiry } from './host-expiry';
import { hostScopes, hostText } from './host-text';
import { type InspectionTask, type ProviderAdapter, refused } from './provider-adapter';

const SCOPES_HEADER = 'x-oauth-scopes';
const EXPIRY_HEADER = 'github-authentication-token-expiration';

/** Before 2021 tokens had no prefix. Some live on at Enterprise servers. */
const OLD_FORM = /^[0-9a-f]{40}$/;

/** 403 messages that say: the token is genuine, but a rule or a block keeps it out. */
const BLOCK_MESSAGES: readonly RegExp[] = [
  /^Although you appear to have the correct authorization credentials/i, // IP allow list, OAuth app restrictions
  /forbids access via a (personal access token|fine-grained)/i,
  /protected by organization SAML enforcement/i,
  /account was suspended/i,
];

export const github: ProviderAdapter = {
  apiRootOf(webRoot) {
    const { host, hostname, protocol } = new URL(webRoot);
    // GitHub.com, and GitHub's own hosting of enterprises under ghe.com, have an API host; everybody else a path.
    const hasApiHost = hostname === 'github.com' || hostname.endsWith('.ghe.com');
    return hasApiHost ? `${protocol}//api.${host}` : `${webRoot}/api/v3`;
  },

  typeByForm(value) {
    const recognized = recognizeToken(value);
    if (recognized?.family === 'GITHUB') return recognized.tokenType;
    return OLD_FORM.test(value.reveal()) ? 'GITHUB_CLASSIC' : 'UNKNOWN';
  },

  async inspect(task): Promise<TokenEvidence> {
    const reply = await task.ask(`${task.host.apiRoot}/user`);
    const login = hostText(reply.body.login);
    if (reply.status !== 200 || login === null) return refusalIn(reply, task) ?? fail(reply);

    const known = {
      tokenType: typeOf(task.value, reply.headers),
      tokenName: null, // GitHub does not tell it.
      identity: identityOf(login, reply),
    };
    const repository = await askForRepository(task, known);
    if ('answer' in repository) return repository;
    return {
      answer: 'ACCEPTED',
      ...known,
      scopes: scopesOf(reply.headers),
      expiry: expiryOf(reply.headers),
      ...repository,
      checkedAt: task.now.toISOString(),
    };
  },
};

type Known = Pick<AcceptedEvidence, 'tokenType' | 'tokenName' | 'identity'>;

function fail(reply: HostReply): never {
  throw oddAnswer(reply);
}

/** Only classic and OAuth tokens come with the scopes header, whatever their form. */
function typeOf(value: Secret, headers: HostHeaders): GitTokenType {
  const byForm = github.typeByForm(value);
  return byForm === 'UNKNOWN' && headers[SCOPES_HEADER] !== undefined ? 'GITHUB_CLASSIC' : byForm;
}

/** GitHub calls robot accounts `User` like everybody's; `Bot` is for apps alone. */
const identityOf = (login: string, { body }: HostReply): GitIdentity => ({
  login,
  displayName: hostText(body.name),
  kind: body.type === 'Bot' ? 'SERVICE_ACCOUNT' : 'UNKNOWN',
});

/** Present and empty: no scopes. Absent: a fine-grained token, or a proxy took the header away. */
function scopesOf(headers: HostHeaders): ScopeEvidence {
  const listed = headers[SCOPES_HEADER];
  if (listed === undefined) return { how: 'UNREADABLE', probes: [] };
  return { how: 'READ', scopes: hostScopes(listed.split(',').map((scope) => scope.trim())) };
}

/** An absent header means "never" only beside GitHub's other header: a proxy that strips one strips both. */
function expiryOf(headers: HostHeaders): ExpiryEvidence {
  const header = headers[EXPIRY_HEADER];
  if (header !== undefined) return githubExpiry(header);
  return headers[SCOPES_HEADER] === undefined ? { how: 'UNKNOWN' } : { how: 'NEVER' };
}

/** GitHub's own refusal in a reply; null when it is not one. */
function refusalIn(reply: HostReply, task: InspectionTask, known?: Known): RefusedEvidence | null {
  const tokenType = known?.tokenType ?? github.typeByForm(task.value);
  const message = typeof reply.body.message === 'string' ? reply.body.message : '';
  // Invalid, expired and revoked all read "Bad credentials"; other 401s mean that the token did not arrive.
  if (reply.status === 401 && message === 'Bad credentials') return refused(task, 'INVALID', { ...known, tokenType });
  if (reply.status !== 403 || message === '') return null;
  const singleSignOn = reply.headers['x-github-sso'] ?? '';
  if (!singleSignOn.startsWith('required') && !BLOCK_MESSAGES.some((block) => block.test(message))) return null;
  return refused(task, 'BLOCKED', { ...known, tokenType, fixUrl: singleSignOnUrl(singleSignOn, task.host.webRoot) });
}

/** `required; url=https://github.com/orgs/ORG/sso?…`: shown to people to click on, so only of the provider's own host. */
function singleSignOnUrl(header: string, webRoot: string): string | null {
  const named = /^required; *url=(\S{1,2000})$/.exec(header)?.[1] ?? '';
  if (!URL.canParse(named)) return null;
  const url = new URL(named);
  const isOwn = url.protocol === 'https:' && url.host === new URL(webRoot).host && url.username === '';
  return isOwn ? url.href : null;
}

/** `owner/name` in the characters that GitHub allows. Dots alone would climb to another path. */
const REPOSITORY = /^(?!\.+\/)[\w.-]+\/(?!\.+$)[\w.-]+$/;

type RepositoryFacts = Pick<AcceptedEvidence, 'repository' | 'repositoryFixUrl'>;

/** A block met here is the repository's, not the token's: elsewhere it goes on working. */
async function askForRepository(task: InspectionTask, known: Known): Promise<RepositoryFacts | RefusedEvidence> {
  if (task.repository === null) return { repository: 'NOT_ASKED' };
  if (!REPOSITORY.test(task.repository)) return { repository: 'UNREACHABLE' };
  const reply = await task.ask(`${task.host.apiRoot}/repos/${task.repository}`);
  if (reply.status === 200 && typeof reply.body.full_name === 'string') return { repository: 'REACHABLE' };
  if ([301, 302, 307, 308].includes(reply.status) && leadsToOwnHost(reply, task)) return { repository: 'MOVED' };
  const refusal = refusalIn(reply, task, known);
  if (refusal?.refusal === 'BLOCKED') return { repository: 'BLOCKED', repositoryFixUrl: refusal.fixUrl };
  if (refusal !== null) return refusal;
  return isOutOfReach(reply) ? { repository: 'UNREACHABLE' } : fail(reply);
}

/** Not found, or not permitted to this token, or taken down (with a `block`): in the form that GitHub gives its errors. */
const isOutOfReach = ({ status, body }: HostReply): boolean =>
  [403, 404, 451].includes(status) && (typeof body.documentation_url === 'string' || body.block !== undefined);

/** A renamed repository stays at its host; a redirect elsewhere is a portal's, and no word of GitHub's. */
function leadsToOwnHost({ headers }: HostReply, { host }: InspectionTask): boolean {
  const { location } = headers;
  if (location === undefined || !URL.canParse(location, host.apiRoot)) return false;
  const own = [host.apiRoot, github.apiRootOf(host.webRoot)].map((root) => new URL(root).hostname);
  return own.includes(new URL(location, host.apiRoot).hostname);
}
