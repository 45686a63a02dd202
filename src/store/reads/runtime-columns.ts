// What is read of a runtime for one viewer? The columns and joins that every look-up and every page shares.

import { ACCOUNT_COLUMNS } from './account-row';

/** The viewer's runtimes, without their tokens; conditions may follow. */
export const VISIBLE_RUNTIMES = `
  FROM visible_runtime visible
  JOIN runtime ON runtime.id = visible.runtime_id
  WHERE visible.person_id = :personId`;

/** Where the first page begins: no name is empty, so every runtime comes after it. */
export const BEFORE_ALL = { name: '', id: '' };

export const TOKEN_COLUMNS = [
  'id',
  'kind',
  'person_id',
  'version',
  'hint',
  'sealed',
  'evidence',
  'declared_expires_at',
  'set_by',
  'created_at',
  'updated_at',
  'verified_at',
] as const;

const tokenColumns = (table: 'rt' | 'ut') =>
  TOKEN_COLUMNS.map((column) => `${table}.${column} AS ${table}_${column}`).join(', ');

/** By sub-query: with a join, SQLite would go through all runtimes of the account instead of the few with the fingerprint. */
const ACCOUNT_OF_OTHER = '(SELECT home.account_id FROM runtime home WHERE home.id = other.runtime_id)';

/**
 * What warnings depend on. They take as long as all other columns together. Fingerprints of one value made with different
 * keys differ: during a rotation a reuse shows once both are re-made.
 */
export const REUSE_COLUMNS = `
  EXISTS (SELECT 1 FROM git_token other
    WHERE other.fingerprint = rt.fingerprint AND other.kind = 'RUNTIME' AND ${ACCOUNT_OF_OTHER} <> runtime.account_id
  ) AS rt_elsewhere,
  EXISTS (SELECT 1 FROM git_token other
    WHERE other.fingerprint = rt.fingerprint AND other.kind = 'RUNTIME' AND ${ACCOUNT_OF_OTHER} = runtime.account_id
      AND other.id <> rt.id
  ) AS rt_another_runtime,
  EXISTS (SELECT 1 FROM git_token other
    WHERE other.fingerprint = rt.fingerprint AND other.kind = 'USER' AND other.person_id = visible.person_id
  ) AS rt_same_as_own,
  EXISTS (SELECT 1 FROM git_token other
    WHERE other.fingerprint = ut.fingerprint AND other.kind = 'USER' AND other.person_id <> ut.person_id
  ) AS ut_elsewhere,
  EXISTS (SELECT 1 FROM git_token other
    JOIN visible_runtime seen ON seen.runtime_id = other.runtime_id AND seen.person_id = visible.person_id
    WHERE other.fingerprint = ut.fingerprint AND other.kind = 'RUNTIME'
  ) AS ut_same_as_own,
  EXISTS (SELECT 1 FROM git_token other JOIN runtime home ON home.id = other.runtime_id
    WHERE other.login = ut.login AND other.kind = 'USER' AND other.person_id <> ut.person_id
      AND home.git_provider = runtime.git_provider AND home.git_provider_url = runtime.git_provider_url
  ) AS ut_shared_login`;

/** What makes one `RuntimeView`, but for the reuse. */
export const RUNTIME_VIEW_COLUMNS = `
    runtime.id AS runtime_id, runtime.name AS runtime_name, runtime.git_provider AS git_provider,
    runtime.git_provider_url AS git_provider_url, runtime.shared_config_repository AS shared_config_repository,
    runtime.access_mode AS access_mode, runtime.scope_check_mode AS scope_check_mode,
    runtime.created_at AS runtime_created_at, visible.granted AS granted,
    ${ACCOUNT_COLUMNS},
    ${tokenColumns('rt')},
    ${tokenColumns('ut')}`;

/** Nobody's but through `visible_runtime`, or rows of it, with no user token but the viewer's own. */
export const runtimeViewTables = (visibleRuntime = 'visible_runtime') => `
  FROM ${visibleRuntime} visible
  JOIN runtime ON runtime.id = visible.runtime_id
  JOIN account ON account.id = runtime.account_id
  JOIN git_token rt ON rt.id = runtime.token_id
  LEFT JOIN git_token ut
    ON ut.kind = 'USER' AND ut.person_id = visible.person_id AND ut.runtime_id = runtime.id AND ut.suspended_at IS NULL`;

/** One row is one `RuntimeView`; conditions may follow. */
export const RUNTIME_VIEW = `
  SELECT ${RUNTIME_VIEW_COLUMNS}, ${REUSE_COLUMNS} ${runtimeViewTables()}
  WHERE visible.person_id = :personId`;
