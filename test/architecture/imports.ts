// What does a source file import? Its import lines, read as text: static, dynamic, for side effects and for types alike.

import { readdirSync, readFileSync } from 'node:fs';
import { join, normalize, relative, sep } from 'node:path';

/** The tests run from the root of the project. */
export const ROOT = process.cwd();

export interface Import {
  /** `src/http/server.ts` */
  readonly file: string;
  /** As it is written there. */
  readonly specifier: string;
  /** `src/store/open-store` for a file of the project; the package's name for anything else. */
  readonly of: string;
  readonly isDynamic: boolean;
}

const IMPORT_LINES =
  /^(?:import|export|\})[^'\n]*? from '([^']+)'|^import '([^']+)'|\b(?:import|require)\('([^']+)'\)/gm;

export function importsOf(file: string, source: string): Import[] {
  return [...source.matchAll(IMPORT_LINES)].map(([, from, bare, called]) => {
    const specifier = from ?? bare ?? called ?? '';
    return { file, specifier, of: resolve(file, specifier), isDynamic: called !== undefined };
  });
}

export const importsUnder = (folder: string): Import[] =>
  sourcesUnder(folder).flatMap((file) => importsOf(file, readFileSync(join(ROOT, file), 'utf8')));

function sourcesUnder(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => slashes(relative(ROOT, join(entry.parentPath, entry.name))))
    .sort();
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return slashes(normalize(join(file, '..', specifier))).replace(/\.[jt]s$/, '');
  return specifier.startsWith('node:') ? 'node:' : packageOf(specifier);
}

/** `@apollo/server` of `@apollo/server/plugin/disabled`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const slashes = (path: string): string => path.split(sep).join('/');
