// Where is it written down who did what (R19)?

import { ForwardMigration } from './forward-migration';

// `action` has no CHECK: every new feature adds to the list in the program.
const STATEMENTS = [
  `CREATE TABLE audit_event (
    id text PRIMARY KEY,
    at text NOT NULL,
    account_id text NOT NULL REFERENCES account (id),
    actor text NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('PERSON', 'SYSTEM', 'OPERATOR')),
    actor_id text,
    action text NOT NULL,
    subject text NOT NULL,
    subject_id text,
    outcome text NOT NULL CHECK (outcome IN ('SUCCEEDED', 'DENIED', 'REJECTED')),
    reason text,
    count integer NOT NULL DEFAULT 1 CHECK (count >= 1)
  )`,
  `CREATE INDEX audit_event_page ON audit_event (account_id, at, id)`,
  `CREATE INDEX audit_event_actor ON audit_event (actor_id, at)`,
  `CREATE INDEX audit_event_denial ON audit_event (account_id, actor_id, at, id) WHERE action = 'access.denied'`,
];

export class AuditEvents1764097200003 extends ForwardMigration {
  readonly name = 'AuditEvents1764097200003';
  protected readonly statements = STATEMENTS;
}
