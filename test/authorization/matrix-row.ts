// What does the matrix have to know of an operation? A document, what it is tried on, and what it leaves behind.

import type { Action } from '../../src/domain/access-policy';
import type { AuditAction } from '../../src/domain/audit-event';
import type { Stage } from './stage';
import type { Target, Targets } from './targets';

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the row's own document asks for
type Data = any;

export interface MatrixRow<T extends Target = Target> {
  /** A field of Query or Mutation by its name alone, another type's as `Runtime.runtimeToken`. */
  readonly field: string;
  /** What sets this row apart from another one of the same field. */
  readonly variant?: string;
  readonly document: string;
  readonly on: Targets<T>;
  readonly variables: (target: T, stage: Stage) => Record<string, unknown>;
  /** What of the data counts: null, absent or false means that the caller got nothing. By default the root field. */
  readonly got?: (data: Data, target: T) => unknown;
  /** The right it takes: the reason of a denial's audit event, and what stands behind `viewerActions`. */
  readonly needs?: Action;
  /** The audit event of a success; without one, none is left. */
  readonly leaves?: AuditAction;
  /** In whose name it is left, where that is not the caller's: somebody's e-mail. */
  readonly leavesInNameOf?: string;
  /** What nobody may do, on no target. Everything else, somebody can do on everything that exists. */
  readonly isForNobody?: boolean;
}

/** Lets each row be typed by its own targets, and all stand in one list. */
export const row = <T extends Target>(given: MatrixRow<T>): MatrixRow => given as unknown as MatrixRow;

export const mutation = (field: string, input: string, answer: string): string =>
  `mutation ($input: ${input}!) { ${field}(input: $input) { ${answer} } }`;
