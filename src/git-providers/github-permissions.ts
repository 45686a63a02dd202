// What may a GitHub token do that does not tell? Learned from the answers to the probes of github-probes.ts (R17), and from
// nothing else: `X-Accepted-GitHub-Permissions` says what the endpoint takes, `permissions` in a repository's body what the
// user may do there. Neither speaks of the token.

import type { ProbeResult } from '../domain/token-evidence';
import { type HostReply, HostTrouble, oddAnswer } from './answer';
import { GITHUB_PROBES, type Reading, type Writing } from './github-probes';
import type { InspectionTask } from './provider-adapter';

/** A repository that the token reaches. */
export interface ProbedRepository {
  /** `https://api.github.com/repos/acme/config` */
  readonly url: string;
  readonly isPrivate: boolean;
}

/** Tells of each permission whether the token holds it here: at most one request for each, two for webhooks. */
export async function probePermissions(
  task: InspectionTask,
  repository: ProbedRepository,
  permissions: readonly string[],
): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  // One after the other: the first trouble ends the check, and the rest is not sent.
  for (const scope of permissions) results.push({ scope, state: await probe(task, repository, scope) });
  return results;
}

type State = ProbeResult['state'];

async function probe(task: InspectionTask, repository: ProbedRepository, permission: string): Promise<State> {
  // Every token that reaches a repository may read what is said about it.
  if (permission === 'metadata:read') return 'GRANTED';
  const row = Object.hasOwn(GITHUB_PROBES, permission) ? GITHUB_PROBES[permission] : undefined;
  if (row === undefined) return 'UNKNOWN';
  if (task.probes === 'read') return (await read(task, repository, row.reading)).state;
  if (row.isReadFirst !== true) return write(task, repository, row.writing);

  const { state, answered } = await read(task, repository, row.reading);
  if (!answered) return state;
  const written = await write(task, repository, row.writing);
  return written === 'GRANTED' && task.host.webRoot !== 'https://github.com' ? 'UNKNOWN' : written;
}

/** `answered`: the token was shown what it asked for. */
async function read(
  task: InspectionTask,
  repository: ProbedRepository,
  { path, onlyIfPrivate, alsoRefutedBy }: Reading,
): Promise<{ state: State; answered: boolean }> {
  if (onlyIfPrivate && !repository.isPrivate) return { state: 'UNKNOWN', answered: false };
  const reply = await task.ask(`${repository.url}${path}`);
  if (reply.status === 200) return { state: 'UNKNOWN', answered: true };
  const isRefuted = lacksPermission(ownRefusal(reply)) || reply.status === alsoRefutedBy;
  return { state: isRefuted ? 'MISSING' : 'UNKNOWN', answered: false };
}

async function write(
  task: InspectionTask,
  repository: ProbedRepository,
  { path, method, body, grantedBy, silent }: Writing,
): Promise<State> {
  try {
    const reply = ownRefusal(await task.ask(`${repository.url}${path}`, { method, body }));
    if (lacksPermission(reply)) return 'MISSING';
    return reply.status === grantedBy ? 'GRANTED' : 'UNKNOWN';
  } catch (error) {
    if (error instanceof HostTrouble && error.status !== null && error.status === silent) return 'UNKNOWN';
    throw error;
  }
}

/** GitHub's own "no", of whatever kind; a 401 in the middle of a check, a proxy's answer or a success is none. */
function ownRefusal(reply: HostReply): HostReply {
  const { status, body } = reply;
  const isOwn = status >= 400 && status !== 401 && typeof body.documentation_url === 'string';
  if (!isOwn) throw oddAnswer(reply);
  return reply;
}

/** The words of a 403. Others of its words (`Repository was archived so is read-only.`) tell nothing of the token. */
const LACKS_PERMISSION = /^Resource not accessible by (personal access token|integration)/;

const lacksPermission = ({ body }: HostReply): boolean =>
  typeof body.message === 'string' && LACKS_PERMISSION.test(body.message);
