// What came of a run? One line for each store.

import type { TestEvent } from 'node:test/reporters';
import { STORE_NAMES, type StoreKind } from '../support/test-store';

export interface Totals {
  readonly store: StoreKind;
  tests: number;
  passed: number;
  /** True of the other store only. */
  skipped: number;
  failed: number;
  seconds: number;
}

/** Groups of tests are not counted, unless they failed by themselves. */
export function countEvent(totals: Totals, { type, data }: TestEvent): void {
  if (type !== 'test:pass' && type !== 'test:fail') return;
  if (data.details.type === 'suite' && (type === 'test:pass' || isOfParts(data.details))) return;
  totals.tests++;
  if (type === 'test:fail') totals.failed++;
  else if (data.skip !== undefined) totals.skipped++;
  else totals.passed++;
}

/** Its tests tell of it themselves. */
const isOfParts = (details: object): boolean =>
  'error' in details && (details.error as { failureType?: unknown }).failureType === 'subtestsFailed';

const COLUMNS = ['tests', 'passed', 'skipped', 'failed'] as const;

export function tableOf(stores: readonly Totals[]): string {
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index ? String(cell).padStart(9) : String(cell).padEnd(10))).join('');
  const lines = [
    line(['store', ...COLUMNS, 'seconds']),
    ...stores.map((totals) =>
      line([STORE_NAMES[totals.store], ...COLUMNS.map((column) => totals[column]), totals.seconds.toFixed(0)]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
