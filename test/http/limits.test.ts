// Is every limit kept, at, below and above its edge, and before any resolver runs?

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { getIntrospectionQuery, Kind, parse } from 'graphql';
import { costOf } from '../../src/http/field-cost';
import { jsonDepth } from '../../src/http/json-depth';
import { LIMITS, type LimitName, SCANNING } from '../../src/http/limits';
import { type Answer, codesOf, type SmallApi, startSmallApi, TOKEN } from './small-api';

const times = (count: number, text: string) => text.repeat(Math.max(count, 0));

/** A query of exactly this depth. */
const deep = (depth: number) => `{ item ${times(depth - 2, '{ self ')}{ id }${times(depth - 2, ' }')} }`;

/** Documents that have exactly `size` of what is limited, and as little as possible of everything else. */
const DOCUMENTS: Partial<Record<LimitName, (size: number) => string>> = {
  documentCharacters: (size) => `{ hello }${times(size - 9, ' ')}`,
  // Nine tokens around, four for each level of the literal, the rest as fields. (Many equal fields fail validation.)
  documentTokens: (size) => {
    const levels = Math.floor((size - 9) / 4);
    return `{ take(nested: {${times(levels, 'inner: {')}${times(levels, '}')}}) ${times((size - 9) % 4, 'hello ')}}`;
  },
  depth: deep,
  aliases: (size) => `{ item { ${Array.from({ length: size }, (_, n) => `a${n}: id`).join(' ')} } }`,
  rootFields: (size) => `{ ${times(size, 'hello ')}}`,
  directives: (size) => `{ item { ${times(size, 'id @include(if: true) ')}} }`,
  sameName: (size) => `{ item { ${times(size, 'id ')}} }`,
  // 60 items, each with 50 items: 1 + 60 × (2 + 1 + 50 × 3); the rest is filled up.
  complexity: (size) => {
    const inner = 'items(first: 60) { edges { node { items(first: 50) { edges { node { id } } } } } }';
    return `{ item { ${inner} ${fill(size - 1 - 1 - 60 * 153)}} }`;
  },
};

/** Fields that cost exactly so much, in few tokens: a page of n items costs 1 + 3n. */
function fill(cost: number): string {
  let text = '';
  let rest = cost;
  for (let alias = 0; rest > 3; alias++) {
    const page = Math.min(Math.floor((rest - 1) / 3), 100);
    text += `p${alias}: items(first: ${page}) { edges { node { id } } } `;
    rest -= 1 + 3 * page;
  }
  return text + times(rest, 'id ');
}

function assertRefused(answer: Answer, limit: LimitName, status = 400): void {
  assert.deepEqual(
    {
      status: answer.status,
      codes: codesOf(answer),
      limit: answer.body.errors?.[0]?.extensions.limit,
      data: answer.body.data,
    },
    { status, codes: ['OPERATION_TOO_LARGE'], limit, data: undefined },
    `${limit}: ${answer.text.slice(0, 300)}`,
  );
}

function assertPassed(answer: Answer, what: string): void {
  assert.equal(answer.status, 200, `${what}: ${answer.text.slice(0, 300)}`);
  assert.ok(answer.body.data, `${what} has no data: ${answer.text.slice(0, 300)}`);
}

describe('limits', () => {
  let api: SmallApi;
  before(async () => {
    api = await startSmallApi();
  });
  after(() => api.close());

  for (const [name, documentOf] of Object.entries(DOCUMENTS) as [LimitName, (size: number) => string][]) {
    const limit = LIMITS[name];
    it(`${name}: ${limit - 1} and ${limit} pass, ${limit + 1} is refused`, async () => {
      assertPassed(await api.ask(documentOf(limit - 1)), `${name} ${limit - 1}`);
      assertPassed(await api.ask(documentOf(limit)), `${name} ${limit}`);
      assertRefused(await api.ask(documentOf(limit + 1)), name);
    });
  }

  it(`body: ${LIMITS.body} bytes pass, one more is refused with 413`, async () => {
    const bodyOf = (bytes: number) => {
      const start = '{"query":"{ hello }"';
      return `${start}${times(bytes - start.length - 1, ' ')}}`;
    };
    const post = (bytes: number) =>
      api.send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: TOKEN },
        body: bodyOf(bytes),
      });
    assertPassed(await post(LIMITS.body - 1), 'one byte less');
    assertPassed(await post(LIMITS.body), 'the limit');
    assertRefused(await post(LIMITS.body + 1), 'body', 413);
  });

  /** The body and its variables are the first two levels. */
  const nested = (depth: number) => JSON.parse(`${times(depth - 2, '{"inner":')}null${times(depth - 2, '}')}`);
  const ASK_NESTED = 'query ($nested: NestedInput) { take(nested: $nested) }';

  it(`jsonDepth: ${LIMITS.jsonDepth} levels pass, one more is refused`, async () => {
    assertPassed(await api.ask(ASK_NESTED, { variables: { nested: nested(LIMITS.jsonDepth - 1) } }), 'one less');
    assertPassed(await api.ask(ASK_NESTED, { variables: { nested: nested(LIMITS.jsonDepth) } }), 'the limit');
    assertRefused(await api.ask(ASK_NESTED, { variables: { nested: nested(LIMITS.jsonDepth + 1) } }), 'jsonDepth');
  });

  it('jsonDepth holds for the variables of a GET too', async () => {
    const search = new URLSearchParams({ query: ASK_NESTED, variables: JSON.stringify({ nested: nested(70) }) });
    const headers = { authorization: TOKEN, 'apollo-require-preflight': '1' };
    assertRefused(await api.send(`/graphql?${search}`, { headers }), 'jsonDepth');
  });

  it('jsonDepth counts brackets, but not those inside strings', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const depthOf = (part: unknown): number =>
          part !== null && typeof part === 'object' ? 1 + Math.max(0, ...Object.values(part).map(depthOf)) : 0;
        assert.equal(jsonDepth(JSON.stringify(value)), depthOf(value));
      }),
    );
  });

  it('refuses before any resolver runs', async () => {
    const calls = api.calls.length;
    assertRefused(await api.ask(`{ hello item ${times(13, '{ self ')}{ id }${times(13, ' }')} }`), 'depth');
    assert.equal(api.calls.length, calls);
  });
});

