// How large may a request be, and how long may it take? One table; what is above it is refused before a resolver runs.

import { GatewayError } from '../domain/errors';

export const LIMITS = {
  /** Bytes of the request's body. */
  body: 100 * 1024,
  /** Objects and lists inside each other, in the body or in a GET's variables. */
  jsonDepth: 64,
  documentCharacters: 15_000,
  documentTokens: 1_000,
  /** Fields inside each other; fragments add what they hold. */
  depth: 12,
  /** In the whole document, as are directives. */
  aliases: 15,
  rootFields: 20,
  /** Root fields of an operation that needs no sign-in: one guess at a password a request. */
  openFields: 1,
  directives: 50,
  /** Validation compares the fields of a selection that are answered under one name two by two. */
  sameName: 200,
  /** Fields that the answer may hold: list sizes multiplied, fragments counted each time they are spread. */
  complexity: 10_000,
  /** Tools ask for type references nine levels deep: a depth of 15 in all. */
  introspectionDepth: 20,
  /** The full query of graphql-js, all options on, counts 52,000. */
  introspectionComplexity: 80_000,
} as const;

/** Named in `extensions.limit`. */
export type LimitName = keyof typeof LIMITS;
export type Limits = Readonly<Record<LimitName, number>>;

/** What a list that has no pages is taken to hold. */
export const PLAIN_LIST_SIZE = 10;

/** A field counts 1; one that makes the database go through rows which the answer does not hold counts this much more. */
export const SCANNING = {
  cost: 25,
  fields: ['totalCount'],
  arguments: ['search', 'filter', 'userTokenStatus'],
} as const;

/** Milliseconds from the request's arrival to its answer. A check at a provider has ten seconds of a mutation's time. */
export const TIME_LIMITS = { query: 10_000, mutation: 30_000 } as const;
export type TimeLimits = Readonly<Record<keyof typeof TIME_LIMITS, number>>;

/** What a connection may take, in bytes and milliseconds. A connection must outlive the longest mutation. */
export const CONNECTION_LIMITS = {
  headerBytes: 16 * 1024,
  headers: 10_000,
  request: 20_000,
  silence: 45_000,
  /** Longer than the minute after which load balancers give up an idle connection. */
  keepAlive: 72_000,
} as const;

/** Milliseconds that a stop waits: for what runs, then for answers that are on their way. */
export const STOP_LIMITS = { running: TIME_LIMITS.mutation, sending: 5_000 } as const;

/** What each limit counts, in words. */
export const MEASURES: Readonly<Record<LimitName, string>> = {
  body: 'size in bytes',
  jsonDepth: 'depth of JSON',
  documentCharacters: 'length in characters',
  documentTokens: 'number of tokens',
  depth: 'depth',
  aliases: 'number of aliases',
  rootFields: 'number of root fields',
  openFields: 'number of fields that need no sign-in',
  directives: 'number of directives',
  sameName: 'number of fields with the same name',
  complexity: 'complexity',
  introspectionDepth: 'depth of introspection',
  introspectionComplexity: 'complexity of introspection',
};

/** What helps, where the limit's name alone does not tell. */
const REMEDIES: Readonly<Partial<Record<LimitName, string>>> = {
  complexity: 'Ask for smaller pages (a smaller `first`), or for fewer lists inside each other.',
  openFields: 'Send one of them at a time.',
  sameName: 'Ask for each field once in a selection.',
  rootFields: 'Send them in several requests.',
};

const inFigures = (count: number): string => count.toLocaleString('en');

/** `OPERATION_TOO_LARGE`, naming the limit, and what was measured unless that has no end or was not counted to its end (`Infinity`). */
export function tooLarge(limits: Limits, limit: LimitName, measured: number, httpStatus?: number): GatewayError {
  const most = inFigures(limits[limit]);
  const found = Number.isFinite(measured) ? `${inFigures(measured)}, and at most ${most} is allowed` : `above ${most}`;
  const message = `The operation is too large: its ${MEASURES[limit]} is ${found}.`;
  return new GatewayError('OPERATION_TOO_LARGE', {
    message: [message, REMEDIES[limit]].filter(Boolean).join(' '),
    limit,
    httpStatus,
  });
}

/** Passes up to the limit itself; what cannot be counted (`Infinity`) is above every limit. */
export function refuseAbove(limits: Limits, name: LimitName, measured: number): void {
  if (measured > limits[name]) throw tooLarge(limits, name, measured);
}
