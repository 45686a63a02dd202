// How does a question reach a Git host? Here, and in no other way: GET, no redirects, 64 KB of answer, one time limit.

import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, type Dispatcher } from 'undici';
import type { Exchange, HostHeaders, TroubleCause } from './answer';

const USER_AGENT = 'git-token-gateway';

/** No answer that we read comes near this. */
export const ANSWER_LIMIT_BYTES = 64 * 1024;

/** How the questions of one inspection are sent. */
export interface HostConnection {
  get(url: string, headers: Readonly<Record<string, string>>): Promise<Exchange>;
  close(): Promise<void>;
}

/**
 * Opens connections that live as long as one inspection: a check never meets a stale socket, and no two tokens share one.
 * `ca` is PEM text that is trusted beside Node's own roots (the option alone would replace them).
 */
export function createHttpClient({ ca, timeLimitMs }: { ca?: string; timeLimitMs: number }): () => HostConnection {
  const secureContext = ca === undefined ? undefined : createSecureContext({ ca: [...rootCertificates, ca] });

  return () => {
    const agent = new Agent({ connect: { timeout: timeLimitMs, ...(secureContext && { secureContext }) } });
    const deadline = AbortSignal.timeout(timeLimitMs);
    return {
      get: (url, headers) => get(agent, deadline, new URL(url), headers),
      close: () => agent.destroy(),
    };
  };
}

async function get(
  agent: Agent,
  deadline: AbortSignal,
  url: URL,
  headers: Readonly<Record<string, string>>,
): Promise<Exchange> {
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: url.pathname,
      method: 'GET',
      headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': USER_AGENT, ...headers },
      signal: deadline,
    });
    const text = await readText(answer.body);
    if (text === null) return { came: 'NOTHING', because: 'TOO_LARGE' };
    return { came: 'ANSWER', status: answer.statusCode, headers: joined(answer.headers), text };
  } catch (error) {
    return { came: 'NOTHING', because: deadline.aborted ? 'TIMEOUT' : causeOf(error) };
  }
}

/** Null as soon as more than the limit has come; the rest is not read. */
async function readText(body: Dispatcher.ResponseData['body']): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > ANSWER_LIMIT_BYTES) {
      // Leaving the loop destroys the stream, and with it the connection.
      return null;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const joined = (headers: Record<string, string | string[] | undefined>): HostHeaders =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );

/** Error codes of Node and undici, read from the top: the first row that fits. */
const CAUSES: readonly (readonly [RegExp, TroubleCause])[] = [
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, 'TIMEOUT'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/, 'UNREACHABLE'],
  [/^(ENOTFOUND|EAI_[A-Z]+)$/, 'DNS'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'CONNECTION_LOST'],
  [/CERT|TLS|SSL|^UNABLE_TO_/, 'TLS'],
];

/** What is left is an answer that breaks HTTP itself: headers too long, a wrong length, no status line. */
function causeOf(error: unknown): TroubleCause {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return CAUSES.find(([codes]) => codes.test(code))?.[1] ?? 'ODD_ANSWER';
}
