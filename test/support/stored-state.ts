// What is stored, and what was asked? For tests that hold a refusal to have changed nothing and to have sent nothing.

import { GIT_HOST_NAMES } from '../../seed/git-hosts/addresses';
import type { TestGateway } from './test-gateway';

/** All runtimes, tokens and audit events, whole. Two that are equal: nothing has changed in between. */
export const storedState = ({ rows }: TestGateway) => ({
  runtimes: rows('SELECT * FROM runtime ORDER BY id'),
  tokens: rows('SELECT * FROM git_token ORDER BY id'),
  events: rows('SELECT * FROM audit_event ORDER BY rowid'),
});

/** The same without the events: for refusals that leave one. */
export function storedThings(running: TestGateway) {
  const { runtimes, tokens } = storedState(running);
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
export async function eventsOf(running: TestGateway, work: () => Promise<unknown>): Promise<Event[]> {
  const [last] = running.rows('SELECT max(rowid) AS id FROM audit_event');
  await work();
  return running.rows(
    `SELECT action, actor, subject, subject_id AS subjectId, outcome, reason FROM audit_event
     WHERE rowid > ? ORDER BY rowid`,
    Number(last?.id ?? 0),
  ) as unknown as Event[];
}

/** How many requests all Git hosts have had together. */
export const requestsSent = ({ hosts }: TestGateway): number =>
  GIT_HOST_NAMES.reduce((sum, name) => sum + hosts[name].requests.length, 0);
