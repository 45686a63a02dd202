// What becomes of the user tokens of who has lost access to a runtime (R9)? Out of use at once, destroyed after 24 hours.

import type { TransactionConnection } from '../connection';
import { dateToText } from '../entities/columns';
import { Statement } from '../statement';

const HOURS_OF_GRACE = 24;

const OF_THE_ACCOUNT = `kind = 'USER' AND runtime_id IN (SELECT id FROM runtime WHERE account_id = :accountId)`;

const HAS_ACCESS = `EXISTS (
  SELECT 1 FROM visible_runtime visible
  WHERE visible.person_id = git_token.person_id AND visible.runtime_id = git_token.runtime_id)`;

const DESTROY = new Statement(`DELETE FROM git_token WHERE ${OF_THE_ACCOUNT} AND suspended_at <= :graceEnded`);

const BRING_BACK = new Statement(`
  UPDATE git_token SET suspended_at = NULL WHERE ${OF_THE_ACCOUNT} AND suspended_at IS NOT NULL AND ${HAS_ACCESS}`);

const SUSPEND = new Statement(`
  UPDATE git_token SET suspended_at = :now WHERE ${OF_THE_ACCOUNT} AND suspended_at IS NULL AND NOT ${HAS_ACCESS}`);

/** In this order: access that comes back too late finds nothing any more. Answers how many tokens became unusable. */
export async function settleSuspensions(
  connection: TransactionConnection,
  accountId: string,
  now: Date,
): Promise<number> {
  const graceEnded = dateToText(new Date(now.getTime() - HOURS_OF_GRACE * 3_600_000));
  await connection.run(DESTROY, { accountId, graceEnded });
  await connection.run(BRING_BACK, { accountId });
  return connection.run(SUSPEND, { accountId, now: dateToText(now) });
}
