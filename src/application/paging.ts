// How is a list cut into pages? Cursors that belong to one list, owner and filter, and a page of a known size.

import { badInput } from '../domain/errors';

/** `first` of every connection; null means the default. */
export const PAGE_SIZE = { min: 1, max: 100, default: 50 } as const;

export interface PageRequest {
  readonly first: number | null;
  readonly after: string | null;
}

export interface Page<T> {
  readonly edges: readonly { readonly cursor: string; readonly node: T }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** A page of a list that can tell how long it is. */
export interface CountedPage<T> extends Page<T> {
  /** Counts only when asked for. */
  readonly totalCount: () => Promise<number>;
}

/** Where a list stands: what its rows are ordered by. */
export type Position = readonly [string, string];

/** What makes two lists the same one: its name, whose it is, and its filter. */
export type ListIdentity = readonly (string | readonly string[] | null)[];

export function pageSize({ first }: PageRequest): number {
  if (first === null) return PAGE_SIZE.default;
  if (first < PAGE_SIZE.min || first > PAGE_SIZE.max) {
    throw badInput({ path: 'first', constraints: [`must be from ${PAGE_SIZE.min} to ${PAGE_SIZE.max}`] });
  }
  return first;
}

export function encodeCursor(list: ListIdentity, position: Position): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url');
}

/** Refuses a cursor of another list, owner or filter: it would skip or repeat rows without a word. */
export function decodeCursor(list: ListIdentity, after: string | null): Position | null {
  if (after === null) return null;
  const [name, id, ...rest] = positionIn(after, list);
  if (rest.length > 0 || typeof name !== 'string' || typeof id !== 'string') {
    throw badInput({ path: 'after', constraints: ['must be a cursor of this very list'] });
  }
  return [name, id];
}

/** A row of a page; its cursor is made when it is asked for. */
class Edge<T> {
  constructor(
    readonly node: T,
    private readonly list: ListIdentity,
    private readonly positionOf: (row: T) => Position,
  ) {}

  get cursor(): string {
    return encodeCursor(this.list, this.positionOf(this.node));
  }
}

/** Rows asked for with one more than the page holds: that one tells whether there is a next page. */
export function cutPage<T>(
  rows: readonly T[],
  size: number,
  list: ListIdentity,
  after: string | null,
  positionOf: (row: T) => Position,
): Page<T> {
  return {
    edges: rows.slice(0, size).map((node) => new Edge(node, list, positionOf)),
    hasNextPage: rows.length > size,
    hasPreviousPage: after !== null,
  };
}

/** Longer than any of ours: names, filters and ids are bounded. */
const CURSOR_LENGTH = 4000;

/** Empty for what is no cursor, or another list's. The text before the position is compared as it is: it may be anything. */
function positionIn(cursor: string, list: ListIdentity): readonly unknown[] {
  const text = cursor.length > CURSOR_LENGTH ? '' : Buffer.from(cursor, 'base64url').toString('utf8');
  const beginning = `[${JSON.stringify(list)},`;
  if (!text.startsWith(beginning)) return [];
  try {
    const position: unknown = JSON.parse(`[${text.slice(beginning.length)}`);
    return Array.isArray(position) ? position : [];
  } catch {
    return [];
  }
}
