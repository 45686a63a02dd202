// How are all rows of a table read and written without holding them all? In batches, in the order of the primary key.

import type { Side, Value } from './side';
import type { Table } from './tables';

type Row = Readonly<Record<string, Value>>;

const MOST_ROWS = 1_000;
/** Of one statement: SQLite's limit; PostgreSQL's is 65,535. */
const MOST_VALUES = 32_766;

/** Each batch is read from the key on where the last one ended; so the key must be among the columns. */
export async function* batchesOf<T extends object = Row>(
  side: Side,
  { name, key, columns: all }: Table,
  columns: readonly string[] = all,
): AsyncGenerator<readonly T[]> {
  const size = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / all.length));
  const select = `SELECT ${columns.join(', ')} FROM ${name}`;
  const inOrder = `ORDER BY ${key.join(', ')} LIMIT ${size}`;
  const following = `${select} WHERE (${key.join(', ')}) > (${marksFor(key)}) ${inOrder}`;

  let rows = await side.rows<Row>(`${select} ${inOrder}`);
  for (let last = rows.at(-1); last !== undefined; last = rows.at(-1)) {
    yield rows as unknown as readonly T[];
    rows = rows.length < size ? [] : await side.rows<Row>(following, valuesOf(last, key));
  }
}

/** All of a batch in one statement. */
export async function insert(side: Side, { name, columns }: Table, rows: readonly Row[]): Promise<void> {
  const tuples = rows.map(() => `(${marksFor(columns)})`);
  const values = rows.flatMap((row) => valuesOf(row, columns));
  await side.rows(`INSERT INTO ${name} (${columns.join(', ')}) VALUES ${tuples.join(', ')}`, values);
}

const marksFor = (columns: readonly string[]): string => columns.map(() => '?').join(', ');

const valuesOf = (row: Row, columns: readonly string[]): Value[] => columns.map((column) => row[column] ?? null);
