// Which tables are moved, with which columns? All that the entities name; a test holds them against the schema.

import type { DataSource } from 'typeorm';
import { ENTITIES } from '../entities/all';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Of the primary key. */
  readonly key: readonly string[];
}

/** In the order of the list of entities, in which a table stands after those that its rows refer to. */
export const tablesOf = (source: DataSource): Table[] => ENTITIES.map((entity) => tableOf(source, entity));

function tableOf(source: DataSource, entity: (typeof ENTITIES)[number]): Table {
  const { tableName, columns, primaryColumns } = source.getMetadata(entity);
  return {
    name: tableName,
    columns: columns.map((column) => column.databaseName),
    key: primaryColumns.map((column) => column.databaseName),
  };
}
