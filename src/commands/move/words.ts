// What is the operator told of a move: that it is done and what comes next, or why it is not done?

import type { Moved } from '../../store/move/move-database';
import { TokensUnreadable } from '../../store/move/move-database';
import { MoveRefused } from '../../store/move/move-refused';
import { CommandRefused } from '../exit-codes';
import { inGroups } from '../progress-bar';
import type { TargetSetting } from './target-setting';

export function summaryOf({ tables, tokens }: Moved, milliseconds: number): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const width = Math.max(...tables.map(({ name }) => name.length));
  return `\
${tables.map((table) => `${table.name.padEnd(width)}  ${inGroups(table.rows)}\n`).join('')}\
Moved: ${tables.length} tables, ${inGroups(rows)} rows, in ${(milliseconds / 1000).toFixed(1)} seconds. ${tokensIn(tokens)}
Next: start the gateways with the new DATABASE_URL, and sign in. The old database is as it was.
`;
}

const tokensIn = ({ total, unreadable }: Moved['tokens']): string =>
  unreadable === 0
    ? `All ${inGroups(total)} tokens open there.`
    : `${inGroups(unreadable)} of ${inGroups(total)} tokens open neither here nor there.`;

/** In one line, which names the setting that is to be looked at; anything else is passed on as it is. */
export function refusalIn(error: unknown, target: TargetSetting['name']): unknown {
  if (error instanceof MoveRefused) {
    return new CommandRefused(`${error.side === 'source' ? 'DATABASE_URL' : target}: ${error.reason}`);
  }
  if (error instanceof TokensUnreadable) return new CommandRefused(unreadable(error));
  return error;
}

const unreadable = ({ tokens: { unreadable: count, total } }: TokensUnreadable): string =>
  `GATEWAY_KEYS: ${inGroups(count)} of ${inGroups(total)} tokens do not open. Give the keys that they were sealed with, ` +
  'as the gateway has them; if those are lost, --keep-unreadable moves these tokens as they are. Nothing was changed.';
