// What is the load process told, and what does it answer?

import type { Operation } from '../plan/works';

export interface LoadJob {
  readonly url: string;
  readonly accessToken: string | null;
  readonly connections: number;
  readonly seconds: number;
  readonly operations: readonly Operation[];
  /** Which operation is next; they are sent in turn. */
  readonly from: number;
}

export interface LoadReport {
  readonly answered: number;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  /** Answers that were not 200, held errors, or never came. */
  readonly failed: number;
}
