// One simulated Git host: a server on loopback, what tests and developers can do to it, and what it was asked.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GIT_HOST_ADDRESS, GIT_HOST_PLACES, type GitHostName, type GitHostUrls, gitHostUrls } from './addresses';
import { answerControl, CONTROL_PATH } from './control';
import { FAULTS, type FaultMode, send } from './faults';
import type { ApiAnswer, SimulatedApi } from './simulated-api';
import type { TokenRegistry } from './token-registry';

/** A request as it arrived. The token is kept for tests that ask which one was used; it prints nowhere. */
export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: readonly string[];
  readonly userAgent: string | undefined;
  /** Whether the request presented this very token. */
  presented(value: string): boolean;
}

export class SimulatedGitHost {
  readonly requests: RecordedRequest[] = [];
  /** One of each sort since it was created, whatever is reset: for who asks what was ever sent. */
  readonly everAsked = new Map<string, RecordedRequest>();
  #server: Server | null = null;
  #port: number;
  #delayMs = 0;
  #fault: { mode: FaultMode; after: number } | null = null;
  #scripted: ApiAnswer | null = null;
  #held: { promise: Promise<void>; release: () => void } | null = null;

  constructor(
    readonly name: GitHostName,
    readonly tokens: TokenRegistry,
    private readonly api: SimulatedApi,
    private readonly now: () => Date,
    port: number,
  ) {
    this.#port = port;
  }

  get urls(): GitHostUrls {
    return gitHostUrls(this.name, this.#port);
  }

  revoke(value: string): void {
    this.tokens.setState(value, 'REVOKED');
  }

  block(value: string): void {
    this.tokens.setState(value, 'BLOCKED');
  }

  expire(value: string): void {
    this.tokens.expire(value);
  }

  restore(value: string): void {
    this.tokens.restore(value);
  }

  /** Every answer from now on waits so long. */
  slowDown(milliseconds: number): void {
    this.#delayMs = milliseconds;
  }

  /** Every answer waits until the returned function is called: slowness without a clock. */
  hold(): () => void {
    let release = () => {};
    const promise = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#held = { promise, release };
    return () => {
      this.#held = null;
      release();
    };
  }

  /** Spoils every answer; with `after`, only once so many requests have been answered well. Null: answers well again. */
  fail(mode: FaultMode | null, { after = 0 } = {}): void {
    this.#fault = mode === null ? null : { mode, after };
  }

  /** Answers everything with exactly this. */
  answerWith(answer: ApiAnswer | null): void {
    this.#scripted = answer;
  }

  /** As it was at the start: all tokens, no faults, nothing recorded. It stays down if it is down. */
  reset(): void {
    this.tokens.restoreAll();
    this.slowDown(0);
    this.fail(null);
    this.answerWith(null);
    this.#held?.release();
    this.#held = null;
    this.requests.length = 0;
  }

  /** Listens; on the same port as before, if it did already. */
  async bringUp(): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.#port, GIT_HOST_ADDRESS, resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Refuses connections and cuts those it has. */
  async takeDown(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    if (path.startsWith(CONTROL_PATH)) return answerControl(this, request, response);
    const body = await textOf(request);
    const record = recordOf(request, path, body);
    this.requests.push(record);
    this.everAsked.set(`${record.method} ${path} ${body} ${record.userAgent}`, record);
    const answer = this.#scripted ?? this.#ask(request, path, body);
    const spoil = this.#nextFault();
    await this.#held?.promise;
    if (this.#delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.#delayMs).unref());
    if (response.destroyed) return;
    if (spoil === null) send(response, answer);
    else FAULTS[spoil](response, answer, this.now());
  }

  #ask(request: IncomingMessage, path: string, body: string): ApiAnswer {
    const { subPath } = GIT_HOST_PLACES[this.name];
    if (!path.startsWith(`${subPath}/`))
      return { status: 404, headers: { 'content-type': 'text/html' }, body: 'Not Found' };
    const { pathname, searchParams } = new URL(path.slice(subPath.length), 'http://simulated.example');
    return this.api({
      method: request.method ?? '',
      path: pathname,
      query: searchParams,
      body,
      headers: request.headers,
      tokens: this.tokens,
      now: this.now(),
    });
  }

  #nextFault(): FaultMode | null {
    if (this.#fault === null) return null;
    if (this.#fault.after === 0) return this.#fault.mode;
    this.#fault.after -= 1;
    return null;
  }
}

/** What came of the body; whoever asks may hang up on the way. */
async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {}
  return Buffer.concat(chunks).toString();
}

function recordOf({ method = '', headers }: IncomingMessage, path: string, body: string): RecordedRequest {
  const presented = String(headers['private-token'] ?? passwordIn(headers.authorization ?? ''));
  return {
    method,
    path,
    body,
    headers: Object.keys(headers),
    userAgent: headers['user-agent'],
    presented: (value) => presented === value,
  };
}

/** The credential of an Authorization header; of a user name and password the latter. */
function passwordIn(authorization: string): string {
  const [, scheme = '', credential = ''] = /^(\S+) +(.*)$/.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'basic') return credential;
  return Buffer.from(credential, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
}
