// How does the matrix read? One line for each operation and target, one column for each caller; and what differs from the committed one.

import { type Cell, labelOf } from './run-matrix';
import { CALLERS } from './stage';

const LEGEND = `\
Who gets what answer. Tried over HTTP, cell by cell; each operation on each of its targets by each caller.

  ✔  it was done, or the thing was shown
  F  FORBIDDEN: the caller may know of it, but not do this; written down as access.denied
  N  NOT_FOUND: to this caller there is no such thing
  ∅  null, or not in the list, without an error
  B  BAD_USER_INPUT: what is presented is worthless, or worthless to this caller
  C  CONFLICT: what is presented is good, but not for this
  U  UNAUTHENTICATED

acmeAdmin is ADMIN of Acme, globexAdmin of Globex; alice and bob are USERs of Acme; carol is USER of Acme and ADMIN of Globex.
acme-production is open to all members of Acme; acme-edge is restricted, with a grant for alice; globex-production is Globex’s.
signedOut holds the access token of a session of Acme’s admin that has ended, garbage one of theirs with a character too many.
Acme has invited a newcomer and globexAdmin, Globex has invited alice; none of them has accepted.
Everybody has set a user token wherever they have access; what is done to “the” user token is done to the caller’s own.
`;

export function printMatrix(cells: readonly Cell[]): string {
  const labels = [...new Set(cells.map(({ row }) => labelOf(row)))];
  const width = {
    label: longest(labels) + 2,
    target: longest(cells.map(({ target }) => target.name)) + 2,
  };
  const line = (label: string, target: string, columns: readonly string[]): string =>
    `${label.padEnd(width.label)}${target.padEnd(width.target)}${columns.join('  ')}`.trimEnd();

  const head = line('operation', 'target', CALLERS);
  const blocks = labels.map((label) => {
    const ofRow = cells.filter(({ row }) => labelOf(row) === label);
    const targets = [...new Set(ofRow.map(({ target }) => target.name))];
    return targets.map((name) => {
      const ofTarget = ofRow.filter(({ target }) => target.name === name);
      return line(label, name, symbolsByCaller(ofTarget));
    });
  });
  return `${[LEGEND, head, ...blocks.map((lines) => `\n${lines.join('\n')}`)].join('\n')}\n`;
}

const symbolsByCaller = (cells: readonly Cell[]): string[] =>
  CALLERS.map((caller) => {
    const symbol = cells.find((cell) => cell.caller === caller)?.symbol ?? '?';
    return symbol.padEnd(caller.length);
  });

const longest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length));

/** The lines that one has and the other has not, `-` for what was agreed on, `+` for what is. */
export function differences(agreed: string, present: string): string {
  const [before, after] = [agreed.split('\n'), present.split('\n')];
  return [
    ...before.filter((text) => !after.includes(text)).map((text) => `- ${text}`),
    ...after.filter((text) => !before.includes(text)).map((text) => `+ ${text}`),
  ].join('\n');
}
