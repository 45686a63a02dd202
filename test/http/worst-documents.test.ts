// What is the most that a document costs that the limits let through, before anything is executed? Counted in steps, which are
// the same on every machine; a step takes less than half a microsecond, so a hundred thousand stay below 50 ms.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type DocumentNode, Kind, type OperationDefinitionNode, validate, visit } from 'graphql';
import { buildGatewaySchema } from '../../src/graphql/schema';
import { LIMITS } from '../../src/http/limits';
import { MEASURED_LIMITS, sizeOf } from '../../src/http/measure-document';
import { createDocumentReader } from '../../src/http/read-document';
import { createRepeatedOperations } from '../../src/http/repeated-operations';

const MOST_STEPS = 100_000;

const schema = buildGatewaySchema();

const repeated = (text: string, times: number) => Array(times).fill(text).join(' ');
const numbered = (times: number, text: (index: number) => string) => Array.from({ length: times }, (_, i) => text(i));

/** Fragments of which each spreads the next one so often. */
const chain = (length: number, spreads: number, fields: string): string =>
  [
    ...numbered(length, (i) => `fragment F${i} on Viewer { ${fields} ${repeated(`...F${i + 1}`, spreads)} }`),
    `fragment F${length} on Viewer { name }`,
    '{ viewer { ...F0 } }',
  ].join('\n');

/** As many as fit into a thousand tokens. graphql-js compares all fields that are answered under one name, two by two. */
const WORST: readonly (readonly [what: string, text: string])[] = [
  ['one value, again and again', `{ viewer { ${repeated('name', 980)} } }`],
  ['one object, again and again', `{ viewer { ${repeated('memberships { role }', 245)} } }`],
  ['one object, as often as it may stand there', `{ viewer { ${repeated('memberships { role }', LIMITS.sameName)} } }`],
  ['one object in another, again and again', `{ viewer { ${repeated('memberships { account { name } }', 140)} } }`],
  ['objects four deep', `{ viewer { ${repeated('runtimes { edges { node { account { name } } } }', 75)} } }`],
  ['fields with the same arguments', `{ viewer { ${repeated('runtimes(first: 1) { totalCount }', 95)} } }`],
  ['inline fragments in each other', `{ viewer { ${repeated('... { ... { ... { name } } }', 70)} } }`],
  [
    'fragments of the same fields',
    [
      ...numbered(80, (i) => `fragment F${i} on Viewer { name email id }`),
      `{ viewer { ${numbered(80, (i) => `...F${i}`).join(' ')} } }`,
    ].join('\n'),
  ],
  ['a chain of fragments', chain(90, 1, 'name')],
  ['a chain of fragments that doubles with each', chain(60, 2, '')],
  ['fields that nobody knows', `{ viewer { ${numbered(950, (i) => `x${i}`).join(' ')} } }`],
  ['variables that nobody uses', `query (${numbered(240, (i) => `$v${i}: Int`).join(' ')}) { viewer { name } }`],
];

describe('before it is executed, a document costs at most so many steps, or is refused:', () => {
  const read = createDocumentReader(LIMITS);
  for (const [what, text] of WORST) {
    test(what, () => {
      const document = read(text);
      assert.ok(document, 'it is no GraphQL');
      if (isRefused(document)) return;
      const steps = countingSteps(document);
      validate(schema, document, undefined, { maxErrors: 20 });
      const forOnce = steps();
      createRepeatedOperations(schema, 1)({ document, operation: operationIn(document), variables: {} }, {});
      const known = `validated: ${forOnce} steps; validated again and compiled: ${steps() - forOnce}`;
      assert.ok(Math.max(forOnce, steps() - forOnce) <= MOST_STEPS, known);
    });
  }

  test('the count holds: it goes up with the square of what is repeated', () => {
    const stepsOf = (times: number) => {
      const document = createDocumentReader(LIMITS)(`{ viewer { ${repeated('memberships { role }', times)} } }`);
      assert.ok(document);
      const steps = countingSteps(document);
      validate(schema, document);
      return steps();
    };
    assert.ok(stepsOf(200) > 3 * stepsOf(100), `${stepsOf(100)} and ${stepsOf(200)}`);
  });
});

const isRefused = (document: DocumentNode): boolean => {
  const size = sizeOf(schema, document, {});
  return MEASURED_LIMITS.some((limit) => size[limit] > LIMITS[limit]);
};

function operationIn(document: DocumentNode): OperationDefinitionNode {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  assert.ok(operation?.kind === Kind.OPERATION_DEFINITION);
  return operation;
}

/** Counts, from now on, how often the name of a field or fragment is looked at. */
function countingSteps(document: DocumentNode): () => number {
  let steps = 0;
  visit(document, {
    Name(node) {
      const { value } = node;
      Object.defineProperty(node, 'value', {
        enumerable: true,
        get() {
          steps += 1;
          return value;
        },
      });
    },
  });
  return () => steps;
}
