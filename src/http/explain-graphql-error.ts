// How are graphql-js's own errors told without repeating input? Its messages print values; only sentences of this table pass, and only names of the schema in them.

import {
  type GraphQLError,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { ERRORS, type FieldProblem } from '../domain/errors';
import { constraintOf, typeNotMet } from './expected-value';

/** What graphql-js 16 says that holds names alone. Everything else it says may hold a value. */
const SENTENCES_WITHOUT_VALUES = [
  /^Cannot query field "[^"]*" on type "[^"]*"\./,
  /^Field "[^"]*" of type "[^"]*" must have a selection of subfields\./,
  /^Field "[^"]*" must not have a selection since type "[^"]*" has no subfields\./,
  /^Field "[^"]*" argument "[^"]*" of type "[^"]*" is required, but it was not provided\.$/,
  /^Field "[^"]*" of required type "[^"]*" was not provided\.$/,
  /^Field "[^"]*" is not defined by type "[^"]*"\./,
  /^Unknown (?:argument "[^"]*" on field|argument "[^"]*" on directive|directive|fragment|type) "[^"]*"\./,
  /^Directive "[^"]*" argument "[^"]*" of type "[^"]*" is required, but it was not provided\.$/,
  /^Directive "[^"]*" may not be used on [A-Z_]+\.$/,
  /^Variable "[^"]*" is not defined(?: by operation "[^"]*")?\.$/,
  /^Variable "[^"]*" is never used(?: in operation "[^"]*")?\.$/,
  /^Variable "[^"]*" of type "[^"]*" used in position expecting type "[^"]*"\.$/,
  /^Variable "[^"]*" of (?:required type|non-null type) "[^"]*" (?:was not provided|must not be null)\.$/,
  /^Variable "[^"]*" cannot be non-input type "[^"]*"\.$/,
  /^Fragment "[^"]*" is never used\.$/,
  /^Expected non-nullable type "[^"]*" not to be null\.$/,
  /^This anonymous operation must be the only defined operation\.$/,
  /^There can be only one [a-z ]+ named "[^"]*"\.$/,
  /^Maximum introspection depth exceeded$/,
];
const SUGGESTION = / Did you mean [^?]*\?$/;

export interface Explanation {
  readonly message: string;
  readonly fields?: readonly FieldProblem[];
}

/** Tells parse, validation and coercion errors apart by Apollo Server's code for them. */
export class GraphqlErrorExplainer {
  readonly #names: ReadonlySet<string>;

  constructor(private readonly schema: GraphQLSchema) {
    this.#names = namesOf(schema);
  }

  parsing({ locations }: GraphQLError): Explanation {
    const at = locations?.[0];
    return {
      message: at
        ? `The document is not valid GraphQL at line ${at.line}, column ${at.column}.`
        : ERRORS.GRAPHQL_PARSE_FAILED.message,
    };
  }

  /** Where the value stands, the error's location tells. */
  validation({ message }: GraphQLError): Explanation {
    const type = typeNotMet(this.schema, message);
    if (type !== null) return { message: `A value of type ${type} ${constraintOf(this.schema, type)}.` };
    return { message: this.#withoutInput(message) ?? ERRORS.GRAPHQL_VALIDATION_FAILED.message };
  }

  /** Names the variable and the path in it, `$input.token.value`, as far as all names are the schema's. */
  coercion({ message }: GraphQLError): Explanation {
    const variable = /^Variable "\$(\w{1,64})"/.exec(message)?.[1];
    if (!variable) return { message: 'The variables do not fit their types.' };
    const sentence = message.slice(message.lastIndexOf('; ') + 1).trim();
    const problem = this.#problemIn(sentence);
    const names = [...this.#pathIn(message, variable), ...(problem.field ?? [])];
    return {
      message: `${[`$${variable}`, ...names].join('.')} ${problem.constraint}.${problem.hint ?? ''}`,
      fields: [{ path: names.join('.') || variable, constraints: [problem.constraint] }],
    };
  }

  #problemIn(sentence: string): { constraint: string; field?: string[]; hint?: string } {
    const type = typeNotMet(this.schema, sentence);
    if (type !== null) return { constraint: constraintOf(this.schema, type) };
    const told = this.#withoutInput(sentence);
    const leftOut = /^Field "(\w+)" of required type /.exec(told ?? '')?.[1];
    if (leftOut !== undefined) return { constraint: 'must be given', field: [leftOut] };
    if (/was not provided|not to be null|must not be null/.test(told ?? '')) return { constraint: 'must be given' };
    return { constraint: 'must fit its type', hint: told?.startsWith('Field') ? ` ${told}` : '' };
  }

  /** The names between the variable and what is wrong; none where one of them is not the schema's. */
  #pathIn(message: string, variable: string): string[] {
    const path = / at "([\w.[\]]{1,200})"; /.exec(message)?.[1] ?? variable;
    const [first, ...names] = path.split(/[.[\]]+/).filter((name) => name !== '' && !/^\d+$/.test(name));
    return first === variable && names.every((name) => this.#names.has(name)) ? names : [];
  }

  /** The sentence with every quoted name that is not the schema's left out; null for sentences that may hold values. */
  #withoutInput(message: string): string | null {
    const sentence = SENTENCES_WITHOUT_VALUES.map((form) => form.exec(message)?.[0]).find(
      (found) => found !== undefined,
    );
    if (sentence === undefined) return null;
    const rest = message.slice(sentence.length);
    const whole = rest === '' || SUGGESTION.test(rest) ? message : sentence;
    return whole.replace(/"([^"]*)"/g, (quoted, text: string) => (this.#isOfSchema(text) ? quoted : '"…"'));
  }

  #isOfSchema(text: string): boolean {
    return (text.match(/\w+/g) ?? []).every((name) => this.#names.has(name));
  }
}

/** Every name that the schema itself gives to a type, field, argument, enum value or directive. */
function namesOf(schema: GraphQLSchema): Set<string> {
  const names = new Set(schema.getDirectives().flatMap(({ name, args }) => [name, ...args.map((arg) => arg.name)]));
  for (const type of Object.values(schema.getTypeMap())) {
    names.add(type.name);
    if (isEnumType(type)) for (const value of type.getValues()) names.add(value.name);
    if (isInputObjectType(type)) for (const name of Object.keys(type.getFields())) names.add(name);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { name, args } of Object.values(type.getFields()))
      for (const known of [name, ...args.map((arg) => arg.name)]) names.add(known);
  }
  return names;
}
