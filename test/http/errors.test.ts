// What of an error reaches the client, with which status, and what of it the log? Never a value that was sent.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Answer, codesOf, SENTINEL, type SmallApi, startSmallApi } from './small-api';

/** Resolvers that throw: the error they throw → what is answered, alone and beside data. */
const THROWN: readonly [how: string, status: number, extensions: Record<string, unknown>][] = [
  ['notFound', 200, { code: 'NOT_FOUND' }],
  ['badInput', 200, { code: 'BAD_USER_INPUT', fields: [{ path: 'name', constraints: ['must be short'] }] }],
  ['tooMany', 429, { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 7 }],
  ['unavailable', 503, { code: 'SERVICE_UNAVAILABLE' }],
  ['unauthenticated', 401, { code: 'UNAUTHENTICATED', reason: 'WRONG_CREDENTIALS' }],
  ['query', 500, { code: 'INTERNAL_SERVER_ERROR', errorId: 'err' }],
  ['foreignCode', 500, { code: 'INTERNAL_SERVER_ERROR', errorId: 'err' }],
  ['text', 500, { code: 'INTERNAL_SERVER_ERROR', errorId: 'err' }],
  ['nothing', 500, { code: 'INTERNAL_SERVER_ERROR', errorId: 'err' }],
];

/** Documents and variables with a token in the wrong place → the code, and words that the message must still have. */
const REFUSED: readonly [what: string, query: string, variables: unknown, code: string, words: RegExp][] = [
  ['a string where a name belongs', `{ "${SENTINEL}" }`, {}, 'GRAPHQL_PARSE_FAILED', /line 1, column 3/],
  ['an unended string', `{ hello(a: "${SENTINEL}`, {}, 'GRAPHQL_PARSE_FAILED', /line 1/],
  ['a token as a field', `{ ${SENTINEL} }`, {}, 'GRAPHQL_VALIDATION_FAILED', /Cannot query field .* on type "Query"/],
  [
    'a token as an argument',
    `{ hello(${SENTINEL}: 1) }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /Unknown argument .* on field "Query.hello"/,
  ],
  [
    'a token as an enum value',
    `{ fail(how: ${SENTINEL}) }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /type String must be text/,
  ],
  [
    'a value that the enum does not have',
    `{ paint(color: ${SENTINEL}) }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /^A value of type Color must be one of RED, GREEN\.$/,
  ],
  [
    'a string for an enum value',
    `{ paint(color: "${SENTINEL}") }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /^A value of type Color must be one of RED, GREEN\.$/,
  ],
  [
    'a string for a date',
    `{ paint(on: "${SENTINEL}") }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /^A value of type Day must be a day such as 2027-01-31\.$/,
  ],
  [
    'a string for a number',
    `{ take(input: { value: "a", size: "${SENTINEL}" }) }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /^A value of type Int must be a whole number\.$/,
  ],
  [
    'a string for an object',
    `{ take(input: "${SENTINEL}") }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /^A value of type SecretInput must be an object with the fields of SecretInput\.$/,
  ],
  [
    'a required field left out',
    `{ take(input: { size: 1 }) }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /"SecretInput.value" of required type "String!"/,
  ],
  [
    'a token as an input field',
    `{ take(input: { value: "a", ${SENTINEL}: 1 }) }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /not defined by type "SecretInput"/,
  ],
  ['a token as a fragment', `{ ...${SENTINEL} }`, {}, 'GRAPHQL_VALIDATION_FAILED', /Unknown fragment/],
  [
    'a token as a type',
    `query ($a: ${SENTINEL}) { hello }`,
    {},
    'GRAPHQL_VALIDATION_FAILED',
    /Unknown type|never used/,
  ],
  ['a token as a directive', `{ hello @${SENTINEL} }`, {}, 'GRAPHQL_VALIDATION_FAILED', /Unknown directive/],
];

const TAKE = 'query ($input: SecretInput) { take(input: $input) }';
const NESTED = 'query ($nested: NestedInput) { take(nested: $nested) }';

const PAINT = 'query ($color: Color, $on: Day) { paint(color: $color, on: $on) }';

/** Variables that do not fit → the path that is named, and the whole message. */
const MISFITS: readonly [
  what: string,
  query: string,
  variables: Record<string, unknown>,
  path: string,
  message: string,
][] = [
  ['a wrong type', TAKE, { input: { value: { token: SENTINEL } } }, 'value', '$input.value must be text.'],
  ['a list', TAKE, { input: { value: [SENTINEL] } }, 'value', '$input.value must be text.'],
  [
    'a string for an object',
    TAKE,
    { input: SENTINEL },
    'input',
    '$input must be an object with the fields of SecretInput.',
  ],
  [
    'an unknown field',
    TAKE,
    { input: { value: 'a', [SENTINEL]: SENTINEL } },
    'input',
    '$input must fit its type. Field "…" is not defined by type "SecretInput".',
  ],
  [
    'a string for a number',
    TAKE,
    { input: { value: 'a', size: SENTINEL } },
    'size',
    '$input.size must be a whole number.',
  ],
  ['a missing field', TAKE, { input: { size: 1 } }, 'value', '$input.value must be given.'],
  ['null for a required field', TAKE, { input: { value: null } }, 'value', '$input.value must be given.'],
  [
    'a missing field deeper inside',
    NESTED,
    { nested: { inner: { secret: {} } } },
    'inner.secret.value',
    '$nested.inner.secret.value must be given.',
  ],
  [
    'a wrong type deeper inside',
    NESTED,
    { nested: { inner: { secret: { value: 1 } } } },
    'inner.secret.value',
    '$nested.inner.secret.value must be text.',
  ],
  ['an unknown enum value', PAINT, { color: SENTINEL }, 'color', '$color must be one of RED, GREEN.'],
  ['a number for an enum value', PAINT, { color: 7 }, 'color', '$color must be one of RED, GREEN.'],
  ['a string for a date', PAINT, { on: SENTINEL }, 'on', '$on must be a day such as 2027-01-31.'],
  ['a variable left out', 'query ($a: String!) { fail(how: $a) }', {}, 'a', '$a must be given.'],
  [
    'a key made to look like a path',
    TAKE,
    { input: { value: { [`x at "${SENTINEL}"; `]: 1 } } },
    'input',
    '$input must fit its type.',
  ],
  [
    'a key made to look like a sentence',
    TAKE,
    { input: { value: { [`; Field "${SENTINEL}" is not defined by type "x".`]: 1 } } },
    'value',
    '$input.value must fit its type. Field "…" is not defined by type "…".',
  ],
];

function assertNoSentinel(answer: Answer, api: SmallApi): void {
  const heard = `${answer.text}\n${api.logText()}`;
  assert.ok(!heard.includes('SENTINEL'), `the value came out: ${heard}`);
}

describe('errors', () => {
  let api: SmallApi;
  before(async () => {
    api = await startSmallApi();
  });
  after(() => api.close());

  for (const [how, status, expected] of THROWN)
    it(`a resolver that throws ${how} alone: ${status} ${expected.code}; beside data: 200`, async () => {
      const alone = await api.ask(`{ fail(how: "${how}") }`);
      const { errorId, ...extensions }: Record<string, unknown> = alone.body.errors?.[0]?.extensions ?? {};
      const { errorId: hasId, ...wanted } = expected;
      assert.equal(alone.status, status, alone.text);
      assert.deepEqual(extensions, wanted);
      assert.equal(typeof errorId, hasId ? 'string' : 'undefined');
      assert.deepEqual(alone.body.errors?.[0]?.path, ['fail']);
      assert.equal((await api.ask(`{ hello fail(how: "${how}") }`)).status, 200);
      assertNoSentinel(alone, api);
    });

  for (const [how, status, expected] of THROWN)
    it(`asked again, when the query runs compiled, ${how} is told alike`, async () => {
      const ask = (fields: string) => api.ask(`query Again { ${fields} }`);
      const fail = `fail(how: "${how}")`;
      const told = (answer: Answer) => answer.text.replace(/err_\d+/, 'err_…');
      const [first, compiled] = [await ask(fail), await ask(fail)];
      assert.deepEqual([compiled.status, told(compiled)], [status, told(first)]);
      const [beside, compiledBeside] = [await ask(`hello ${fail}`), await ask(`hello ${fail}`)];
      assert.deepEqual([compiledBeside.status, told(compiledBeside)], [200, told(beside)]);
      assert.equal(codesOf(compiledBeside)[0], expected.code);
      assertNoSentinel(compiledBeside, api);
    });

  it('a wait that is advised is advised in the header too', async () => {
    assert.equal((await api.ask('{ fail(how: "tooMany") }')).headers.get('retry-after'), '7');
  });

  it('the log tells an unexpected error by name, code and place, under the id that the client has', async () => {
    const answer = await api.ask('{ fail(how: "query") }');
    const errorId = answer.body.errors?.[0]?.extensions.errorId;
    const line = api.logLines().find((entry) => entry.errorId === errorId && entry.error) as
      | { error: { name: string; cause?: { name: string; code: string; frames: string[] } } }
      | undefined;
    assert.ok(line, `no line with ${errorId}`);
    assert.equal(line.error.cause?.name, 'QueryFailedError');
    assert.equal(line.error.cause?.code, 'SQLITE_BUSY');
    assert.match(line.error.cause?.frames.join('\n') ?? '', /small-api/);
    assertNoSentinel(answer, api);
  });

  for (const [what, query, variables, code, words] of REFUSED)
    it(`${what}: ${code}, without the value`, async () => {
      const answer = await api.ask(query, { variables });
      assert.equal(answer.status, 200, 'plain JSON is answered with 200');
      assert.equal(codesOf(answer)[0], code, answer.text);
      assert.match(answer.body.errors?.map(({ message }) => message).join('\n') ?? '', words);
      assertNoSentinel(answer, api);
      const strict = await api.ask(query, { variables, headers: { accept: 'application/graphql-response+json' } });
      assert.equal(strict.status, 400);
    });

  for (const [what, query, variables, path, message] of MISFITS)
    it(`a variable with ${what}: BAD_USER_INPUT at ${path}, without the value`, async () => {
      const answer = await api.ask(query, { variables });
      assert.deepEqual(codesOf(answer).slice(0, 1), ['BAD_USER_INPUT'], answer.text);
      const fields = answer.body.errors?.flatMap(({ extensions }) => extensions.fields as { path: string }[]) ?? [];
      assert.ok(
        fields.some((field) => field.path === path),
        `${path} is not in ${JSON.stringify(fields)}`,
      );
      assert.equal(answer.body.errors?.[0]?.message, message);
      assertNoSentinel(answer, api);
    });

  it('hundreds of misfits are BAD_USER_INPUT too, and not all told', async () => {
    const query = 'query ($input: [Int!]) { hello }';
    const answer = await api.ask(query, { variables: { input: Array(500).fill(SENTINEL) } });
    assert.ok(
      codesOf(answer).every((code) => ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'].includes(code)),
      answer.text,
    );
    assertNoSentinel(answer, api);
  });

  it('an operation name that is not in the document: OPERATION_RESOLUTION_FAILURE', async () => {
    const answer = await api.ask('query A { hello }', { operationName: SENTINEL });
    assert.equal(answer.status, 400);
    assert.deepEqual(codesOf(answer), ['OPERATION_RESOLUTION_FAILURE']);
    assertNoSentinel(answer, api);
  });

  it('a suggestion may be made: it holds names of the schema only', async () => {
    const answer = await api.ask('{ helo }');
    assert.match(answer.body.errors?.[0]?.message ?? '', /Did you mean "hello"\?/);
  });
});

describe('errors before the resolvers', () => {
  it('a context that cannot be built and a viewer that cannot be read have an error id, and no words', async () => {
    const broken = async () => {
      throw new Error(SENTINEL);
    };
    for (const changes of [{ buildContext: broken }, { viewerFrom: broken }]) {
      const api = await startSmallApi(changes);
      const answer = await api.ask('{ hello }');
      await api.close();
      assert.equal(answer.status, 500);
      assert.deepEqual(answer.body.errors?.[0]?.extensions, { code: 'INTERNAL_SERVER_ERROR', errorId: 'err_1' });
      assertNoSentinel(answer, api);
      assert.equal(api.logLines().at(-1)?.errorId, 'err_1', 'the request line names it');
    }
  });
});
