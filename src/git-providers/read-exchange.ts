// How much of a host's answer is read? 64 KB at most.

import type { Dispatcher } from 'undici';
import type { Exchange, HostHeaders } from './answer';

/** No answer that we read comes near this. */
export const ANSWER_LIMIT_BYTES = 64 * 1024;

export async function readExchange({ statusCode, headers, body }: Dispatcher.ResponseData): Promise<Exchange> {
  const text = await readText(body);
  if (text === null) return { came: 'NOTHING', because: 'TOO_LARGE' };
  return { came: 'ANSWER', status: statusCode, headers: joined(headers), text };
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
