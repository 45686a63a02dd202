// What does a place in the schema want, when something else was sent there? Said from the schema, never from what was sent.

import { type GraphQLSchema, isEnumType, isInputObjectType, isScalarType } from 'graphql';

/** GraphQL's own scalars; ours say it in their `extensions.mustBe`. */
const PLAIN_SCALARS: Readonly<Record<string, string>> = {
  String: 'text',
  ID: 'an id',
  Int: 'a whole number',
  Float: 'a number',
  Boolean: 'true or false',
};

/** Sentences in which graphql-js 16 names the type that a value does not fit, and then may print the value. */
const SENTENCES_THAT_NAME_A_TYPE = [
  /^(\w+) cannot represent /,
  /^Enum "(\w+)" cannot represent /,
  /^Value "[^"]*" does not exist in "(\w+)" enum\./,
  /^Expected value of type "[[\]!]*(\w+)[[\]!]*", found /,
  /^Expected type "(\w+)" to be an object\./,
];

/** The type that a sentence of graphql-js says is not met; null where it names none of the schema's. */
export function typeNotMet(schema: GraphQLSchema, sentence: string): string | null {
  const name = SENTENCES_THAT_NAME_A_TYPE.map((form) => form.exec(sentence)?.[1]).find((found) => found !== undefined);
  return name !== undefined && schema.getType(name) ? name : null;
}

/** As a constraint: `must be one of ADMIN, USER`. */
export function constraintOf(schema: GraphQLSchema, typeName: string): string {
  const type = schema.getType(typeName);
  if (isEnumType(type)) {
    return `must be one of ${type
      .getValues()
      .map(({ name }) => name)
      .join(', ')}`;
  }
  if (isInputObjectType(type)) return `must be an object with the fields of ${type.name}`;
  const wanted = isScalarType(type) ? (type.extensions.mustBe ?? PLAIN_SCALARS[type.name]) : undefined;
  return typeof wanted === 'string' ? `must be ${wanted}` : `must fit the type ${typeName}`;
}
