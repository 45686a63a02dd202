// Where do results lie? In bench/results/, as data, as a table and as a plot; they are committed.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plotResults } from './plot';
import type { Results } from './results';
import { describeResults } from './table';

/** Of the project, which npm makes the working directory. */
const FOLDER = join(process.cwd(), 'bench/results');
const DATA = join(FOLDER, 'results.json');

export function writeResults(results: Results): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(DATA, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(FOLDER, 'results.md'), `${describeResults(results)}\n`);
  writeFileSync(join(FOLDER, 'results.svg'), plotResults(results));
}

/** Null before the first full run. */
export const committedResults = (): Results | null =>
  existsSync(DATA) ? JSON.parse(readFileSync(DATA, 'utf8')) : null;
