// What does a refused call leave behind? Nothing but, where it was FORBIDDEN, one audit event. Tests of matrix.test.ts.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accountNames,
  type Cell,
  cellOf,
  emailOf,
  inWords,
  isAllowed,
  isMutation,
  labelOf,
  offending,
  SYMBOLS,
} from './run-matrix';
import type { Caller } from './stage';
import { UNKNOWN } from './targets';
import { run } from './the-run';

const refused = (): Cell[] => run.cells.filter((cell) => !isAllowed(cell));

const changesOrRequests = ({ changed, requestsToGitHosts }: Cell): string | null =>
  changed.length > 0 || requestsToGitHosts > 0
    ? `changed [${changed}] and sent ${requestsToGitHosts} requests to Git hosts`
    : null;

test('a refused call changes nothing, and sends nothing to any Git host', () => {
  assert.ok(refused().length > 300, `only ${refused().length} calls were refused`);
  assert.deepEqual(offending(refused(), changesOrRequests), []);
});

test('reading changes nothing, and sends nothing to any Git host', () => {
  const reading = run.cells.filter((cell) => !isMutation(cell));
  assert.deepEqual(offending(reading, changesOrRequests), []);
});

test('R19: FORBIDDEN leaves one access.denied in the account concerned, its reason the right that was lacking; no other refusal leaves any event', () => {
  const names = accountNames(run.stage);
  const wrong = offending(refused(), ({ row, target, caller, symbol, events }) => {
    const left = events.map(({ action, outcome, reason, actor, subject_id, account_id }) =>
      [action, outcome, reason, actor, subject_id, names.get(account_id)].join(' '),
    );
    const denial = ['access.denied', 'DENIED', row.needs, emailOf(caller), target.id, target.account].join(' ');
    const due = symbol === SYMBOLS.FORBIDDEN ? [denial] : [];
    return left.join() === due.join() ? null : `left [${left}] instead of [${due}]`;
  });
  assert.deepEqual(wrong, []);
});

test('R12: reading never answers FORBIDDEN', () => {
  const forbidden = run.cells.filter((cell) => !isMutation(cell) && cell.symbol === SYMBOLS.FORBIDDEN);
  assert.deepEqual(forbidden.map(inWords), []);
});

test('R12: what a caller may not know of is answered byte for byte like an unknown id', () => {
  const hidden = run.cells.filter((cell) => isHidden(cell) && cell.target.name !== UNKNOWN);
  assert.ok(hidden.length > 100, `only ${hidden.length} calls were about something hidden`);
  const wrong = offending(hidden, (cell) => {
    const unknown = cellOf(run, labelOf(cell.row), UNKNOWN, cell.caller);
    return unknown && told(cell) !== told(unknown) ? `${told(cell)} instead of ${told(unknown)}` : null;
  });
  assert.deepEqual(wrong, []);
});

const told = ({ answer, target }: Cell): string =>
  `HTTP ${answer.status} ${target.id === '' ? answer.text : answer.text.replaceAll(target.id, '<id>')}`;

/** By which operation a thing is looked at, whose fields have rows of their own. */
const LOOKED_AT_BY: Readonly<Record<string, string>> = { Account: 'account', Runtime: 'runtime', Member: 'node' };

/** Of the fields of a thing, those of one that the caller cannot see at all. */
function isHidden({ row, target, caller, symbol }: Cell): boolean {
  if (symbol !== SYMBOLS.NOT_FOUND && symbol !== SYMBOLS.nothing) return false;
  const [parent = '', field] = row.field.split('.');
  if (field === undefined) return true;
  return cellOf(run, LOOKED_AT_BY[parent] ?? '', target.name, caller)?.symbol === SYMBOLS.nothing;
}

/** Whose UNAUTHENTICATED speaks of other credentials than the access token. */
const OPEN_TO_EVERYBODY = ['login', 'refreshSession', 'acceptInvitation'];

test('UNAUTHENTICATED is HTTP 401, and for each caller the same whatever was asked for', () => {
  const strangers = run.cells.filter(
    ({ symbol, row }) => symbol === SYMBOLS.UNAUTHENTICATED && !OPEN_TO_EVERYBODY.includes(row.field),
  );
  const answersOf = new Map<Caller, Set<string>>();
  for (const { caller, answer } of strangers) {
    const answers = answersOf.get(caller) ?? new Set();
    answersOf.set(caller, answers.add(`HTTP ${answer.status} ${answer.text}`));
  }
  assert.ok(answersOf.size > 1, 'nobody, and those whose session has ended');
  for (const [caller, answers] of answersOf) {
    assert.equal(answers.size, 1, `${caller}:\n${[...answers].join('\n')}`);
    assert.match([...answers].join(), /^HTTP 401 /);
  }
});
