// Which operations run without Apollo Server, and is the answer the same? All of the API's own tests go through both executors
// (test/support/test-store.ts); here are the edges.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type DocumentNode,
  execute,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { countFields } from '../../src/http/count-fields';
import { LIMITS } from '../../src/http/limits';
import { createRepeatedOperations, type RunRepeated } from '../../src/http/repeated-operations';
import { startTestGateway } from '../support/test-gateway';

const Color = new GraphQLEnumType({ name: 'Color', values: { RED: {}, BLUE: {} } });
const Filter = new GraphQLInputObjectType({
  name: 'Filter',
  fields: { color: { type: Color, defaultValue: 'BLUE' }, size: { type: GraphQLInt } },
});
const Thing: GraphQLObjectType = new GraphQLObjectType({
  name: 'Thing',
  fields: () => ({
    name: { type: new GraphQLNonNull(GraphQLString) },
    other: { type: Thing, resolve: () => ({ name: 'other' }) },
    things: { type: new GraphQLList(Thing), resolve: async () => [{ name: 'one' }, { name: 'two' }] },
    fails: {
      type: GraphQLString,
      resolve: () => {
        throw new Error('on purpose');
      },
    },
  }),
});
/** Which aliases of `change` were run. */
const changes: (string | number)[] = [];
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      thing: {
        type: Thing,
        args: { name: { type: GraphQLString } },
        resolve: (_, { name }) => ({ name: name ?? 'it' }),
      },
      echo: {
        type: GraphQLString,
        args: { filter: { type: Filter } },
        resolve: (_, { filter }) => JSON.stringify(filter),
      },
    },
  }),
  mutation: new GraphQLObjectType({
    name: 'Mutation',
    fields: {
      change: {
        type: GraphQLString,
        resolve: async (_root, _args, _context, { path }) => {
          changes.push(path.key);
          return 'changed';
        },
      },
      mustWork: {
        type: new GraphQLNonNull(GraphQLString),
        resolve: async () => {
          throw new Error('on purpose');
        },
      },
    },
  }),
});

