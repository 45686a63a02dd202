// What passes between a simulated host's server and the API that it plays?

import type { IncomingHttpHeaders } from 'node:http';
import type { TokenRegistry } from './token-registry';

export interface ApiQuestion {
  readonly method: string;
  /** Below the root of the installation, without the query: `/api/v4/user`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** As it came; empty for a GET. */
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly tokens: TokenRegistry;
  readonly now: Date;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body: string | object;
}

export type SimulatedApi = (question: ApiQuestion) => ApiAnswer;

export const json = (status: number, body: object, headers: Record<string, string> = {}): ApiAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body,
});
