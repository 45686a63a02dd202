// What does a reply of Bitbucket Data Center mean? Its 401 asks "who are you?" or says "you may not": a header tells them apart.
// Sources: Atlassian's REST reference for 9.4; header and bodies as open-source clients recorded them.

import type { HostReply } from './answer';
import { hostText } from './host-text';

/**
 * UNKNOWN_TOKEN: nobody was recognised. NOT_PERMITTED: somebody was, but may not ask this. UNCLEAR: one of the two, but a
 * proxy took the header away. OTHER: no word of Bitbucket's that we know.
 */
export type ReplyMeaning = 'GIVEN' | 'NOT_PERMITTED' | 'NOT_FOUND' | 'UNKNOWN_TOKEN' | 'BLOCKED' | 'UNCLEAR' | 'OTHER';

/** Refusals of an account, whatever its token: locked after failed logins, deactivated, password to be changed. */
const BLOCKS = /\.(CaptchaRequired|InactiveUser|ExpiredPassword)AuthenticationException$/;

/** The one of them that its owner can lift alone: by signing in at the web page, where the CAPTCHA is shown. */
export const wantsCaptcha = (reply: HostReply): boolean =>
  exceptionIn(reply)?.endsWith('.CaptchaRequiredAuthenticationException') === true;

/** Bitbucket's own failure to ask its user directory: trouble, no verdict. */
const DIRECTORY_TROUBLE = /\.AuthenticationSystemException$/;

export function meaningOf(reply: HostReply): ReplyMeaning {
  const { status, headers, body } = reply;
  if (status === 200) return 'GIVEN';
  const exception = exceptionIn(reply);
  if (status === 404) return exception === null ? 'OTHER' : 'NOT_FOUND';
  if (![401, 403].includes(status) || DIRECTORY_TROUBLE.test(exception ?? '')) return 'OTHER';
  if (BLOCKS.test(exception ?? '')) return 'BLOCKED';
  if (actorIn(reply) !== null) return 'NOT_PERMITTED';
  if (status === 403) return 'OTHER';
  // Every answer of Bitbucket's carries the id under which its access log has the request, an empty one too.
  const isOwn = headers['x-arequestid'] !== undefined && (exception !== null || Object.keys(body).length === 0);
  if (isOwn || /AuthenticationException$/.test(exception ?? '')) return 'UNKNOWN_TOKEN';
  return exception === null ? 'OTHER' : 'UNCLEAR';
}

/** Bitbucket's user name for whoever asked, URL-encoded; null when it recognised nobody, or a proxy took the header away. */
export function actorIn({ headers }: HostReply): string | null {
  const name = headers['x-ausername'] ?? '';
  try {
    return hostText(decodeURIComponent(name));
  } catch {
    return hostText(name); // Encoded in a way we do not know, it is somebody's name all the same.
  }
}

/** A list, of which the first page came. */
export const isPage = ({ status, body }: HostReply): boolean => status === 200 && Array.isArray(body.values);

/** Java's name for what is wrong, at times empty; null where the body is not `{"errors":[{"message":…,"exceptionName":…}]}`. */
function exceptionIn({ body: { errors } }: HostReply): string | null {
  const [first] = Array.isArray(errors) ? errors : [];
  if (typeof first?.message !== 'string') return null;
  return typeof first.exceptionName === 'string' ? first.exceptionName : '';
}
