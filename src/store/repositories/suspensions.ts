// What becomes of the user tokens of who has lost access to a runtime (R9)? Out of use at once, destroyed after 24 hours.

import type { DestroyedToken, Settlement } from '../../application/ports';
import type { TransactionConnection } from '../connection';
import { dateToText } from '../entities/columns';
import { Statement } from '../statement';

const HOURS_OF_GRACE = 24;

const OF_THE_ACCOUNT = `kind = 'USER' AND runtime_id IN (SELECT id FROM runtime WHERE account_id = :accountId)`;

const HAS_ACCESS = `EXISTS (
  SELECT 1 FROM visible_runtime visible
  WHERE visible.person_id = git_token.person_id AND visible.runtime_id = git_token.runtime_id)`;

// In all accounts: whoever comes across a token whose time is over destroys it.
const ENDED = new Statement(`
  SELECT runtime.account_id AS "accountId", runtime.id AS "runtimeId", runtime.name AS "runtimeName",
    person.email AS "ownerEmail"
  FROM git_token token
  JOIN runtime ON runtime.id = token.runtime_id
  JOIN person ON person.id = token.person_id
  WHERE token.suspended_at <= :graceEnded
  ORDER BY token.suspended_at, token.id`);

const DESTROY = new Statement('DELETE FROM git_token WHERE suspended_at <= :graceEnded');

const BRING_BACK = new Statement(`
  UPDATE git_token SET suspended_at = NULL WHERE ${OF_THE_ACCOUNT} AND suspended_at IS NOT NULL AND ${HAS_ACCESS}`);

const SUSPEND = new Statement(`
  UPDATE git_token SET suspended_at = :now WHERE ${OF_THE_ACCOUNT} AND suspended_at IS NULL AND NOT ${HAS_ACCESS}`);

/** In this order: access that comes back too late finds nothing any more. */
export async function settleSuspensions(
  connection: TransactionConnection,
  accountId: string,
  now: Date,
): Promise<Settlement> {
  const destroyed = await destroySuspended(connection, now);
  await connection.run(BRING_BACK, { accountId });
  const suspended = await connection.run(SUSPEND, { accountId, now: dateToText(now) });
  return { suspended, destroyed };
}

export async function destroySuspended(connection: TransactionConnection, now: Date): Promise<DestroyedToken[]> {
  const graceEnded = dateToText(new Date(now.getTime() - HOURS_OF_GRACE * 3_600_000));
  const ended = await connection.all<DestroyedToken>(ENDED, { graceEnded });
  if (ended.length > 0) await connection.run(DESTROY, { graceEnded });
  return ended;
}
