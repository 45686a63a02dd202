// What must be true of the whole schema, whatever is added to it?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  buildSchema,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { printGatewaySchema } from '../../src/graphql/schema';
import { ROOT } from './imports';

const COMMITTED = readFileSync(join(ROOT, 'schema.graphql'), 'utf8');

interface Element {
  /** `Runtime.name`, `Mutation.login(input:)`, `Role.ADMIN`. */
  readonly coordinate: string;
  readonly description: string | null | undefined;
}

interface OutputField extends Element {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

test('schema.graphql is what the code says', () => {
  if (COMMITTED === printGatewaySchema()) return;
  assert.fail(`\
If you're here because this failed: the schema has changed and schema.graphql has not. Run "npm run schema", and read the
difference as those will who have built on it: what was taken away or renamed breaks them.`);
});

// ── no secret leaves ─────────────────────────────────────────────────────────────────────────────

/** The gateway's own tokens, each shown once to whom it is made for. A Git token never joins them. */
const SHOWN_ONCE = ['accessToken', 'refreshToken', 'invitationToken'];

/** Names whose last word speaks of a secret; only text can hold one. */
const SECRET =
  /(^|[a-z])(token|value|hash|key|secret|password|passphrase|credential|cipher|ciphertext|sealed|envelope|fingerprint|digest|signature|pat)s?$/i;
const TEXT = ['String', 'ID', 'JSON', 'Bytes'];

const secretsIn = (schema: GraphQLSchema): string[] =>
  outputFields(schema)
    .filter(({ name, type }) => TEXT.includes(type) && SECRET.test(name) && !SHOWN_ONCE.includes(name))
    .map(({ coordinate }) => coordinate);

test('no output field carries a Git token, a hash, a key or ciphertext', () => {
  const secrets = secretsIn(buildSchema(COMMITTED));
  if (secrets.length === 0) return;
  assert.fail(`\
If you're here because this failed: ${secrets.join(', ')} looks as if it would carry a secret. No output field may: a token
is shown by its hint, a key by nothing. If it holds no secret, find a name that does not sound like one.`);
});

test('a field that would carry a secret is seen', () => {
  const names = ['value', 'gitToken', 'passwordHash', 'encryptionKey', 'ciphertext', 'tokenFingerprint', 'tokens'];
  const schema = buildSchema(`type Query { ${names.map((name) => `${name}: String`).join(' ')} }`);
  assert.deepEqual(
    secretsIn(schema),
    names.map((name) => `Query.${name}`),
  );
  assert.deepEqual(secretsIn(buildSchema('type Query { tokenName: String hint: String tokenCount: Int }')), []);
});

// ── it reads as a manual ─────────────────────────────────────────────────────────────────────────

test('every type, field, argument and enum value is described', () => {
  const silent = elements(buildSchema(COMMITTED)).filter(({ description }) => !description?.trim());
  const names = silent.map(({ coordinate }) => coordinate);
  assert.deepEqual(names, [], `These say nothing to a front-end developer: ${names.join(', ')}`);
});

test('the payload of every mutation is nullable, so that one refusal does not swallow its neighbours’ answers', () => {
  const strict = outputFields(buildSchema(COMMITTED))
    .filter(({ coordinate, isNullable }) => coordinate.startsWith('Mutation.') && !isNullable)
    .map(({ coordinate }) => coordinate);
  assert.deepEqual(strict, []);
});

// ── the elements of a schema ─────────────────────────────────────────────────────────────────────

const ownTypes = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));

function outputFields(schema: GraphQLSchema): OutputField[] {
  return ownTypes(schema)
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({
        coordinate: `${type.name}.${field.name}`,
        name: field.name,
        type: getNamedType(field.type).name,
        isNullable: !isNonNullType(field.type),
        description: field.description,
      })),
    );
}

function elements(schema: GraphQLSchema): Element[] {
  return ownTypes(schema).flatMap((type) => {
    const within = (name: string, description: string | null | undefined): Element => ({
      coordinate: `${type.name}.${name}`,
      description,
    });
    const own: Element = { coordinate: type.name, description: type.description };
    if (isEnumType(type)) return [own, ...type.getValues().map((value) => within(value.name, value.description))];
    if (isInputObjectType(type)) {
      return [own, ...Object.values(type.getFields()).map((field) => within(field.name, field.description))];
    }
    if (!isObjectType(type) && !isInterfaceType(type)) return [own];
    return [
      own,
      ...Object.values(type.getFields()).flatMap(({ name, description, args }) => [
        within(name, description),
        ...args.map((argument) => within(`${name}(${argument.name}:)`, argument.description)),
      ]),
    ];
  });
}