describe('complexity', () => {
  let api: SmallApi;
  before(async () => {
    api = await startSmallApi();
  });
  after(() => api.close());

  /** A page of pages: 1 + n × (3 + 3 × 50) and more; 100 is above the limit, 50 below. */
  const pages = (first: string) => `items${first} { edges { node { items(first: 50) { edges { node { id } } } } } }`;

  it('multiplies by `first`, given as a literal, a variable or a variable with a default', async () => {
    assertRefused(await api.ask(`{ item { ${pages('(first: 100)')} } }`), 'complexity');
    assertPassed(await api.ask(`{ item { ${pages('(first: 50)')} } }`), 'literal');
    const byVariable = `query ($n: Int) { item { ${pages('(first: $n)')} } }`;
    assertRefused(await api.ask(byVariable, { variables: { n: 100 } }), 'complexity');
    assertPassed(await api.ask(byVariable, { variables: { n: 50 } }), 'variable');
    const byDefault = `query ($n: Int = 100) { item { ${pages('(first: $n)')} } }`;
    assertRefused(await api.ask(byDefault), 'complexity');
    assertPassed(await api.ask(byDefault, { variables: { n: 10 } }), 'variable before its default');
  });

  it('says what was measured, what is allowed, and what helps', async () => {
    const answer = await api.ask(`{ item { ${pages('(first: 100)')} } }`);
    assert.equal(
      answer.body.errors?.[0]?.message,
      'The operation is too large: its complexity is 15,302, and at most 10,000 is allowed. Ask for smaller pages (a smaller `first`), or for fewer lists inside each other.',
    );
    const endless = await api.ask('{ item { ...F } } fragment F on Item { self { ...F } }');
    assert.match(endless.body.errors?.[0]?.message ?? '', /^The operation is too large: its depth is above 12\.$/);
  });

  it('knows only the variables that were given, whatever they are called', async () => {
    for (const name of ['constructor', '__proto__', 'hasOwnProperty', 'toString']) {
      const byDefault = `query ($${name}: Int = 100) { item { ${pages(`(first: $${name})`)} } }`;
      assertRefused(await api.ask(byDefault), 'complexity');
    }
  });

  it('counts what makes the database go through more rows than the answer holds', () => {
    const field = (text: string) => {
      const [definition] = parse(`{ ${text} }`).definitions;
      assert.ok(definition?.kind === Kind.OPERATION_DEFINITION);
      const [selection] = definition.selectionSet.selections;
      assert.ok(selection?.kind === Kind.FIELD);
      return costOf(selection);
    };
    const scan = 1 + SCANNING.cost;
    assert.deepEqual(
      [
        'id',
        'totalCount',
        'runtimes(first: 3)',
        'runtimes(search: "x")',
        'runtimes(search: null)',
        'x(filter: {})',
      ].map(field),
      [1, scan, 1, scan, 1, scan],
    );
  });

  it('a smaller default of the same variable in another operation changes nothing', async () => {
    const large = `query Large($n: Int = 100) { item { ${pages('(first: $n)')} } }`;
    const small = 'query Small($n: Int = 1) { item { items(first: $n) { edges { node { id } } } } }';
    for (const query of [`${large} ${small}`, `${small} ${large}`])
      assertRefused(await api.ask(query, { operationName: 'Large' }), 'complexity');
  });

  it('counts an absent or null `first` as the default of 50', async () => {
    const inPage = (first: string) =>
      `{ item { items(first: 67) { edges { node { ${first} { edges { node { id } } } } } } } }`;
    assertRefused(await api.ask(inPage('items')), 'complexity');
    assertRefused(await api.ask(inPage('items(first: null)')), 'complexity');
    assertPassed(await api.ask(inPage('items(first: 40)')), 'a smaller page');
  });

  it('counts a list without pages as ten', async () => {
    assertPassed(await api.ask('{ item { tags { tags { tags { id } } } } }'), 'three lists');
    assertRefused(await api.ask('{ item { tags { tags { tags { tags { id } } } } } }'), 'complexity');
  });

  it('a `first` outside its bounds never makes an operation cheaper', async () => {
    assertRefused(await api.ask(`{ item { ${pages('(first: 1000000)')} } }`), 'complexity');
    const negative = `{ item { items(first: -5) { edges { node { ${pages('(first: 100)')} } } } } }`;
    assertRefused(await api.ask(negative), 'complexity');
  });

  it('measures every operation of the document, also those that are not selected', async () => {
    const query = `query Small { hello } query Large { item { ${pages('(first: 100)')} } }`;
    assertRefused(await api.ask(query, { operationName: 'Small' }), 'complexity');
  });
});

