// Which API do the tests of this folder speak to? A small schema with one field for every trouble, behind the real server.

import { connect } from 'node:net';
import {
  GraphQLEnumType,
  GraphQLError,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import { pino } from 'pino';
import type { Viewer } from '../../src/domain/account';
import { badInput, GatewayError, notFound } from '../../src/domain/errors';
import type { AdmittedRequest } from '../../src/http/admit-request';
import type { Timer } from '../../src/http/deadline';
import { LIMITS } from '../../src/http/limits';
import type { RequestContext } from '../../src/http/response-status';
import { createHttpServer, type HttpServerOptions } from '../../src/http/server';

/** Planted in inputs and in messages of errors; may come out nowhere. */
export const SENTINEL = 'ghp_SENTINELsentinelSENTINELsentinel1234';

export const TOKEN = 'Bearer good-access-token';

const viewer: Viewer = {
  personId: 'per_01ALICE',
  sessionId: 'ses_01ALICE',
  name: 'Alice',
  email: 'alice@acme.example',
  memberships: [],
};

/** Fields that wait until the test lets them go. */
export class Gate {
  #open = () => {};
  readonly opened = new Promise<void>((resolve) => {
    this.#open = resolve;
  });
  #enter = () => {};
  /** Resolves once a resolver stands at the gate. */
  readonly entered = new Promise<void>((resolve) => {
    this.#enter = resolve;
  });

  async pass(): Promise<string> {
    this.#enter();
    await this.opened;
    return 'passed';
  }

  open(): void {
    this.#open();
  }
}

/** Time that passes only when the test says so. */
export class HandTimer implements Timer {
  readonly #alarms = new Set<{ milliseconds: number; onTime: () => void }>();

  now = () => new Date('2026-01-01T00:00:00Z');

  after(milliseconds: number, onTime: () => void) {
    const alarm = { milliseconds, onTime };
    this.#alarms.add(alarm);
    return { cancel: () => this.#alarms.delete(alarm) };
  }

  get waiting(): number[] {
    return [...this.#alarms].map(({ milliseconds }) => milliseconds);
  }

  ringAll(): void {
    for (const alarm of this.#alarms) alarm.onTime();
    this.#alarms.clear();
  }
}

/** An error like the database library's: it holds the statement's parameters and prints them. */
class QueryFailed extends Error {
  readonly parameters = [SENTINEL];
  readonly code = 'SQLITE_BUSY';
  override readonly name = 'QueryFailedError';
}

const THROWN: Readonly<Record<string, () => unknown>> = {
  notFound,
  badInput: () => badInput({ path: 'name', constraints: ['must be short'] }),
  tooMany: () => new GatewayError('TOO_MANY_REQUESTS', { retryAfterSeconds: 7 }),
  unavailable: () => new GatewayError('SERVICE_UNAVAILABLE'),
  unauthenticated: () => new GatewayError('UNAUTHENTICATED', { reason: 'WRONG_CREDENTIALS' }),
  query: () => new QueryFailed(`INSERT failed ${SENTINEL}\n    at ${SENTINEL}`),
  foreignCode: () => new GraphQLError(SENTINEL, { extensions: { code: 'BAD_USER_INPUT', secret: SENTINEL } }),
  text: () => SENTINEL,
};

const Item: GraphQLObjectType = new GraphQLObjectType({
  name: 'Item',
  fields: () => ({
    id: { type: GraphQLString, resolve: () => 'itm_1' },
    self: { type: Item, resolve: () => ({}) },
    tags: { type: new GraphQLList(Item), resolve: () => [] },
    items: { type: ItemConnection, args: { first: { type: GraphQLInt } }, resolve: () => ({ edges: [] }) },
  }),
});
const ItemEdge = new GraphQLObjectType({ name: 'ItemEdge', fields: { node: { type: Item } } });
const ItemConnection = new GraphQLObjectType({
  name: 'ItemConnection',
  fields: { edges: { type: new GraphQLList(ItemEdge) } },
});
const SecretInput = new GraphQLInputObjectType({
  name: 'SecretInput',
  fields: { value: { type: new GraphQLNonNull(GraphQLString) }, size: { type: GraphQLInt } },
});
const NestedInput: GraphQLInputObjectType = new GraphQLInputObjectType({
  name: 'NestedInput',
  fields: () => ({ inner: { type: NestedInput }, secret: { type: SecretInput } }),
});

const Color = new GraphQLEnumType({ name: 'Color', values: { RED: {}, GREEN: {} } });

/** It takes none, so that what it says of every value is seen. */
const Day = new GraphQLScalarType({
  name: 'Day',
  extensions: { mustBe: 'a day such as 2027-01-31' },
  parseValue() {
    throw new GraphQLError('Day cannot represent this value.');
  },
});

export interface SmallContext extends RequestContext {
  readonly gate: Gate;
  readonly calls: string[];
}

function called(name: string, answer: string) {
  return (_root: unknown, _args: unknown, { calls }: SmallContext) => {
    calls.push(name);
    return answer;
  };
}

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, SmallContext>({
    name: 'Query',
    fields: {
      hello: { type: GraphQLString, resolve: called('hello', 'world') },
      item: { type: Item, resolve: () => ({}) },
      viewerId: { type: GraphQLString, resolve: (_root, _args, { request }) => request.viewer?.personId ?? null },
      slow: { type: GraphQLString, resolve: (_root, _args, { gate }) => gate.pass() },
      fail: {
        type: GraphQLString,
        args: { how: { type: new GraphQLNonNull(GraphQLString) }, input: { type: GraphQLString } },
        resolve: (_root, { how }) => {
          throw THROWN[how]?.();
        },
      },
      take: {
        type: GraphQLString,
        args: { input: { type: SecretInput }, nested: { type: NestedInput } },
        resolve: called('take', 'taken'),
      },
      paint: {
        type: GraphQLString,
        args: { color: { type: Color }, on: { type: Day } },
        resolve: called('paint', 'painted'),
      },
    },
  }),
  mutation: new GraphQLObjectType<unknown, SmallContext>({
    name: 'Mutation',
    fields: {
      login: { type: GraphQLString, resolve: (_root, _args, { request }) => String(request.viewer) },
      change: { type: GraphQLString, resolve: called('change', 'changed') },
      slowChange: { type: GraphQLString, resolve: (_root, _args, { gate }) => gate.pass() },
    },
  }),
});

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      message: string;
      path?: unknown;
      extensions: Record<string, unknown> & { code: string };
    }[];
  };
}

