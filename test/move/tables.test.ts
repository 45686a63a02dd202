// Is anything forgotten that the schema has? Every table and every column is moved.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tablesOf } from '../../src/store/move/tables';
import { writingSource } from '../../src/store/sqlite-sources';
import { inSqlite, useSeededSource } from './seeded-source';

const seeded = useSeededSource();

interface SchemaColumn {
  readonly tableName: string;
  readonly name: string;
  readonly pk: number;
}

const COLUMNS = `
  SELECT tables.name AS tableName, columns.name, columns.pk FROM sqlite_master tables, pragma_table_info(tables.name) columns
  WHERE tables.type = 'table' AND tables.name <> 'migrations' AND tables.name NOT LIKE 'sqlite%'`;

test('the tables that are moved are those of the schema, with all their columns and their primary keys', async () => {
  const file = await seeded.copy();
  const columns = inSqlite(file, (database) => database.prepare<[], SchemaColumn>(COLUMNS).all());
  const source = await writingSource({ kind: 'sqlite', file }).initialize();
  const tables = tablesOf(source);
  await source.destroy();

  const said = tables.flatMap(({ name, columns, key }) =>
    columns.map((column) => `${name}.${column}${key.includes(column) ? ' (key)' : ''}`),
  );
  const there = columns.map(({ tableName, name, pk }) => `${tableName}.${name}${pk > 0 ? ' (key)' : ''}`);
  assert.deepEqual(said.sort(), there.sort());
});
