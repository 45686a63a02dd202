// How is a statement written once for every database? With named parameters, turned into each one's own placeholders.

export type Dialect = 'sqlite' | 'postgres';

const PLACEHOLDER: Record<Dialect, (position: number) => string> = {
  sqlite: () => '?',
  postgres: (position) => `$${position}`,
};

export type ParameterValue = string | number | null | readonly string[];
export type Parameters = Readonly<Record<string, ParameterValue>>;

/** What a driver takes: text with placeholders, and the values in their order. */
export interface BoundStatement {
  readonly sql: string;
  readonly values: readonly (string | number | null)[];
}

/** `:name`, but not PostgreSQL's `::type`. */
const NAMED = /(?<!:):([a-z][A-Za-z]*)/g;

/** Constant SQL with `:names`. Where a list may stand, `IN (:names)`, it becomes as many placeholders as it has members. */
export class Statement {
  readonly #names: readonly string[];
  /** The text for each dialect and length of lists: few, since lists hold one fingerprint for every readable key. */
  readonly #compiled = new Map<string, string>();

  constructor(readonly sql: string) {
    this.#names = [...sql.matchAll(NAMED)].map((match) => match[1] ?? '');
  }

  bind(parameters: Parameters, dialect: Dialect): BoundStatement {
    const groups = this.#names.map((name) => valuesOf(parameters, name));
    const shape = `${dialect} ${groups.map((group) => group.length)}`;
    let sql = this.#compiled.get(shape);
    if (sql === undefined) {
      sql = this.#compile(groups, dialect);
      this.#compiled.set(shape, sql);
    }
    return { sql, values: groups.flat() };
  }

  #compile(groups: readonly (readonly unknown[])[], dialect: Dialect): string {
    let index = 0;
    let position = 0;
    return this.sql.replace(NAMED, () => {
      const group = groups[index++] ?? [];
      return group.map(() => PLACEHOLDER[dialect](++position)).join(', ');
    });
  }
}

function valuesOf(parameters: Parameters, name: string): readonly (string | number | null)[] {
  const value = parameters[name];
  if (value === undefined) throw new Error(`A statement was run without its parameter :${name}.`);
  if (value === null || typeof value !== 'object') return [value];
  return value.length === 0 ? [null] : value; // `IN ()` is no SQL; `IN (NULL)` finds nothing
}
