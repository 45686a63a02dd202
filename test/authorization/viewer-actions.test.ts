// Is what a front end is told that a viewer may do what really happens when the viewer tries?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACCOUNT_ACTIONS, RUNTIME_ACTIONS } from '../../src/application/viewer-actions';
import type { Action } from '../../src/domain/access-policy';
import { PERSONAS, type Persona } from '../support/test-gateway';
import { MATRIX_ROWS } from './matrix-rows';
import { inWords, isAllowed, type MatrixRun, runMatrix } from './run-matrix';
import { ACCOUNTS, RUNTIMES, type Targets } from './targets';

const rows = MATRIX_ROWS.filter(({ needs, isForNobody }) => needs !== undefined && !isForNobody);
const run = runMatrix(rows);

const OFFERS = { ...ACCOUNT_ACTIONS, ...RUNTIME_ACTIONS } as Readonly<Record<string, Action>>;

test('everything that is offered can be tried in the matrix', () => {
  for (const [offer, action] of Object.entries(OFFERS)) {
    assert.ok(
      rows.some(({ needs }) => needs === action),
      `If you're here because you have added ${offer}: give the row of its operation in test/authorization/rows the right it needs, ${action}.`,
    );
  }
});

test('viewerActions of a runtime are what its viewers can do there, no more and no less', () =>
  holdToWhatHappens(run, 'runtime', RUNTIME_ACTIONS, RUNTIMES));

test('viewerActions of an account are what its members can do there, no more and no less', () =>
  holdToWhatHappens(run, 'account', ACCOUNT_ACTIONS, ACCOUNTS));

async function holdToWhatHappens(
  { stage, cells }: MatrixRun,
  field: 'runtime' | 'account',
  offers: Readonly<Record<string, Action>>,
  targets: Targets,
): Promise<void> {
  let held = 0;
  for (const persona of Object.keys(PERSONAS) as Persona[]) {
    for (const { id, name } of await targets(stage)) {
      const document = `query ($id: ID!) { ${field}(id: $id) { viewerActions } }`;
      const { data } = await stage.clients[persona].send(document, { id });
      const offered: readonly string[] = data[field]?.viewerActions ?? [];
      const tried = cells.filter(({ caller, target }) => caller === persona && target.id === id);
      for (const [offer, action] of Object.entries(offers)) {
        for (const cell of tried.filter(({ row }) => row.needs === action)) {
          const words = offered.includes(offer) ? 'is offered' : 'is not offered';
          assert.equal(isAllowed(cell), offered.includes(offer), `${inWords(cell)}, but ${offer} on ${name} ${words}`);
          held++;
        }
      }
    }
  }
  assert.ok(held > 30, `only ${held} cells were compared`);
}
