// How does `npm test` run? All test files on SQLite, then those that open a database on PostgreSQL; at the end both, side by side.

import { filesOn } from './run/files';
import { MANUAL, type Order, readOrder } from './run/order';
import { startPostgres } from './run/postgres-server';
import { runFiles } from './run/run-files';
import { type Totals, tableOf } from './run/totals';
import { STORE_NAMES, type StoreKind, VARIABLES } from './support/test-store';

async function run(): Promise<number> {
  const order = readOrder(process.argv.slice(2));
  if (order === 'HELP') {
    process.stdout.write(MANUAL);
    return 0;
  }
  const totals: Totals[] = [];
  for (const store of order.stores) {
    const files = filesOn(store, order.only);
    if (files.length > 0) totals.push(await runOn(store, files, order));
  }
  if (totals.length === 0)
    throw new Error('There are no such test files; npm test -- --help tells how they are named.');
  process.stdout.write(`\n${tableOf(totals)}`);
  return totals.some(({ failed }) => failed > 0) ? 1 : 0;
}

async function runOn(store: StoreKind, files: readonly string[], order: Order): Promise<Totals> {
  process.stdout.write(`\n${STORE_NAMES[store]}: ${files.length} files\n`);
  const server = store === 'postgres' ? await startPostgres() : null;
  try {
    process.env[VARIABLES.store] = store;
    if (server !== null) process.env[VARIABLES.server] = server.url;
    return await runFiles(store, files, order);
  } finally {
    await server?.stop();
  }
}

run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  },
);
