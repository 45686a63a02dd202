// How does somebody with curl change a simulated Git host? POST /_control/revoke with {"token": "…"}, and the like.
// And learn what it was asked? GET /_control/ever-asked.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { FAULTS, isFaultMode, send } from './faults';
import { type ApiAnswer, json } from './simulated-api';
import type { SimulatedGitHost } from './simulated-git-host';

export const CONTROL_PATH = '/_control/';

interface Order {
  readonly token?: unknown;
  readonly milliseconds?: unknown;
  readonly mode?: unknown;
}

/** What can be ordered, each with what it wants. An order that is not as it should be throws. */
const ORDERS: Readonly<Record<string, (host: SimulatedGitHost, order: Order) => void>> = {
  revoke: (host, { token }) => host.revoke(String(token)),
  expire: (host, { token }) => host.expire(String(token)),
  block: (host, { token }) => host.block(String(token)),
  restore: (host, { token }) => host.restore(String(token)),
  'slow-down': (host, { milliseconds }) => {
    if (!Number.isInteger(milliseconds) || Number(milliseconds) < 0) throw new Error('Give milliseconds, 0 or more.');
    host.slowDown(Number(milliseconds));
  },
  fail: (host, { mode = null }) => {
    if (mode !== null && !isFaultMode(mode)) {
      throw new Error(`Modes: ${Object.keys(FAULTS).join(', ')}. No mode: all is well again.`);
    }
    host.fail(mode);
  },
  reset: (host) => host.reset(),
};

/** What was sent to the host since it was created, one of each sort. No token is among it. */
const everAsked = ({ everAsked }: SimulatedGitHost) => ({
  requests: [...everAsked.values()].map(({ method, path, body, userAgent }) => ({ method, path, body, userAgent })),
});

/** Orders are JSON, which a web page of another site cannot send unasked. */
export async function answerControl(host: SimulatedGitHost, request: IncomingMessage, response: ServerResponse) {
  const name = request.url?.slice(CONTROL_PATH.length) ?? '';
  if (request.method === 'GET' && name === 'ever-asked') return send(response, json(200, everAsked(host)));
  const carryOut = ORDERS[name];
  if (carryOut === undefined) return send(response, complaint(404, `Orders: ${Object.keys(ORDERS).join(', ')}.`));
  if (request.method !== 'POST' || !request.headers['content-type']?.startsWith('application/json')) {
    return send(response, complaint(415, 'POST an application/json body.'));
  }
  try {
    carryOut(host, await bodyOf(request));
    send(response, json(200, { done: true }));
  } catch (error) {
    send(response, complaint(400, error instanceof Error ? error.message : 'Not understood.'));
  }
}

const complaint = (status: number, message: string): ApiAnswer => json(status, { message });

async function bodyOf(request: IncomingMessage): Promise<Order> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  try {
    return Object(JSON.parse(text || '{}'));
  } catch {
    throw new Error('The body is not JSON.');
  }
}
