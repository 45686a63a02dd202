// Where in an HTTP request may a token come to stand?

import type { Planting } from './planting';

export const IN_THE_REQUEST: readonly Planting[] = [
  ['in JSON that breaks off', 'BAD_REQUEST', (s, secret) => s.post(`{"query": "${secret}`)],
  ['in JSON with a mistake behind it', 'BAD_REQUEST', (s, secret) => s.post(`{"query": "${secret}"; }`)],
  ['as the body', 'BAD_REQUEST', (s, secret) => s.post(JSON.stringify(secret))],
  ['in a batch', 'BAD_REQUEST', (s, secret) => s.post(JSON.stringify([{ query: secret }]))],
  [
    'in a body that is too large',
    'OPERATION_TOO_LARGE',
    (s, secret) => s.post(JSON.stringify({ query: secret.repeat(3000) })),
  ],
  [
    'in a body of another type',
    'UNSUPPORTED_MEDIA_TYPE',
    (s, secret) => s.post(`token=${secret}`, { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  ['in the content type', 'UNSUPPORTED_MEDIA_TYPE', (s, secret) => s.post('{}', { 'content-type': `text/${secret}` })],
  [
    'as an access token',
    'UNAUTHENTICATED',
    (s, secret) => s.graphql('{ viewer { id } }', {}, { headers: { authorization: `Bearer ${secret}` } }),
  ],
  [
    'in a Basic header',
    'UNAUTHENTICATED',
    (s, secret) =>
      s.graphql(
        '{ viewer { id } }',
        {},
        { headers: { authorization: `Basic ${Buffer.from(`x:${secret}`).toString('base64')}` } },
      ),
  ],
  [
    'in other headers',
    'ok',
    (s, secret) =>
      s.graphql(
        '{ viewer { id } }',
        {},
        {
          headers: {
            cookie: `session=${secret}`,
            'user-agent': secret,
            referer: `http://x/${secret}`,
            origin: `http://${secret}`,
            'x-request-id': secret,
            'x-forwarded-for': secret,
            'private-token': secret,
            traceparent: secret,
            accept: `*/*;q=${secret}`,
          },
        },
      ),
  ],
  [
    'in an unknown path',
    'NOT_FOUND',
    (s, secret) => s.raw(`/${encodeURIComponent(secret)}?token=${encodeURIComponent(secret)}`),
  ],
  ['in a path that cannot be decoded', 'BAD_REQUEST', (s, secret) => s.raw(`/%E0%A4%A/${secret}`)],
  ['in the query of a GET', 'BAD_REQUEST', (s, secret) => s.raw(`/graphql?query=${encodeURIComponent(secret)}`)],
  [
    'in the variables of a GET',
    'BAD_REQUEST',
    (s, secret) => s.raw(`/graphql?query={viewer{id}}&variables=${encodeURIComponent(secret)}`),
  ],
  [
    'in a request that is not HTTP',
    'METHOD_NOT_ALLOWED',
    (s, secret) => s.raw('/graphql', { method: 'PUT', body: secret, headers: { 'content-type': 'application/json' } }),
  ],
];
