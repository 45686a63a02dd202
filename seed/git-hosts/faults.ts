// In how many ways can a Git host, or what stands before it, fail? Each fault spoils the answer to a request.

import type { ServerResponse } from 'node:http';
import { type ApiAnswer, json } from './simulated-api';

type Fault = (response: ServerResponse, answer: ApiAnswer, now: Date) => void;

/** Sends an answer as it is. */
export function send(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
}

const always =
  (answer: ApiAnswer): Fault =>
  (response) =>
    send(response, answer);

const html = (status: number, title: string, headers: Record<string, string> = {}): ApiAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body: `<!doctype html><title>${title}</title><h1>${title}</h1>`,
});

const secondsSince1970 = (at: Date): number => Math.floor(at.getTime() / 1000);

/** What of GitHub's and GitLab's own headers a strict proxy lets through. */
const PLAIN_HEADERS = ['content-type', 'location'];

/** Every fault but `HANG` and `DRIP` answers at once. */
export const FAULTS = {
  STATUS_500: always(json(500, { message: 'Internal Server Error' })),
  STATUS_502: always(html(502, 'Bad Gateway')),
  MAINTENANCE: always(html(503, 'Down for maintenance', { 'retry-after': '120' })),
  RATE_LIMIT_PRIMARY: (response, _answer, now) =>
    send(
      response,
      json(
        403,
        { message: 'API rate limit exceeded for user ID 1.' },
        {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(secondsSince1970(now) + 1800),
        },
      ),
    ),
  RATE_LIMIT_SECONDARY: always(json(403, { message: 'You have exceeded a secondary rate limit.' })),
  RATE_LIMIT_RETRY_AFTER: always(json(403, { message: 'Slow down.' }, { 'retry-after': '60' })),
  RATE_LIMIT_429: always({
    status: 429,
    headers: { 'content-type': 'text/plain', 'retry-after': '60' },
    body: 'Retry later',
  }),
  LOGIN_ATTEMPTS: always(
    json(403, { message: 'Bad credentials. Maximum number of login attempts exceeded. Please try again later.' }),
  ),
  REDIRECT: always({ status: 302, headers: { location: 'https://portal.example/login' }, body: '' }),
  REDIRECT_JSON: always(json(307, { message: 'Moved' }, { location: 'https://portal.example/login' })),
  CAPTIVE_PORTAL: always(html(403, 'Sign in to the network')),
  CAPTIVE_PORTAL_OK: always(html(200, 'Welcome to the airport')),
  PROXY_401: always(html(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="proxy"' })),
  PROXY_401_JSON: always(json(401, { message: 'Unauthorized' })),
  PROXY_403_JSON: always(json(403, { message: 'Forbidden' })),
  PROXY_407: always(html(407, 'Proxy Authentication Required', { 'proxy-authenticate': 'Basic' })),
  NOT_FOUND_HTML: always(html(404, 'Not here')),
  BROKEN_JSON: (response, { status, headers, body }) =>
    send(response, { status, headers, body: JSON.stringify(body).slice(0, -5) }),
  JSON_ARRAY: always(json(200, [])),
  JSON_EMPTY: always(json(200, {})),
  HUGE_BODY: (response, { status, headers, body }) =>
    send(response, { status, headers, body: JSON.stringify({ ...Object(body), filler: 'x'.repeat(1024 * 1024) }) }),
  RESET: (response) => response.socket?.resetAndDestroy(),
  CUT_SHORT: (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"login":', () => response.socket?.destroy());
  },
  NOT_HTTP: (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'),
  HUGE_HEADERS: always(json(200, {}, { 'x-filler': 'x'.repeat(64 * 1024) })),
  HANG: () => {},
  DRIP: (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  },
  STRIPPED_HEADERS: (response, { status, headers, body }) =>
    send(response, {
      status,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => PLAIN_HEADERS.includes(name))),
      body,
    }),
} as const satisfies Record<string, Fault>;

export type FaultMode = keyof typeof FAULTS;

export const isFaultMode = (value: unknown): value is FaultMode =>
  typeof value === 'string' && Object.hasOwn(FAULTS, value);
