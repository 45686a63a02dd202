// Where does GraphQL take a pasted token for one of its names?

import { asToken, type Planting } from './planting';

/** For secrets that are names to GraphQL. */
export const AS_A_NAME: readonly Planting[] = [
  ['as a field', 'GRAPHQL_VALIDATION_FAILED', (s, secret) => s.graphql(`{ viewer { ${secret} } }`)],
  ['as an argument', 'GRAPHQL_VALIDATION_FAILED', (s, secret) => s.graphql(`{ node(${secret}: 1) { id } }`)],
  ['as an enum value', 'GRAPHQL_VALIDATION_FAILED', (s, secret) => s.graphql(`{ node(id: ${secret}) { id } }`)],
  ['as a directive', 'GRAPHQL_VALIDATION_FAILED', (s, secret) => s.graphql(`{ viewer @${secret} { id } }`)],
  ['as a fragment', 'GRAPHQL_VALIDATION_FAILED', (s, secret) => s.graphql(`{ viewer { ...${secret} } }`)],
  ['as a type', 'GRAPHQL_VALIDATION_FAILED', (s, secret) => s.graphql(`{ viewer { ... on ${secret} { id } } }`)],
  ['as a variable', 'GRAPHQL_VALIDATION_FAILED', (s, secret) => s.graphql(`{ node(id: $${secret}) { id } }`)],
  ['as a field of an input', 'BAD_USER_INPUT', (s, secret) => asToken(s, { value: 'ghp_12345678', [secret]: 1 })],
  [
    'as the operation to run',
    'OPERATION_RESOLUTION_FAILURE',
    (s, secret) => s.graphql('query Q { viewer { id } }', {}, { operationName: secret }),
  ],
];
