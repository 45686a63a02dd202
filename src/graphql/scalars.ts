// How do instants and addresses travel? As RFC 3339 in UTC, and as absolute http(s) URLs. Errors never repeat the input:
// they name the scalar, and what it must be stands in its `extensions`.

import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** In characters. */
const URL_MAX_LENGTH = 2000;

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** In the words that GraphQL has for its own scalars. */
const unfit = (scalar: string, nodes?: ValueNode) =>
  new GraphQLError(`${scalar} cannot represent this value.`, { nodes });

function parseInstant(value: unknown, node?: ValueNode): Date {
  const date = typeof value === 'string' && RFC_3339.test(value) ? new Date(value) : new Date(Number.NaN);
  // An offset can carry an instant out of the years of four digits, the only ones that RFC 3339 has.
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999) {
    throw unfit('DateTime', node);
  }
  return date;
}

function parseUrl(value: unknown, node?: ValueNode): URL {
  const url = typeof value === 'string' && value.length <= URL_MAX_LENGTH ? URL.parse(value.trim()) : null;
  if (url === null) throw unfit('URL', node);
  return url;
}

const fromLiteral = (node: ValueNode): unknown => (node.kind === Kind.STRING ? node.value : undefined);

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'An instant as RFC 3339 in UTC, such as `2027-01-31T09:00:00.000Z`. Other offsets are accepted as input.',
  extensions: { mustBe: 'a date and time such as 2027-01-31T09:00:00Z' },
  serialize: (value) => (value as Date).toISOString(),
  parseValue: (value) => parseInstant(value),
  parseLiteral: (node) => parseInstant(fromLiteral(node), node),
});

export const UrlScalar = new GraphQLScalarType<URL, string>({
  name: 'URL',
  description: 'An absolute URL of at most 2,000 characters, such as `https://gitlab.example.com/git`.',
  extensions: { mustBe: `an absolute URL of at most ${URL_MAX_LENGTH} characters` },
  serialize: String,
  parseValue: (value) => parseUrl(value),
  parseLiteral: (node) => parseUrl(fromLiteral(node), node),
});
