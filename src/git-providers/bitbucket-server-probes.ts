// What may a Bitbucket Data Center token do where no list tells? Asked of one repository and its project, by reading alone (R17).
// Sources: "HTTP access tokens" for the levels, the REST reference for what each question needs.

import { requiredScopes } from '../domain/required-scopes';
import type { ProbeResult, RepositoryEvidence } from '../domain/token-evidence';
import { oddAnswer } from './answer';
import { isPage, meaningOf } from './bitbucket-server-reply';
import type { InspectionTask } from './provider-adapter';

/** `https://bitbucket.example.com/rest/api/latest/projects/ACME`, and `…/repos/config` below it. */
interface ProbedPlace {
  readonly project: string;
  readonly repository: string;
}

type Probe = (task: InspectionTask, place: ProbedPlace) => Promise<ProbeResult>;

/**
 * One row for each level that something needs. Not among them: creating a repository with an impossible name. It changes
 * nothing, but since 9.4 its 400 proves the right to create alone, not PROJECT_ADMIN; and what only looks like a write need
 * not be sent where reading proves more. Nor the list of projects with PROJECT_ADMIN: the one project that counts is asked.
 */
const PROBES: Readonly<Record<string, Probe>> = {
  PROJECT_ADMIN: async (task, { project }) => ({
    scope: 'PROJECT_ADMIN',
    state: await mayList(task, `${project}/permissions/users?limit=1`),
  }),
  REPO_ADMIN: async (task, { repository }) => ({
    scope: 'REPO_ADMIN',
    state: await mayList(task, `${repository}/webhooks?limit=1`),
  }),
  REPO_WRITE: probeWriting,
};

/** No reading needs REPO_WRITE: it is proved by what includes it, and refuted where nothing at all may be written. */
async function probeWriting(task: InspectionTask, { repository }: ProbedPlace): Promise<ProbeResult> {
  if ((await mayList(task, `${repository}/webhooks?limit=1`)) === 'GRANTED') {
    return { scope: 'REPO_ADMIN', state: 'GRANTED' };
  }
  const writable = await task.ask(`${task.host.apiRoot}/repos?permission=REPO_WRITE&limit=1`);
  if (!isPage(writable)) throw oddAnswer(writable);
  // A page with something proves nothing: it may be another repository, and perhaps counts the person's right, not the token's.
  const isEmpty = Array.isArray(writable.body.values) && writable.body.values.length === 0;
  return { scope: 'REPO_WRITE', state: isEmpty ? 'MISSING' : 'UNKNOWN' };
}

async function mayList(task: InspectionTask, url: string): Promise<ProbeResult['state']> {
  const reply = await task.ask(url);
  if (isPage(reply)) return 'GRANTED';
  const meaning = meaningOf(reply);
  if (meaning === 'NOT_PERMITTED') return 'MISSING';
  // Behind a proxy that strips headers; or a project of a person's, which has no list of permissions.
  if (meaning === 'UNCLEAR' || meaning === 'NOT_FOUND') return 'UNKNOWN';
  throw oddAnswer(reply);
}

/** `PROJECT/repository`, or `~person/repository`. Dots alone would climb to another path. */
const REPOSITORY = /^(~?[\w.-]*\w[\w.-]*)\/([\w.-]*\w[\w.-]*)$/;

/** At most four questions: for the repository, then for each level that the kind of token needs. */
export async function probeLevels(
  task: InspectionTask,
): Promise<{ repository: RepositoryEvidence; probes: ProbeResult[] }> {
  if (task.repository === null) return { repository: 'NOT_ASKED', probes: [] };
  const place = placeOf(task.host.apiRoot, task.repository);
  if (place === null || !(await isReachable(task, place))) return { repository: 'UNREACHABLE', probes: [] };

  const probes: ProbeResult[] = [];
  for (const { scope } of requiredScopes('BITBUCKET_SERVER_HTTP_TOKEN', task.tokenKind)) {
    const probe = PROBES[scope];
    if (probe !== undefined) probes.push(await probe(task, place));
  }
  return { repository: 'REACHABLE', probes };
}

function placeOf(apiRoot: string, name: string): ProbedPlace | null {
  const [, key, slug] = REPOSITORY.exec(name) ?? [];
  if (key === undefined || slug === undefined) return null;
  const project = `${apiRoot}/projects/${key}`;
  return { project, repository: `${project}/repos/${slug}` };
}

async function isReachable(task: InspectionTask, { repository }: ProbedPlace): Promise<boolean> {
  const reply = await task.ask(repository);
  if (reply.status === 200 && typeof reply.body.slug === 'string') return true;
  if (['NOT_PERMITTED', 'NOT_FOUND'].includes(meaningOf(reply))) return false;
  throw oddAnswer(reply);
}
