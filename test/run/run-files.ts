// How are the files of one store run? Each in a process of its own; a line tells of each file, and all of each failure.

import { once, setMaxListeners } from 'node:events';
import { run } from 'node:test';
import { spec, type TestEvent } from 'node:test/reporters';
import { STORE_NAMES, type StoreKind } from '../support/test-store';
import { sourceOf } from './files';
import type { Order } from './order';
import { countEvent, type Totals } from './totals';

/** Ctrl-C reaches every process of a terminal; other signals come to this one alone, which passes them on. */
const stopped = new AbortController();
setMaxListeners(0, stopped.signal); // the runner adds one for each file
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopped.abort();
    process.exitCode = 130;
  });
}

export async function runFiles(store: StoreKind, files: readonly string[], order: Order): Promise<Totals> {
  const begin = performance.now();
  const totals = { store, tests: 0, passed: 0, skipped: 0, failed: 0, seconds: 0 };
  const failures = new spec();
  failures.pipe(process.stdout, { end: false });
  for await (const event of testsOf(files, order)) {
    if (isEndOfFile(event)) tellFile(store, event.data);
    countEvent(totals, event);
    if (event.type === 'test:fail' || event.type === 'test:stderr') failures.write(event);
  }
  failures.end();
  await once(failures, 'end');
  return { ...totals, seconds: (performance.now() - begin) / 1000 };
}

const testsOf = (files: readonly string[], { parallel, patienceMs, name }: Order) =>
  run({
    files: [...files],
    concurrency: parallel,
    timeout: patienceMs,
    signal: stopped.signal,
    ...(name !== null && { testNamePatterns: [name] }),
  }) as AsyncIterable<TestEvent>;

type Complete = Extract<TestEvent, { type: 'test:complete' }>;

/** What the runner of Node calls by the file's own path is the file. */
const isEndOfFile = (event: TestEvent): event is Complete =>
  event.type === 'test:complete' && event.data.name === event.data.file;

function tellFile(store: StoreKind, { name, details }: Complete['data']): void {
  const seconds = (details.duration_ms / 1000).toFixed(1).padStart(5);
  process.stdout.write(
    `${details.passed ? '✔' : '✖'} ${STORE_NAMES[store].padEnd(10)} ${seconds} s  ${sourceOf(name)}\n`,
  );
}
