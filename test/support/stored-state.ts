// What is stored, and what was asked? For tests that hold a refusal to have changed nothing and to have sent nothing.

import { GIT_HOST_NAMES } from '../../seed/git-hosts/addresses';
import type { TestGateway } from './test-gateway';

/** All runtimes, tokens and audit events, whole. Two that are equal: nothing has changed in between. */
export const storedState = async ({ rows }: TestGateway) => ({
  runtimes: await rows('SELECT * FROM runtime ORDER BY id'),
  tokens: await rows('SELECT * FROM git_token ORDER BY id'),
  events: await rows('SELECT * FROM audit_event ORDER BY id'),
});

/** The same without the events: for refusals that leave one. */
export async function storedThings(running: TestGateway) {
  const { runtimes, tokens } = await storedState(running);
  return { runtimes, tokens };
}

export interface Event {
  readonly action: string;
  readonly actor: string;
  readonly subject: string;
  readonly subjectId: string | null;
  readonly outcome: string;
  readonly reason: string | null;
}

/** The audit events that some work leaves, oldest first. */
export async function eventsOf({ rows }: TestGateway, work: () => Promise<unknown>): Promise<Event[]> {
  const [last] = await rows('SELECT max(id) AS id FROM audit_event');
  await work();
  const events = await rows('SELECT * FROM audit_event WHERE id > ? ORDER BY id', last?.id ?? '');
  return events.map(
    ({ action, actor, subject, subject_id: subjectId, outcome, reason }) =>
      ({ action, actor, subject, subjectId, outcome, reason }) as Event,
  );
}

/** How many requests all Git hosts have had together. */
export const requestsSent = ({ hosts }: TestGateway): number =>
  GIT_HOST_NAMES.reduce((sum, name) => sum + hosts[name].requests.length, 0);
