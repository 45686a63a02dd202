// How is it written down who did what, and found again?

import type { AuditOutcome, NewAuditEvent } from '../../domain/audit-event';

export interface AuditLog {
  append(event: NewAuditEvent, at: Date): Promise<void>;
  /** Ids of a person's denials in an account since then, newest first. */
  latestDenials(of: Pick<NewAuditEvent, 'accountId' | 'actorId'>, since: Date, limit: number): Promise<string[]>;
  /** The event stands for so many more. */
  raiseCount(eventId: string, by: number): Promise<void>;
  /** Writes a pseudonym wherever a person's e-mail stands, in all accounts. Answers the ids of those whose events it changed. */
  pseudonymise(email: string, pseudonym: string): Promise<string[]>;
}

/** Which events of an account are meant; null: any. */
export interface AuditEventFilter {
  readonly action: string | null;
  /** In lower case, as actors are stored. */
  readonly actor: string | null;
  readonly subjectId: string | null;
  readonly outcome: AuditOutcome | null;
  /** From this instant on. */
  readonly since: Date | null;
  /** Before this instant. */
  readonly until: Date | null;
}

export interface AuditEventPageQuery {
  readonly accountId: string;
  readonly filter: AuditEventFilter;
  /** The last row of the page before: its time (ISO 8601) and id. */
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
}
