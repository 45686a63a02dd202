// How does a row get the names of its columns? A driver's bare list of values, read by the statement's names.

/** Makes rows of one statement of what its driver gives. */
export type NameColumns = (values: readonly unknown[]) => object;

/**
 * Columns are getters: to make an object with a property for each, as drivers do, costs a page half as much again as to read
 * it. So a row is read column by column; to spread one gives nothing.
 */
export function namedColumns(columns: readonly string[]): NameColumns {
  class Row {
    readonly #values: readonly unknown[];

    constructor(values: readonly unknown[]) {
      this.#values = values;
    }

    static valueAt(index: number) {
      return function (this: Row) {
        return this.#values[index];
      };
    }
  }
  for (const [index, column] of columns.entries())
    Object.defineProperty(Row.prototype, column, { get: Row.valueAt(index) });
  return (values) => new Row(values);
}
