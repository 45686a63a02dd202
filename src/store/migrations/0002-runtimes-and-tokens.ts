// Where are runtimes and Git tokens kept, and which runtimes can a person see?

import { ForwardMigration } from './forward-migration';

// A runtime refers to its token and the token to its runtime (R1). Neither can be created first with both references, and
// SQLite cannot add a constraint later, only a column: so the token's column joins once the runtime's table is there. Added
// columns cannot be NOT NULL without a default; the CHECK says the same. Both references are checked at commit.
const TABLES = [
  `CREATE TABLE git_token (
    id text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('RUNTIME', 'USER')),
    person_id text REFERENCES person (id),
    version integer NOT NULL CHECK (version >= 1),
    hint text NOT NULL,
    fingerprint text NOT NULL,
    sealed text NOT NULL,
    evidence text NOT NULL,
    login text,
    declared_expires_at text,
    set_by text NOT NULL,
    created_at text NOT NULL,
    updated_at text NOT NULL,
    verified_at text NOT NULL,
    suspended_at text,
    CHECK ((kind = 'RUNTIME') = (person_id IS NULL)),
    CHECK (kind = 'USER' OR suspended_at IS NULL)
  )`,

  `CREATE TABLE runtime (
    id text PRIMARY KEY,
    account_id text NOT NULL REFERENCES account (id),
    name text NOT NULL,
    name_key text NOT NULL,
    git_provider text NOT NULL CHECK (git_provider IN
      ('GITHUB', 'GITHUB_ENTERPRISE', 'GITLAB_CLOUD', 'GITLAB_SERVER', 'BITBUCKET_CLOUD', 'BITBUCKET_SERVER')),
    git_provider_url text NOT NULL,
    shared_config_repository text,
    access_mode text NOT NULL CHECK (access_mode IN ('ALL_MEMBERS', 'RESTRICTED')),
    scope_check_mode text NOT NULL CHECK (scope_check_mode IN ('ENFORCE', 'REPORT')),
    token_id text NOT NULL UNIQUE REFERENCES git_token (id) DEFERRABLE INITIALLY DEFERRED,
    created_at text NOT NULL,
    UNIQUE (account_id, name_key)
  )`,

  `ALTER TABLE git_token ADD COLUMN runtime_id text CHECK (runtime_id IS NOT NULL)
    REFERENCES runtime (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`,

  `CREATE TABLE runtime_access (
    runtime_id text NOT NULL REFERENCES runtime (id) ON DELETE CASCADE,
    membership_id text NOT NULL REFERENCES membership (id) ON DELETE CASCADE,
    created_at text NOT NULL,
    PRIMARY KEY (runtime_id, membership_id)
  )`,
];

const INDEXES = [
  `CREATE UNIQUE INDEX git_token_one_for_a_runtime ON git_token (runtime_id) WHERE kind = 'RUNTIME'`,
  `CREATE UNIQUE INDEX git_token_one_for_a_person_on_a_runtime ON git_token (person_id, runtime_id) WHERE kind = 'USER'`,
  `CREATE INDEX git_token_runtime ON git_token (runtime_id)`,
  `CREATE INDEX git_token_fingerprint ON git_token (fingerprint, kind, person_id, runtime_id)`,
  `CREATE INDEX git_token_login ON git_token (login, kind, person_id, runtime_id)`,
  `CREATE INDEX git_token_suspended ON git_token (suspended_at) WHERE suspended_at IS NOT NULL`,
  `CREATE INDEX runtime_page ON runtime (account_id, name, id)`,
  `CREATE INDEX runtime_access_membership ON runtime_access (membership_id)`,
];

// The same rule as `runtime:read` of the access policy, for lists; a test holds the two equal. Who is disabled sees nothing,
// so that their tokens are suspended as those of who has lost access.
const VIEW = `CREATE VIEW visible_runtime AS
  SELECT
    member.person_id AS person_id,
    runtime.id AS runtime_id,
    member.role AS role,
    CASE WHEN access.runtime_id IS NULL THEN 0 ELSE 1 END AS granted
  FROM runtime
  JOIN membership member ON member.account_id = runtime.account_id AND member.status = 'ACTIVE'
  JOIN person ON person.id = member.person_id AND person.disabled_at IS NULL
  LEFT JOIN runtime_access access ON access.runtime_id = runtime.id AND access.membership_id = member.id
  WHERE runtime.access_mode = 'ALL_MEMBERS' OR member.role = 'ADMIN' OR access.runtime_id IS NOT NULL`;

export class RuntimesAndTokens1764097200002 extends ForwardMigration {
  readonly name = 'RuntimesAndTokens1764097200002';
  protected readonly statements = [...TABLES, ...INDEXES, VIEW];
}
