// Which runtimes does a viewer see? One by its key, or a page of them; one statement each.

import type { RuntimeKey, RuntimePageQuery, TokenCipher } from '../../application/ports';
import type { Viewer } from '../../domain/account';
import type { RuntimeView } from '../../domain/runtime';
import type { Connection } from '../connection';
import { keyContaining, nameKey } from '../name-key';
import { type Parameters, Statement } from '../statement';
import {
  BEFORE_ALL,
  REUSE_COLUMNS,
  RUNTIME_VIEW,
  RUNTIME_VIEW_COLUMNS,
  runtimeViewTables,
  VISIBLE_RUNTIMES,
} from './runtime-columns';
import { type RuntimeRow, runtimeViewOf } from './runtime-row';

export const BY_ID = new Statement(`${RUNTIME_VIEW} AND runtime.id = :runtimeId`);

const BY_NAME = new Statement(`${RUNTIME_VIEW} AND runtime.account_id = :accountId AND runtime.name_key = :nameKey`);

// Somebody else's user token leads nowhere, even to a runtime that the viewer sees.
const BY_TOKEN = new Statement(`${RUNTIME_VIEW} AND runtime.id = (
  SELECT runtime_id FROM git_token
  WHERE id = :tokenId AND (kind = 'RUNTIME' OR (person_id = :personId AND suspended_at IS NULL)))`);

// The cast tells PostgreSQL what a lone NULL is.
const FILTER = `
  AND (CAST(:accountId AS text) IS NULL OR runtime.account_id = :accountId)
  AND runtime.name_key LIKE CAST(:pattern AS text) ESCAPE '!'`;

/** First which, then what: otherwise everything would be read of every runtime, to sort it and throw most of it away. */
const VISIBLE_ON_PAGE = `(
  SELECT visible.person_id AS person_id, visible.runtime_id AS runtime_id, visible.granted AS granted
  ${VISIBLE_RUNTIMES} ${FILTER} AND (runtime.name, runtime.id) > (:afterName, :afterId)
  ORDER BY runtime.name, runtime.id
  LIMIT CAST(:limit AS bigint))`;

const pageWith = (columns: string) =>
  new Statement(`SELECT ${columns} ${runtimeViewTables(VISIBLE_ON_PAGE)} ORDER BY runtime.name, runtime.id`);

export const PAGE = pageWith(RUNTIME_VIEW_COLUMNS);

const PAGE_WITH_REUSE = pageWith(`${RUNTIME_VIEW_COLUMNS}, ${REUSE_COLUMNS}`);

const COUNT = new Statement(`SELECT count(*) AS total ${VISIBLE_RUNTIMES} ${FILTER}`);

const NAME_TAKEN = new Statement(`
  SELECT id FROM runtime WHERE account_id = :accountId AND name_key = :nameKey AND id <> :otherThanId`);

/** No limit, in a number that every database takes. */
const ALL_ROWS = 2 ** 31 - 1;

export async function findRuntime(
  connection: Connection,
  cipher: TokenCipher,
  { personId }: Viewer,
  key: RuntimeKey,
): Promise<RuntimeView | null> {
  const [row] = await connection.all<RuntimeRow>(...lookup(personId, key));
  return row === undefined ? null : runtimeViewOf(row, cipher);
}

function lookup(personId: string, key: RuntimeKey): [Statement, Parameters] {
  if ('runtimeId' in key) return [BY_ID, { personId, runtimeId: key.runtimeId }];
  if ('tokenId' in key) return [BY_TOKEN, { personId, tokenId: key.tokenId }];
  return [BY_NAME, { personId, accountId: key.accountId, nameKey: nameKey(key.name) }];
}

export async function pageOfRuntimes(
  connection: Connection,
  cipher: TokenCipher,
  { personId }: Viewer,
  query: RuntimePageQuery,
): Promise<RuntimeView[]> {
  const after = query.after ?? BEFORE_ALL;
  const rows = await connection.all<RuntimeRow>(query.withReuse ? PAGE_WITH_REUSE : PAGE, {
    personId,
    accountId: query.accountId,
    pattern: keyContaining(query.search),
    afterName: after.name,
    afterId: after.id,
    limit: query.limit ?? ALL_ROWS,
  });
  return rows.map((row) => runtimeViewOf(row, cipher));
}

export async function countRuntimes(
  connection: Connection,
  { personId }: Viewer,
  query: Pick<RuntimePageQuery, 'accountId' | 'search'>,
): Promise<number> {
  const [row] = await connection.all<{ total: number | string }>(COUNT, {
    personId,
    accountId: query.accountId,
    pattern: keyContaining(query.search),
  });
  return Number(row?.total); // PostgreSQL's count is a bigint, which arrives as text
}

/** Asks about all runtimes of the account, seen or not: the name is taken either way. */
export async function isRuntimeNameTaken(
  connection: Connection,
  accountId: string,
  name: string,
  otherThanId = '',
): Promise<boolean> {
  const rows = await connection.all(NAME_TAKEN, { accountId, nameKey: nameKey(name), otherThanId });
  return rows.length > 0;
}
