// How is JSON served by node:http alone? A body is read, answered and logged; nothing more.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Surroundings } from './surroundings';
import { logRequest } from './surroundings';

export interface AskedOperation {
  readonly operationName: string;
  // biome-ignore lint/suspicious/noExplicitAny: each operation knows its own
  readonly variables: any;
}

export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

export type AnswerOperation = (operation: AskedOperation, authorization: string | undefined) => Promise<JsonAnswer>;

export function serveJson({ config, log }: Surroundings, answer: AnswerOperation): void {
  createServer(async (request, response) => {
    const startedAt = performance.now();
    const asked: AskedOperation = JSON.parse(await textOf(request));
    const { status, body } = await answer(asked, request.headers.authorization).catch((error: unknown) => {
      log.error({ message: error instanceof Error ? error.message : 'unknown' }, 'failed');
      return { status: 500, body: { errors: [{ message: 'failed' }] } };
    });
    send(response, status, JSON.stringify(body));
    logRequest(log, asked.operationName, startedAt, status);
  }).listen(config.port, config.host);
}

/** A body that comes in one piece, as small ones do, is not copied. */
function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString('utf8') ?? ''));
    request.on('error', reject);
  });
}

function send(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
