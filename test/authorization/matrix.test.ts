// Who may do what, over HTTP: every operation, by everybody, on what is theirs, restricted, foreign or unknown.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildGatewaySchema } from '../../src/graphql/schema';
import { fieldsToCover, knownFields } from './fields-to-cover';
import { MATRIX_ROWS } from './matrix-rows';
import { differences, printMatrix } from './print-matrix';
import { accountNames, emailOf, isAllowed, labelOf, offending } from './run-matrix';
import { run } from './the-run';
import './refusals';

const FILE = join(process.cwd(), 'test', 'authorization', 'matrix.txt');
const UPDATE = 'UPDATE_AUTHORIZATION_MATRIX';

test('the matrix is the one that was agreed on', () => {
  const present = printMatrix(run.cells);
  if (process.env[UPDATE]) writeFileSync(FILE, present);
  const agreed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  if (present === agreed) return;
  assert.fail(`\
If you're here because this failed: somebody is answered otherwise than it was agreed on in test/authorization/matrix.txt
(- agreed, + now). Read it line by line, with the policy in src/domain/access-policy.ts beside it. If a line surprises you,
the code is wrong, not the table. If every line is what you mean, or belongs to an operation you have added, write the file
anew with ${UPDATE}=1 npm test, and have its diff reviewed like code.

${differences(agreed, present)}`);
});

test('every operation of the schema, and every field that leads to something of its own, is in the matrix', () => {
  const schema = buildGatewaySchema();
  const rows = new Set(MATRIX_ROWS.map(({ field }) => field));
  const missing = fieldsToCover(schema).filter((field) => !rows.has(field));
  if (missing.length > 0) {
    assert.fail(`\
If you're here because you have added ${missing.join(', ')}: say who may use it. Give it a row in
test/authorization/rows (its document, what it is tried on, its variables), then write the table anew with
${UPDATE}=1 npm test, and read what it says.`);
  }
  const known = knownFields(schema);
  const gone = [...rows].filter((field) => !known.has(field));
  if (gone.length > 0) {
    assert.fail(`\
If you're here because ${gone.join(', ')} is no longer in the schema: take its row out of
test/authorization/rows as well, then write the table anew with ${UPDATE}=1 npm test.`);
  }
});

test('no refusal is right by accident: on everything that exists, somebody can do it, with the same variables', () => {
  for (const row of MATRIX_ROWS) {
    const ofRow = run.cells.filter((cell) => cell.row === row);
    for (const { target } of ofRow) {
      const someone = ofRow.some((cell) => cell.target.name === target.name && isAllowed(cell));
      const what = `${labelOf(row)} on ${target.name}`;
      assert.equal(
        someone,
        target.account !== null && !row.isForNobody,
        someone ? `${what}: who can?` : `${what}: can nobody?`,
      );
    }
  }
});

test('R19: an allowed mutation leaves one event, in the account concerned; reading, rehearsing and sessions leave none', () => {
  const names = accountNames(run.stage);
  const wrong = offending(run.cells.filter(isAllowed), ({ row, target, caller, events }) => {
    const left = events.map((event) => [event.action, event.outcome, event.actor, names.get(event.account_id)]);
    const due = row.leaves ? [[row.leaves, 'SUCCEEDED', row.leavesInNameOf ?? emailOf(caller), target.account]] : [];
    return JSON.stringify(left) === JSON.stringify(due) ? null : `left ${JSON.stringify(left)}`;
  });
  assert.deepEqual(wrong, []);
});