describe('documents made to hurt', () => {
  let api: SmallApi;
  before(async () => {
    api = await startSmallApi();
  });
  after(() => api.close());

  it('20,000 levels of nesting are refused by length, 7,000 by tokens, 300 by depth', async () => {
    assertRefused(await api.ask(times(20_000, '{a')), 'documentCharacters');
    assertRefused(await api.ask(times(7_000, '{a')), 'documentTokens');
    assertRefused(await api.ask(deep(300)), 'depth');
  });

  it('a variable nested 5,000 deep is refused before it is coerced', async () => {
    const body = `{"query":"query ($nested: NestedInput) { take(nested: $nested) }","variables":{"nested":${times(5_000, '{"inner":')}null${times(5_000, '}')}}}`;
    const headers = { 'content-type': 'application/json', authorization: TOKEN };
    assertRefused(await api.send('/graphql', { method: 'POST', headers, body }), 'jsonDepth');
  });

  it('a fragment that comes back to itself 60 levels deeper is refused', async () => {
    const cycle = `fragment F on Item { ${times(60, 'self { ')}...F${times(60, ' }')} }`;
    assertRefused(await api.ask(`{ item { ...F ...F } } ${cycle}`), 'depth');
    assertRefused(await api.ask(`{ hello } ${cycle}`), 'depth');
  });

  it('fragments that spread the next one twice are counted each time', async () => {
    const doubled = Array.from({ length: 28 }, (_, n) => `fragment F${n} on Item { ...F${n + 1} ...F${n + 1} }`).join(
      ' ',
    );
    assertRefused(await api.ask(`{ item { ...F0 } } ${doubled} fragment F28 on Item { id }`), 'complexity');
  });

  it('a thousand equal fields are refused or answered, not pondered', async () => {
    const twice = (levels: number): string =>
      levels === 0 ? 'id' : `self { ${twice(levels - 1)} } self { ${twice(levels - 1)} }`;
    const answer = await api.ask(`{ item { ${twice(7)} } }`);
    assert.ok([200, 400].includes(answer.status), answer.text.slice(0, 300));
  });

  it('batches and persisted queries are refused, whatever is in them', async () => {
    const headers = { 'content-type': 'application/json', authorization: TOKEN };
    const persistedQuery = { version: 1, sha256Hash: ['odd'] };
    for (const asked of [
      [{ query: '{ hello }' }],
      { extensions: { persistedQuery } },
      { query: '{ hello }', extensions: { persistedQuery } },
    ]) {
      const answer = await api.send('/graphql', { method: 'POST', headers, body: JSON.stringify(asked) });
      assert.equal(answer.status, 400);
      assert.deepEqual(codesOf(answer), ['BAD_REQUEST'], answer.text);
    }
  });
});

describe('introspection', () => {
  let api: SmallApi;
  before(async () => {
    api = await startSmallApi();
  });
  after(() => api.close());

  it('passes as a whole, all options on, as Apollo Sandbox asks for it', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    assertPassed(await api.ask(query), 'the full introspection query');
    assertPassed(await api.ask(query.replace('{', '{ hello item { self { id } } ')), 'beside other fields');
  });

  it('deeper than types can be nested is refused', async () => {
    const types = (depth: number) =>
      `{ __schema { queryType ${times(depth, '{ ofType ')}{ name }${times(depth, ' }')} } }`;
    assertPassed(await api.ask(types(LIMITS.introspectionDepth - 3)), 'the limit');
    assertRefused(await api.ask(types(LIMITS.introspectionDepth - 2)), 'introspectionDepth');
  });

  it('lists of lists of types are refused', async () => {
    const bomb = '{ __schema { types { fields { type { fields { args { type { enumValues { name } } } } } } } } }';
    assertRefused(await api.ask(bomb), 'introspectionComplexity');
  });

  it('doubled: the full query three times in one is refused', async () => {
    const types = 'types { fields { args { type { fields { name } } } } }';
    const query = `{ ${['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((alias) => `${alias}: __schema { ${types} }`).join(' ')} }`;
    assertRefused(await api.ask(query), 'introspectionComplexity');
  });
});
