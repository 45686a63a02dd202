// Which forms of SQL does the store do without, and why? What SQLite, PostgreSQL, the poolers in front of it or its distributed
// relatives do not have, mean differently, or are slow at. docs/scale.md says which of them lacks what.

export interface AvoidedForm {
  readonly form: string;
  readonly pattern: RegExp;
  readonly why: string;
  /** A statement that must be caught by this form, and by no other. */
  readonly example: string;
}

const BY_HAND = 'transactions are SERIALIZABLE; SQLite has no such locks, and every engine has others';
const OF_A_SESSION = 'a pooler gives each transaction another session, in which it is not there';
const IN_THE_SERVER = 'rules live in src/domain; the engines differ most in what they run themselves';
const PLANNED_ANEW = 'SQLite looks at the value while it plans, and so plans anew each time; a CAST hides it';
const SQLITE_ONLY = 'only SQLite has it';
const POSTGRES_ONLY = 'only PostgreSQL and its closest relatives have it';

export const AVOIDED_FORMS: readonly AvoidedForm[] = [
  form('row locks', /\bFOR (NO KEY )?(UPDATE|KEY SHARE|SHARE)\b/, BY_HAND, 'SELECT 1 FROM t FOR UPDATE SKIP LOCKED'),
  form('LOCK TABLE', /\bLOCK (TABLE\b|ONLY\b|"?\w+"? IN\b)/, BY_HAND, 'LOCK TABLE t IN EXCLUSIVE MODE'),
  form(
    'advisory locks',
    /\bpg_(try_)?advisory_/,
    `${BY_HAND}; migrating is the one exception`,
    'SELECT pg_advisory_lock(1)',
  ),
  form('LISTEN, NOTIFY', /^(UN)?LISTEN\b|^NOTIFY\b|\bpg_notify\b/, OF_A_SESSION, 'LISTEN changes'),
  form('settings of a session', /^(SET|RESET|DISCARD)\b|\bset_config\b/, OF_A_SESSION, "SET work_mem = '1GB'"),
  form('PREPARE in SQL', /^(PREPARE|EXECUTE|DEALLOCATE)\b/, OF_A_SESSION, 'EXECUTE q(1)'),
  form('cursors', /^(DECLARE|FETCH|MOVE|CLOSE)\b/, OF_A_SESSION, 'DECLARE c CURSOR FOR SELECT 1'),
  form('temporary tables', /\b(TEMP|TEMPORARY|UNLOGGED)\b/, OF_A_SESSION, 'CREATE TEMP TABLE t (a text)'),
  form('savepoints', /^(SAVEPOINT|RELEASE|ROLLBACK TO)\b/, 'an attempt is whole or not at all', 'SAVEPOINT s'),
  form('COPY', /^COPY\b/, POSTGRES_ONLY, 'COPY t FROM STDIN'),
  form('TRUNCATE', /^TRUNCATE\b/, 'SQLite and Aurora DSQL lack it', 'TRUNCATE t'),
  form('MERGE', /^MERGE\b/, POSTGRES_ONLY, 'MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE'),
  form(
    'OFFSET paging',
    /\bOFFSET\b/,
    'reads what it skips, and skips what moved; pages go on from a key',
    'SELECT 1 LIMIT 5 OFFSET 5',
  ),
  form(
    'CTEs that change data',
    /\bAS (NOT MATERIALIZED |MATERIALIZED )?\( ?(INSERT|UPDATE|DELETE)\b/,
    POSTGRES_ONLY,
    'WITH gone AS (DELETE FROM t RETURNING id) SELECT id FROM gone',
  ),
  form(
    'triggers, functions',
    /\b(TRIGGER|FUNCTION|PROCEDURE|RULE|LANGUAGE)\b|^(DO|CALL)\b/,
    IN_THE_SERVER,
    'CALL tidy_up()',
  ),
  form(
    'types, extensions',
    /\b(CREATE|ALTER) (TYPE|DOMAIN|EXTENSION)\b/,
    IN_THE_SERVER,
    "CREATE TYPE role AS ENUM ('A')",
  ),
  form(
    'sequences',
    /\b(SERIAL|BIGSERIAL|SEQUENCE|AUTOINCREMENT|IDENTITY|nextval|currval)\b/,
    'ids are made by the program; a sequence is one hot spot for many nodes',
    'CREATE TABLE t (id serial PRIMARY KEY)',
  ),
  form(
    'addresses of rows',
    /\b(ctid|xmin|xmax|oid|rowid)\b/,
    'each engine has others, or none',
    'DELETE FROM t WHERE ctid = :a',
  ),
  form(
    "the server's clock and chance",
    /\b(now|random|clock_timestamp|gen_random_uuid) ?\(|\bCURRENT_(TIMESTAMP|DATE|TIME)\b/,
    'time comes from the clock port, ids from application/ids; a second attempt asks the same',
    'DELETE FROM t WHERE at < CURRENT_TIMESTAMP',
  ),
  form(
    'CONCURRENTLY',
    /\bCONCURRENTLY\b/,
    'it cannot run in a transaction, and migrations do',
    'CREATE INDEX CONCURRENTLY i ON t (a)',
  ),
  form('LIMIT with a bare parameter', /\bLIMIT [:?$]/, PLANNED_ANEW, 'SELECT a FROM t LIMIT :limit'),
  form('LIKE with a bare parameter', /\bLIKE [:?$]/, PLANNED_ANEW, "SELECT 1 FROM t WHERE a LIKE :a ESCAPE '!'"),
  form(
    'a parameter that partial indexes depend on',
    /\bkind = [:?$]/,
    `${PLANNED_ANEW}; or a statement for each value`,
    'SELECT 1 FROM git_token WHERE kind = :kind',
  ),
  form('INSERT OR …', /\bINSERT OR\b|^REPLACE INTO\b/, SQLITE_ONLY, 'INSERT OR REPLACE INTO t VALUES (1)'),
  form(
    'PRAGMA, ATTACH, VACUUM',
    /^(PRAGMA|ATTACH|DETACH|VACUUM)\b/,
    'not SQL, and each engine has its own',
    'PRAGMA optimize',
  ),
  form('GLOB, MATCH, REGEXP', /\b(GLOB|MATCH|REGEXP)\b/, SQLITE_ONLY, "SELECT 1 FROM t WHERE a GLOB 'x*'"),
  form(
    "SQLite's functions",
    /\b(datetime|strftime|julianday|unixepoch|ifnull|instr|changes|total_changes|last_insert_\w+) ?\(/,
    SQLITE_ONLY,
    "SELECT datetime('now')",
  ),
  form("SQLite's tables", /\bWITHOUT ROWID\b|\bSTRICT\b/, SQLITE_ONLY, 'CREATE TABLE t (a text PRIMARY KEY) STRICT'),
  form('ILIKE, SIMILAR TO, ~', /\bILIKE\b|\bSIMILAR TO\b|~/, POSTGRES_ONLY, 'SELECT 1 FROM t WHERE a ILIKE :a'),
  form('::casts', /::/, `${POSTGRES_ONLY}; CAST(a AS text) is standard`, 'SELECT a::text FROM t'),
  form(
    'arrays',
    /\b(ANY|ALL|ARRAY|unnest|array_agg) ?[([]|\w\[\]/,
    POSTGRES_ONLY,
    'SELECT 1 FROM t WHERE a = ANY(:list)',
  ),
  form(
    'JSON in SQL',
    /\bjsonb?\b|\bjsonb?_\w+|->/,
    'the forms differ; JSON is read and written by the program',
    "SELECT a->>'b' FROM t",
  ),
  form('DISTINCT ON, LATERAL', /\bDISTINCT ON\b|\bLATERAL\b/, POSTGRES_ONLY, 'SELECT DISTINCT ON (a) a FROM t'),
  form(
    'types of time',
    /\b(timestamp|timestamptz|interval)\b/,
    'times are text of fixed width on every engine',
    'CREATE TABLE t (at timestamptz)',
  ),
];

function form(name: string, pattern: RegExp, why: string, example: string): AvoidedForm {
  return { form: name, pattern: new RegExp(pattern.source, 'i'), why, example };
}

/** What is wrong with a statement; empty for a good one. What stands in quotes is data, and blanks are as good as line breaks. */
export function avoidedFormsIn(sql: string): AvoidedForm[] {
  const bare = sql
    .replace(/'[^']*'/g, "''")
    .replace(/\s+/g, ' ')
    .trim();
  return AVOIDED_FORMS.filter(({ pattern }) => pattern.test(bare));
}
