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
  /** The same for the same text, in this process: under it a server keeps what it has prepared. Null: nothing is kept. */
  readonly name: string | null;
  readonly sql: string;
  readonly values: readonly (string | number | null)[];
}

type CompiledStatement = Omit<BoundStatement, 'values'>;

let named = 0;
const nextName = () => `gateway_${++named}`;

/** `:name`, but not PostgreSQL's `::type`. */
const NAMED = /(?<!:):([a-z][A-Za-z]*)/g;

/** Constant SQL with `:names`. Where a list may stand, `IN (:names)`, it becomes as many placeholders as it has members. */
export class Statement {
  readonly #names: readonly string[];
  /** The text for each dialect and length of lists: few, since lists hold one fingerprint for every readable key. */
  readonly #compiled = new Map<string, CompiledStatement>();

  /**
   * A server that has prepared a statement soon stops looking at its values when it plans. Where the good plan depends on
   * which of them are null, it is to be planned `EACH_TIME`.
   */
  constructor(
    readonly sql: string,
    private readonly planned: 'ONCE' | 'EACH_TIME' = 'ONCE',
  ) {
    this.#names = [...sql.matchAll(NAMED)].map((match) => match[1] ?? '');
  }

  bind(parameters: Parameters, dialect: Dialect): BoundStatement {
    const values: (string | number | null)[] = [];
    let shape: string = dialect;
    for (const name of this.#names) {
      const value = givenFor(parameters, name);
      if (!isList(value)) values.push(value);
      else {
        shape += ` ${value.length}`;
        values.push(...(value.length === 0 ? [null] : value)); // `IN ()` is no SQL; `IN (NULL)` finds nothing
      }
    }
    let compiled = this.#compiled.get(shape);
    if (compiled === undefined) {
      compiled = { name: this.planned === 'ONCE' ? nextName() : null, sql: this.#compile(parameters, dialect) };
      this.#compiled.set(shape, compiled);
    }
    return { name: compiled.name, sql: compiled.sql, values };
  }

  #compile(parameters: Parameters, dialect: Dialect): string {
    let position = 0;
    return this.sql.replace(NAMED, (_, name: string) => {
      const value = givenFor(parameters, name);
      const places = isList(value) ? Math.max(value.length, 1) : 1;
      return Array.from({ length: places }, () => PLACEHOLDER[dialect](++position)).join(', ');
    });
  }
}

const isList = (value: ParameterValue): value is readonly string[] => value !== null && typeof value === 'object';

function givenFor(parameters: Parameters, name: string): ParameterValue {
  const value = parameters[name];
  if (value === undefined) throw new Error(`A statement was run without its parameter :${name}.`);
  return value;
}
