// Does a GitHub token reach the repository that its runtime names?

import type { AcceptedEvidence, RefusedEvidence } from '../domain/token-evidence';
import { type HostReply, oddAnswer } from './answer';
import { githubApiRoot } from './github-api-root';
import type { ProbedRepository } from './github-permissions';
import { type Known, refusalIn } from './github-refusal';
import type { InspectionTask } from './provider-adapter';

/** `owner/name` in the characters that GitHub allows. Dots alone would climb to another path. */
const REPOSITORY = /^(?!\.+\/)[\w.-]+\/(?!\.+$)[\w.-]+$/;

export interface RepositoryFacts {
  readonly evidence: Pick<AcceptedEvidence, 'repository' | 'repositoryFixUrl'>;
  /** Where permissions can be probed; null unless it is reachable. */
  readonly reached: ProbedRepository | null;
}

const outOfReach = (evidence: RepositoryFacts['evidence']): RepositoryFacts => ({ evidence, reached: null });

/** A block met here is the repository's, not the token's: elsewhere it goes on working. */
export async function askForRepository(task: InspectionTask, known: Known): Promise<RepositoryFacts | RefusedEvidence> {
  if (task.repository === null) return outOfReach({ repository: 'NOT_ASKED' });
  if (!REPOSITORY.test(task.repository)) return outOfReach({ repository: 'UNREACHABLE' });
  const url = `${task.host.apiRoot}/repos/${task.repository}`;
  const reply = await task.ask(url);
  if (reply.status === 200 && typeof reply.body.full_name === 'string') {
    // Unless it says otherwise it is taken as public, of which less is asked.
    return { evidence: { repository: 'REACHABLE' }, reached: { url, isPrivate: reply.body.private === true } };
  }
  if ([301, 302, 307, 308].includes(reply.status) && leadsToOwnHost(reply, task)) {
    return outOfReach({ repository: 'MOVED' });
  }
  const refusal = refusalIn(reply, task, known);
  if (refusal?.refusal === 'BLOCKED') return outOfReach({ repository: 'BLOCKED', repositoryFixUrl: refusal.fixUrl });
  if (refusal !== null) return refusal;
  if (!isOutOfReach(reply)) throw oddAnswer(reply);
  return outOfReach({ repository: 'UNREACHABLE' });
}

/** Not found, or not permitted to this token, or taken down (with a `block`): in the form that GitHub gives its errors. */
const isOutOfReach = ({ status, body }: HostReply): boolean =>
  [403, 404, 451].includes(status) && (typeof body.documentation_url === 'string' || body.block !== undefined);

/** A renamed repository stays at its host; a redirect elsewhere is a portal's, and no word of GitHub's. */
function leadsToOwnHost({ headers }: HostReply, { host }: InspectionTask): boolean {
  const { location } = headers;
  if (location === undefined || !URL.canParse(location, host.apiRoot)) return false;
  const own = [host.apiRoot, githubApiRoot(host.webRoot)].map((root) => new URL(root).hostname);
  return own.includes(new URL(location, host.apiRoot).hostname);
}
