// Which test files run on which store? On SQLite all; on PostgreSQL those that open a test database, or whose helpers do.
// A file that is named after a store (`postgres-….test.ts`) runs on that one alone.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { STORE_NAMES, type StoreKind } from '../support/test-store';

/** Where the compiled tests are. */
const TESTS = dirname(__dirname);

/** What has a database on the store that was chosen. */
const OPENS_DATABASE = /\b(openTestDatabase|openTestGateway|startTestGateway)\)?\(/;

/** Where these are defined, and call each other. */
const SUPPORT = join(TESTS, 'support');

/** Fewer are a sign that a helper was renamed, and that files are no longer found to open a database. */
const FEWEST_ON_POSTGRES = 80;

/** The compiled files; `only` are sources or folders of them, as in `test/api`. */
export function filesOn(store: StoreKind, only: readonly string[]): string[] {
  const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    .sort()
    .map((name) => join(TESTS, name))
    .filter((file) => only.length === 0 || only.some((path) => isAt(file, path)))
    .filter((file) => runsOn(store, file));
  if (store === 'postgres' && only.length === 0 && files.length < FEWEST_ON_POSTGRES) {
    throw new Error(`Only ${files.length} test files were found to open a database; see runsOn in test/run/files.ts.`);
  }
  return files;
}

/** As people write it: `test/api/races.test.ts`. */
export const sourceOf = (file: string): string =>
  join('test', relative(TESTS, file)).replaceAll(sep, '/').replace(/\.js$/, '.ts');

const isAt = (file: string, path: string): boolean => {
  const wanted = relative(process.cwd(), resolve(path)).replaceAll(sep, '/');
  return sourceOf(file) === wanted || sourceOf(file).startsWith(`${wanted}/`);
};

function runsOn(store: StoreKind, file: string): boolean {
  const namesake = Object.keys(STORE_NAMES).find((name) => basename(file).startsWith(`${name}-`));
  if (namesake !== undefined) return namesake === store;
  return store === 'sqlite' || opensDatabase(file);
}

function opensDatabase(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file) || file.startsWith(SUPPORT)) return false;
  seen.add(file);
  const { opens, imports } = read(file);
  return opens || imports.some((imported) => opensDatabase(imported, seen));
}

interface Reading {
  readonly opens: boolean;
  /** Those among the tests. */
  readonly imports: readonly string[];
}

const readings = new Map<string, Reading>();

function read(file: string): Reading {
  const reading = readings.get(file) ?? readAnew(file);
  readings.set(file, reading);
  return reading;
}

function readAnew(file: string): Reading {
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/require\("(\.[^"]+)"\)/g)]
    .map(([, path = '']) => `${resolve(dirname(file), path)}.js`)
    .filter((path) => path.startsWith(TESTS));
  return { opens: OPENS_DATABASE.test(text), imports };
}
