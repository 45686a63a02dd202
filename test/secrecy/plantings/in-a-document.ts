// Where in a document, or in the variables beside it, may a token come to stand?

import { type Planting, runtimeId, SET } from './planting';

export const IN_A_DOCUMENT: readonly Planting[] = [
  [
    'as a literal',
    'ok',
    (s, secret) =>
      s.graphql(
        `mutation { setGitUserToken(input: { runtimeId: "${runtimeId(s)}", token: { value: "${secret}" } }) { stored } }`,
      ),
  ],
  [
    'as a literal of the wrong type',
    'GRAPHQL_VALIDATION_FAILED',
    (s, secret) => s.graphql(`mutation { setGitUserToken(input: "${secret}") { stored } }`),
  ],
  [
    'as a literal in an unknown field',
    'GRAPHQL_VALIDATION_FAILED',
    (s, secret) => s.graphql(`mutation { setGitUserToken(input: { runtimeId: "x", secret: "${secret}" }) { stored } }`),
  ],
  ['in a comment of a broken document', 'GRAPHQL_PARSE_FAILED', (s, secret) => s.graphql(`{ viewer # ${secret}\n`)],
  ['as the document', 'GRAPHQL_PARSE_FAILED', (s, secret) => s.graphql(secret)],
  [
    'as a string where the document breaks off',
    'GRAPHQL_PARSE_FAILED',
    (s, secret) => s.graphql(`{ node(id: "${secret}`),
  ],
  [
    'in a variable of the wrong type',
    'BAD_USER_INPUT',
    (s, secret) =>
      s.graphql('query ($first: Int) { viewer { runtimes(first: $first) { totalCount } } }', { first: secret }),
  ],
  ['in a variable that nobody asked for', 'ok', (s, secret) => s.graphql('{ viewer { id } }', { [secret]: secret })],
  [
    'as the operation to run',
    'OPERATION_RESOLUTION_FAILURE',
    (s, secret) => s.graphql('{ viewer { id } }', {}, { operationName: secret }),
  ],
  [
    'as a search',
    'ok',
    (s, secret) =>
      s.graphql('query ($search: String) { viewer { runtimes(search: $search) { totalCount } } }', { search: secret }),
  ],
  [
    'as a cursor',
    'BAD_USER_INPUT',
    (s, secret) =>
      s.graphql('query ($after: String) { viewer { runtimes(after: $after) { totalCount } } }', { after: secret }),
  ],
  [
    'as the id of a query',
    'ok',
    (s, secret) =>
      s.graphql('query ($id: ID!) { node(id: $id) { id } runtime(id: $id) { id } account(id: $id) { id } }', {
        id: secret,
      }),
  ],
  [
    'as the id of a mutation',
    'NOT_FOUND',
    (s, secret) => s.graphql(SET, { input: { runtimeId: secret, token: { value: 'ghp_12345678' } } }),
  ],
  ['as variables', 'BAD_REQUEST', (s, secret) => s.graphql('{ viewer { id } }', secret)],
];