const operationsOf = (document: DocumentNode) =>
  document.definitions.filter((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);

function ask(run: RunRepeated, document: DocumentNode, variables = {}, index = 0) {
  const operation = operationsOf(document)[index];
  assert.ok(operation);
  return run({ document, operation, variables }, {});
}

/** Compiled at first sight: null means that it never is. */
const atOnce = (text: string, variables = {}) => ask(createRepeatedOperations(schema, 1), parse(text), variables);

test('a query is compiled when it comes again', async () => {
  const run = createRepeatedOperations(schema);
  const document = parse('{ thing { name } }');
  assert.equal(ask(run, document), null, 'the first time Apollo Server answers');
  assert.deepEqual(JSON.stringify(await ask(run, document)), '{"data":{"thing":{"name":"it"}}}');
  assert.equal(ask(run, parse('{ thing { name } }')), null, 'another document, though of the same text');
});

describe('the answer is that of graphql-js:', () => {
  const same: readonly (readonly [text: string, variables?: Record<string, unknown>])[] = [
    ['{ thing { name things { name other { name } } } }'],
    ['{ a: thing(name: "x") { n: name ...F } } fragment F on Thing { other { name fails } }'],
    ['query ($n: String = "given") { thing(name: $n) { name } }'],
    ['query ($n: String) { thing(name: $n) { name } }', { n: null }],
    ['query ($f: Filter) { echo(filter: $f) }', { f: { size: 3 } }],
    [
      'query ($yes: Boolean!) { thing { name @include(if: $yes) other @skip(if: $yes) { name } __typename } }',
      { yes: true },
    ],
    ['{ thing { things { fails name } } }'],
  ];
  for (const [text, variables = {}] of same) {
    test(text, async () => {
      const compiled = await atOnce(text, variables);
      assert.ok(compiled, 'it is compiled');
      const expected = await execute({ schema, document: parse(text), variableValues: variables });
      const plain = ({ data, errors }: typeof expected) =>
        JSON.parse(
          JSON.stringify({
            data,
            errors: errors?.map(({ message, path, locations }) => ({ message, path, locations })),
          }),
        );
      assert.deepEqual(plain(compiled), plain(expected));
    });
  }
});

describe('what is left to Apollo Server:', () => {
  const left: readonly (readonly [what: string, text: string, variables?: object])[] = [
    ['introspection', '{ __schema { queryType { name } } }'],
    ['literals of input objects, whose defaults would be lost', '{ echo(filter: { size: 3 }) }'],
    ['documents that do not fit the schema', '{ thing { nothing } }'],
    ['variables that do not fit', 'query ($n: String) { thing(name: $n) { name } }', { n: 3 }],
    ['variables that are missing', 'query ($yes: Boolean!) { thing { name @include(if: $yes) } }'],
  ];
  for (const [what, text, variables] of left) test(what, () => assert.equal(atOnce(text, variables), null));
});

test('mutations run one after the other, and none after one that failed and may not', async () => {
  const answer = await atOnce('mutation { a: change b: mustWork c: change }');
  assert.equal(JSON.stringify(answer?.data), 'null');
  assert.deepEqual(changes, ['a']);
});

test('of one document each operation is compiled for itself', async () => {
  const run = createRepeatedOperations(schema, 1);
  const document = parse('query A { thing(name: "a") { name } } query B { thing(name: "b") { name } }');
  const answers = [await ask(run, document, {}, 0), await ask(run, document, {}, 1)];
  assert.deepEqual(
    answers.map((answer) => JSON.stringify(answer?.data)),
    ['{"thing":{"name":"a"}}', '{"thing":{"name":"b"}}'],
  );
});

describe('a document made to be slow to compile', () => {
  /** Fragments that each spread the next one twice: the text grows by a line, the fields double. */
  function doubled(levels: number): string {
    const spread = (level: number) => `fragment F${level} on Thing { ...F${level + 1} ...F${level + 1} }`;
    const fragments = Array.from({ length: levels }, (_, level) => spread(level));
    return [...fragments, `fragment F${levels} on Thing { name }`, '{ thing { ...F0 } }'].join('\n');
  }

  test('is not compiled, and counting it stops at the limit', () => {
    const text = doubled(60);
    assert.ok(text.length < LIMITS.documentCharacters, 'the other limits let it through');
    assert.equal(atOnce(text), null);
    const document = parse(text);
    const [operation] = operationsOf(document);
    assert.ok(operation && countFields(document, operation, 300) <= 302);
  });

  test('a fragment inside itself has an end', () => {
    const document = parse('{ thing { ...F } } fragment F on Thing { other { ...F } }');
    const [operation] = operationsOf(document);
    assert.ok(operation && countFields(document, operation, 300) > 300);
  });
});

test('status, headers and body are the same with Apollo Server and without', async (t) => {
  const { url, as } = await startTestGateway(t, { repeatedWhenSeen: 2 });
  const { accessToken } = await as('alice');
  const ask = async (query: string, accept?: string) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${accessToken}`,
      ...(accept && { accept }),
    };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const shown = [...response.headers].filter(([name]) => name !== 'date' && name !== 'content-length');
    return { status: response.status, headers: shown.sort(), text: await response.text() };
  };
  const queries = [
    '{ viewer { name runtimes(first: 2) { edges { node { id name userTokenStatus } } } } }',
    '{ runtime(id: "nothing") { id } }',
    '{ viewer { runtimes(first: 0) { totalCount } } }',
    'mutation { deleteRuntime(input: { runtimeId: "nothing" }) { deletedRuntimeId } }',
    'mutation { changePassword(input: { currentPassword: "x", newPassword: "y" }) { viewer { id } } }',
  ];
  for (const query of queries) {
    for (const accept of [undefined, 'application/graphql-response+json', 'text/html']) {
      const byApollo = await ask(query, accept);
      assert.deepEqual(await ask(query, accept), byApollo, `${query} with accept: ${accept}`);
    }
  }
});
