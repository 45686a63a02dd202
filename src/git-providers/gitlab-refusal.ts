// Does GitLab itself refuse the token? Its own words for that.

import type { RefusedEvidence } from '../domain/token-evidence';
import { type HostReply, oddAnswer } from './answer';
import { type InspectionTask, refused } from './provider-adapter';

/** A valid token that may not ask this: `insufficient_scope`, or `insufficient_granular_scope` of fine-grained ones. */
export const lacksScope = ({ status, body }: HostReply): boolean =>
  status === 403 && typeof body.error === 'string' && /^insufficient_(granular_)?scope$/.test(body.error);

/** GitLab's refusals, each known by its status and its own words, read from the top. */
const REFUSALS: readonly (readonly [number, RegExp, RefusedEvidence['refusal']])[] = [
  [401, /^invalid_token: .*token (is )?expired/i, 'EXPIRED'],
  [401, /^invalid_token: /, 'INVALID'],
  [401, /^401 Unauthorized$/, 'INVALID'],
  [401, /^dpop_error: /, 'BLOCKED'], // the owner lets the token be used only together with a proof of possession
  [403, /^403 Forbidden\b/, 'BLOCKED'], // a blocked user or address
];

/** Throws `HostTrouble` for a reply that is none of them. */
export function refusalOrFail(reply: HostReply, task: InspectionTask): RefusedEvidence {
  const { message, error, error_description: description } = reply.body;
  const words = typeof message === 'string' ? message : `${wordsIn(error)}: ${wordsIn(description)}`;
  const row = REFUSALS.find(([status, form]) => status === reply.status && form.test(words));
  if (row === undefined) throw oddAnswer(reply);
  return refused(task, row[2]);
}

/** What is no text has no words, and is never made into some: an object can make that fail. */
const wordsIn = (value: unknown): string => (typeof value === 'string' ? value : '');
