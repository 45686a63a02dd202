// Who plants the secrets? A client that can send anything at all, and keeps every byte that comes back.

import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import type { TestGateway } from '../support/test-gateway';
import type { Place } from './secret-finder';

/** What to send beside a document and its variables. */
interface Extras {
  readonly operationName?: string;
  readonly headers?: Record<string, string>;
}

interface RawRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export class Sower {
  /** Every answer, its headers included. */
  readonly answers: Place[] = [];

  constructor(
    readonly running: TestGateway,
    readonly accessToken: string,
  ) {}

  /** Resolves with the code of the first error, or `ok`. */
  async graphql(query: string, variables: unknown = {}, { operationName, headers }: Extras = {}): Promise<string> {
    return this.post(JSON.stringify({ query, variables, operationName }), headers);
  }

  async post(body: string, headers: Record<string, string> = {}): Promise<string> {
    return this.raw('/graphql', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  }

  /** `fetch` would mend what is broken on purpose. */
  async raw(path: string, { method = 'GET', headers = {}, body }: RawRequest = {}): Promise<string> {
    const { hostname, port } = new URL(this.running.url);
    const authorization = `Bearer ${this.accessToken}`;
    const answer = await new Promise<{ head: string; text: string }>((resolve, reject) => {
      const sent = request(
        { hostname, port, path, method, headers: { authorization, ...headers } },
        async (response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of response) chunks.push(chunk);
          const head = [response.statusCode, response.statusMessage, ...response.rawHeaders].join('\n');
          resolve({ head, text: Buffer.concat(chunks).toString() });
        },
      );
      sent.on('error', reject).end(body);
    });
    this.answers.push({
      name: `answer ${this.answers.length + 1}: ${answer.text}`,
      content: `${answer.head}\n${answer.text}`,
    });
    return codeIn(answer.text);
  }
}

function codeIn(text: string): string {
  const { errors } = JSON.parse(text) as { errors?: { extensions: { code: string } }[] };
  return errors?.[0]?.extensions.code ?? 'ok';
}

/** New for each run; of letters, digits and `_`, so that it may stand where a name may. */
export const newSecretName = (): string => `ghp_SENTINEL${randomBytes(12).toString('hex')}`;

/** With characters that some encodings change. */
export const newSecretText = (): string => `${newSecretName()}+/=${randomBytes(4).toString('hex')}%~`;
