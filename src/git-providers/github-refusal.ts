// Does GitHub itself refuse the token? Its own words for that, and where it says the refusal can be lifted.

import type { AcceptedEvidence, BlockCause, RefusedEvidence } from '../domain/token-evidence';
import type { HostReply } from './answer';
import { type InspectionTask, refused } from './provider-adapter';

/** What is known of a token when it is refused. */
export type Known = Pick<AcceptedEvidence, 'tokenType' | 'tokenName' | 'identity'>;

/** 403 messages that say: the token is genuine, but a rule or a block keeps it out. */
const BLOCK_MESSAGES: readonly (readonly [RegExp, BlockCause])[] = [
  [/^Although you appear to have the correct authorization credentials/i, 'ORGANIZATION'], // IP allow list, OAuth app restrictions
  [/forbids access via a (personal access token|fine-grained)/i, 'ORGANIZATION'],
  [/protected by organization SAML enforcement/i, 'ORGANIZATION'],
  [/account was suspended/i, 'SUSPENSION'],
];

/** GitHub's own refusal in a reply; null when it is not one. */
export function refusalIn(
  { status, headers, body }: HostReply,
  task: InspectionTask,
  known: Known,
): RefusedEvidence | null {
  const message = typeof body.message === 'string' ? body.message : '';
  // Invalid, expired and revoked all read "Bad credentials". Other 401s mean that the token did not arrive, or that a
  // password did (`X-GitHub-OTP`), which we never send.
  if (status === 401 && message === 'Bad credentials') return refused(task, 'INVALID', known);
  const singleSignOn = headers['x-github-sso'] ?? '';
  // At times GitHub hides what single sign-on protects. `partial-results` beside a 200 is no refusal: a list was cut.
  const needsSignOn = [403, 404].includes(status) && singleSignOn.startsWith('required') && message !== '';
  const said = status === 403 ? BLOCK_MESSAGES.find(([block]) => block.test(message))?.[1] : undefined;
  const blockedBy = said ?? (needsSignOn ? 'ORGANIZATION' : null);
  if (blockedBy === null) return null;
  const fixUrl = singleSignOnUrl(singleSignOn, task.host.webRoot);
  return { ...refused(task, 'BLOCKED', { ...known, fixUrl }), blockedBy };
}

/** `required; url=https://github.com/orgs/ORG/sso?…`: shown to people to click on, so only of the provider's own host. */
function singleSignOnUrl(header: string, webRoot: string): string | null {
  const named = /^required; *url=(\S{1,2000})$/.exec(header)?.[1] ?? '';
  if (!URL.canParse(named)) return null;
  const url = new URL(named);
  const isOwn = url.protocol === 'https:' && url.host === new URL(webRoot).host && url.username === '';
  return isOwn ? url.href : null;
}
