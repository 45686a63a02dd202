// How is one cell of the matrix tried? One real request from the same state as all others, and a look at what it left behind.

import { after, before } from 'node:test';
import { ACCOUNTS } from '../../seed/data';
import { addedRows, changedTables } from '../support/database-snapshot';
import type { Answer } from '../support/graphql-client';
import { requestsSent } from '../support/stored-state';
import type { Row } from '../support/test-database';
import { PERSONAS, type Persona } from '../support/test-gateway';
import type { MatrixRow } from './matrix-row';
import { MATRIX_ROWS } from './matrix-rows';
import { CALLERS, type Caller, type Stage, setStage } from './stage';
import type { Target } from './targets';

/** What a caller can be answered. Any other code stands in the table in full. */
export const SYMBOLS = {
  done: '✔',
  nothing: '∅',
  FORBIDDEN: 'F',
  NOT_FOUND: 'N',
  BAD_USER_INPUT: 'B',
  CONFLICT: 'C',
  UNAUTHENTICATED: 'U',
} as const;

export interface Cell {
  readonly row: MatrixRow;
  readonly target: Target;
  readonly caller: Caller;
  readonly symbol: string;
  readonly answer: Answer;
  /** Tables that differ afterwards; sessions and audit events are told apart. */
  readonly changed: readonly string[];
  readonly events: readonly Row[];
  readonly requestsToGitHosts: number;
}

const TOLD_APART = ['session', 'refresh_token', 'audit_event'];

export interface MatrixRun {
  readonly stage: Stage;
  readonly cells: readonly Cell[];
}

/** Runs the matrix before the tests of the file that calls this; what it returns is filled by then. */
export function runMatrix(rows: readonly MatrixRow[] = MATRIX_ROWS): MatrixRun {
  const run = { cells: [] as Cell[] } as { stage: Stage; cells: Cell[] };
  before(async () => {
    run.stage = await setStage();
    for (const row of rows) run.cells.push(...(await tryRow(run.stage, row)));
  });
  after(() => run.stage.close());
  return run;
}

async function tryRow(stage: Stage, row: MatrixRow): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const target of await row.on(stage)) {
    for (const caller of CALLERS) cells.push(await tryCell(stage, row, target, caller));
  }
  return cells;
}

/** The database is put back afterwards, so that no cell sees another. */
async function tryCell(stage: Stage, row: MatrixRow, target: Target, caller: Caller): Promise<Cell> {
  const { running, snapshot } = stage;
  running.hosts.reset();
  const answer = await stage.clients[caller].send(row.document, row.variables(target, stage));
  const left = await snapshot.look();
  const changed = changedTables(snapshot.contents, left);
  if (changed.length > 0) await snapshot.restore();
  return {
    row,
    target,
    caller,
    symbol: symbolOf(row, target, answer),
    answer,
    changed: changed.filter((table) => !TOLD_APART.includes(table)),
    events: addedRows('audit_event', snapshot.contents, left),
    requestsToGitHosts: requestsSent(running),
  };
}

function symbolOf({ field, got = (data) => data[field] }: MatrixRow, target: Target, { body }: Answer): string {
  const code = body.errors?.[0]?.extensions.code;
  if (code !== undefined) return SYMBOLS[code as keyof typeof SYMBOLS] ?? code;
  return got(body.data, target) ? SYMBOLS.done : SYMBOLS.nothing;
}

// ── what the tests say of cells ──────────────────────────────────────────────────────────────────

export const isAllowed = ({ symbol }: Cell): boolean => symbol === SYMBOLS.done;

export const isMutation = ({ row }: Cell): boolean => row.document.startsWith('mutation');

/** `bob, deleteRuntime on acme-production: F`. */
export const inWords = ({ row, target, caller, symbol }: Cell): string =>
  `${caller}, ${labelOf(row)} on ${target.name}: ${symbol}`;

export const labelOf = ({ field, variant }: MatrixRow): string => (variant ? `${field}, ${variant}` : field);

/** Each cell that breaks a rule, told in a line. */
export const offending = (suspects: readonly Cell[], complaint: (cell: Cell) => string | null): string[] =>
  suspects.flatMap((cell) => {
    const words = complaint(cell);
    return words === null ? [] : [`${inWords(cell)}, ${words}`];
  });

export const cellOf = ({ cells }: MatrixRun, label: string, target: string, caller: Caller): Cell | undefined =>
  cells.find((cell) => labelOf(cell.row) === label && cell.target.name === target && cell.caller === caller);

/** `Acme` or `Globex`, by the account's id. */
export const accountNames = ({ running }: Stage): Map<unknown, string> =>
  new Map(ACCOUNTS.map((name) => [running.accountId(name), name]));

/** Those who are not signed in are nobody to the audit. */
export const emailOf = (caller: Caller): string | null => PERSONAS[caller as Persona] ?? null;
