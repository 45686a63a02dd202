// What is to be run? The words after `npm test --`.

import { parseArgs } from 'node:util';
import { STORE_NAMES, type StoreKind } from '../support/test-store';

export const MANUAL = `Usage: npm test -- [options] [files or folders]

  npm test                                                everything, on SQLite and on PostgreSQL
  npm test -- test/domain                                 one folder, on both stores
  npm test -- --store postgres test/api/races.test.ts     one file, on one store

  --store <name>      sqlite or postgres; both when it is left out
  --name <pattern>    only tests whose names match
  --parallel <n>      so many files at the same time; 2 when it is left out
  --patience <min>    after so many minutes a file is taken to hang; 3 when it is left out
  --help              this text

PostgreSQL need not be installed: one of its own is started for the run, and is gone afterwards.
Files that open no database run once, with SQLite's.
`;

export interface Order {
  readonly stores: readonly StoreKind[];
  /** Sources or folders of them, as in `test/api`; everything where there is none. */
  readonly only: readonly string[];
  readonly name: string | null;
  readonly parallel: number;
  readonly patienceMs: number;
}

const STORES = Object.keys(STORE_NAMES) as StoreKind[];

export function readOrder(words: readonly string[]): Order | 'HELP' {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      store: { type: 'string' },
      name: { type: 'string' },
      parallel: { type: 'string', default: '2' },
      patience: { type: 'string', default: '3' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return 'HELP';
  return {
    stores: values.store === undefined ? STORES : [storeNamed(values.store)],
    only: positionals,
    name: values.name ?? null,
    parallel: wholeNumber('parallel', values.parallel),
    patienceMs: wholeNumber('patience', values.patience) * 60_000,
  };
}

function storeNamed(name: string): StoreKind {
  const store = STORES.find((kind) => kind === name);
  if (store === undefined) throw new Error(`--store must be ${STORES.join(' or ')}.`);
  return store;
}

function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`--${option} must be a whole number from 1.`);
  return Number(text);
}
