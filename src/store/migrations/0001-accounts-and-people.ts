// Where are accounts, people, memberships and sessions kept?

import { ForwardMigration } from './forward-migration';

const STATEMENTS = [
  `CREATE TABLE account (
    id text PRIMARY KEY,
    name text NOT NULL,
    runtime_token_reuse text NOT NULL DEFAULT 'DENY' CHECK (runtime_token_reuse IN ('DENY', 'WARN', 'ALLOW')),
    runtime_token_owner text NOT NULL DEFAULT 'WARN'
      CHECK (runtime_token_owner IN ('WARN', 'REQUIRE_SERVICE_ACCOUNT')),
    created_at text NOT NULL
  )`,

  `CREATE TABLE person (
    id text PRIMARY KEY,
    name text NOT NULL,
    name_key text NOT NULL,
    email text NOT NULL UNIQUE,
    password_hash text NOT NULL,
    created_at text NOT NULL,
    disabled_at text
  )`,

  // Two memberships without a person never collide: NULLs are distinct in both databases.
  `CREATE TABLE membership (
    id text PRIMARY KEY,
    account_id text NOT NULL REFERENCES account (id),
    person_id text REFERENCES person (id),
    email text NOT NULL,
    role text NOT NULL CHECK (role IN ('ADMIN', 'USER')),
    status text NOT NULL CHECK (status IN ('INVITED', 'ACTIVE')),
    created_at text NOT NULL,
    invitation_hash text UNIQUE,
    invitation_expires_at text,
    UNIQUE (account_id, email),
    UNIQUE (account_id, person_id),
    CHECK (status <> 'ACTIVE' OR person_id IS NOT NULL),
    CHECK ((invitation_hash IS NULL) = (invitation_expires_at IS NULL))
  )`,
  `CREATE INDEX membership_person ON membership (person_id)`,

  `CREATE TABLE session (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person (id),
    created_at text NOT NULL,
    expires_at text NOT NULL
  )`,
  `CREATE INDEX session_person ON session (person_id)`,
  `CREATE INDEX session_expiry ON session (expires_at)`,

  `CREATE TABLE refresh_token (
    hash text PRIMARY KEY,
    session_id text NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    created_at text NOT NULL,
    used_at text
  )`,
  `CREATE INDEX refresh_token_session ON refresh_token (session_id)`,
];

export class AccountsAndPeople1764097200001 extends ForwardMigration {
  readonly name = 'AccountsAndPeople1764097200001';
  protected readonly statements = STATEMENTS;
}
