// How does a test talk to the gateway? As a front end does, over HTTP; what it did not expect is printed whole.

import assert from 'node:assert/strict';

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the test's own document asks for
type Data = any;

export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly reason?: string;
    readonly fields?: readonly { readonly path: string; readonly constraints: readonly string[] }[];
    readonly limit?: string;
    readonly errorId?: string;
  };
}

export class Answer {
  constructor(
    readonly status: number,
    readonly body: { readonly data?: Data; readonly errors?: readonly AnsweredError[] },
    readonly text: string,
    private readonly asked: string,
  ) {}

  /** The data of an answer without errors. */
  get data(): Data {
    assert.equal(this.body.errors, undefined, this.explain('errors that the test did not expect'));
    return this.body.data;
  }

  /** The one error of an answer that has one. */
  get error(): AnsweredError {
    const [error, ...others] = this.body.errors ?? [];
    assert.ok(error !== undefined && others.length === 0, this.explain('exactly one error was expected'));
    return error;
  }

  get code(): string {
    return this.error.extensions.code;
  }

  /** Holds the answer to be one error with this code and, where given, this reason. */
  assertRefused(code: string, reason?: string): void {
    const { extensions } = this.error;
    assert.deepEqual(
      { code: extensions.code, reason: extensions.reason },
      { code, reason },
      this.explain(`${code}${reason ? ` (${reason})` : ''} was expected`),
    );
  }

  private explain(what: string): string {
    return `${what}\n  asked: ${this.asked}\n  HTTP ${this.status}: ${this.text}`;
  }
}

export class GraphQLClient {
  constructor(
    readonly url: string,
    readonly accessToken: string | null,
  ) {}

  async send(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.accessToken !== null && { authorization: `Bearer ${this.accessToken}` }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    return new Answer(response.status, JSON.parse(text), text, query);
  }
}