export interface SmallApi {
  readonly url: string;
  readonly gate: Gate;
  /** Resolvers that ran. */
  readonly calls: string[];
  readonly contexts: AdmittedRequest[];
  readonly logLines: () => Record<string, unknown>[];
  readonly logText: () => string;
  readonly close: () => Promise<void>;
  send(path: string, init?: RequestInit): Promise<Answer>;
  /** A POST as a client of plain JSON sends it, signed in unless told otherwise. */
  ask(
    query: string,
    more?: { variables?: unknown; operationName?: string; headers?: Record<string, string> },
  ): Promise<Answer>;
}

type Changes = Partial<Omit<HttpServerOptions<SmallContext>, 'config' | 'log'>> & {
  production?: boolean;
};

/** Starts a server on a free port; whoever starts it closes it. */
export async function startSmallApi({ production = false, ...changes }: Changes = {}): Promise<SmallApi> {
  let logged = '';
  const collect = (line: string) => {
    logged += line;
  };
  let errors = 0;
  const gate = new Gate();
  const calls: string[] = [];
  const contexts: AdmittedRequest[] = [];
  const server = await createHttpServer<SmallContext>({
    schema,
    config: { production, host: '127.0.0.1', port: 0 },
    viewerFrom: async (authorization) => (authorization === TOKEN ? viewer : null),
    openOperations: ['login'],
    buildContext: (request) => {
      contexts.push(request);
      return { request, gate, calls };
    },
    readiness: async () => true,
    log: pino({ level: 'trace' }, { write: collect }),
    newRequestId: () => 'req_test',
    newErrorId: () => `err_${++errors}`,
    ...changes,
  });
  const { url } = await server.listen();
  const send = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
    const body = isJson ? JSON.parse(text) : {};
    return { status: response.status, headers: response.headers, text, body };
  };
  return {
    url,
    gate,
    calls,
    contexts,
    send,
    logText: () => logged,
    logLines: () =>
      logged
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    close: () => server.close(),
    ask: (query, { headers, ...more } = {}) =>
      send('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json', authorization: TOKEN, ...headers },
        body: JSON.stringify({ query, ...more }),
      }),
  };
}

/** What `fetch` will not send: any method, any bytes. Resolves with all that came until the server closed the connection. */
export function sendBytes(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(bytes));
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

export const codesOf = ({ body }: Answer) => body.errors?.map(({ extensions }) => extensions.code) ?? [];

export const withLimits = (changes: Partial<Record<keyof typeof LIMITS, number>>) => ({ ...LIMITS, ...changes });
