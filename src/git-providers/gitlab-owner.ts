// Whose is a GitLab token, and what type does the account behind it make it?

import type { GitTokenType } from '../domain/git-token';
import type { GitIdentity, GitIdentityKind, RefusedEvidence } from '../domain/token-evidence';
import { lacksScope, refusalOrFail } from './gitlab-refusal';
import { hostText } from './host-text';
import type { InspectionTask } from './provider-adapter';

export interface Owner {
  readonly tokenType: GitTokenType;
  readonly identity: GitIdentity;
}

/** Null when the token may not read whose it is: a fact of its scopes, no refusal. The id that it tells all the same is no login. */
export async function askForOwner(task: InspectionTask): Promise<Owner | RefusedEvidence | null> {
  const reply = await task.ask(`${task.host.apiRoot}/user`);
  if (lacksScope(reply)) return null;
  const login = hostText(reply.body.username);
  if (reply.status !== 200 || login === null) return refusalOrFail(reply, task);
  return {
    tokenType: typeOf(reply.body.bot, login),
    identity: { login, displayName: hostText(reply.body.name), kind: kindOf(reply.body.bot) },
  };
}

/** `project_42_bot_3f…`; before GitLab 16 `project_42_bot` and `project_42_bot1`. Service accounts may be renamed: every other bot is one. */
const BOT_NAMES: readonly (readonly [RegExp, GitTokenType])[] = [
  [/^project_\d+_bot(_|\d*$)/, 'GITLAB_PROJECT'],
  [/^group_\d+_bot(_|\d*$)/, 'GITLAB_GROUP'],
];

/** An administrator's token for somebody (impersonation) does not differ from that person's own. */
function typeOf(bot: unknown, login: string): GitTokenType {
  if (bot !== true) return 'GITLAB_PERSONAL';
  return BOT_NAMES.find(([name]) => name.test(login))?.[1] ?? 'GITLAB_SERVICE_ACCOUNT';
}

const kindOf = (bot: unknown): GitIdentityKind =>
  bot === true ? 'SERVICE_ACCOUNT' : bot === false ? 'PERSON' : 'UNKNOWN';
