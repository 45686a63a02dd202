// What does the log say of requests? One line each, with who, what, how long and how it went; nothing that was sent.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { SENTINEL, type SmallApi, startSmallApi } from './small-api';

describe('the request log', () => {
  let api: SmallApi;
  let before_ = 0;
  before(async () => {
    api = await startSmallApi();
  });
  after(() => api.close());
  beforeEach(() => {
    before_ = api.logLines().length;
  });

  /** The lines of the last request. A line is written after the answer is sent: wait for it. */
  async function linesOf(asked: Promise<unknown>): Promise<Record<string, unknown>[]> {
    await asked;
    while (
      !api
        .logLines()
        .slice(before_)
        .some(({ msg }) => msg === 'request')
    )
      await new Promise(setImmediate);
    return api
      .logLines()
      .slice(before_)
      .filter(({ msg }) => msg === 'request');
  }

  it('tells operation, viewer, duration, outcome and status', async () => {
    const [line, ...others] = await linesOf(api.ask('query Greeting { hello }'));
    const { durationMs, time, pid, hostname, ...rest } = line ?? {};
    assert.deepEqual(others, []);
    assert.equal(typeof durationMs, 'number');
    assert.deepEqual(rest, {
      level: 30,
      requestId: 'req_test',
      method: 'POST',
      route: '/graphql',
      operationName: 'Greeting',
      operationType: 'query',
      viewerId: 'per_01ALICE',
      outcome: 'ok',
      httpStatus: 200,
      msg: 'request',
    });
  });

  it('tells the codes of errors, and the error id', async () => {
    const [line] = await linesOf(api.ask('{ a: fail(how: "notFound") b: fail(how: "text") c: fail(how: "notFound") }'));
    assert.equal(line?.outcome, 'NOT_FOUND INTERNAL_SERVER_ERROR');
    assert.match(String(line?.errorId), /^err_\d+$/);
  });

  it('tells refusals outside GraphQL', async () => {
    const [line] = await linesOf(api.send(`/${SENTINEL}?token=${SENTINEL}`));
    assert.deepEqual([line?.route, line?.outcome, line?.httpStatus, line?.viewerId], [null, 'NOT_FOUND', 404, null]);
  });

  it('tells a refusal of CSRF prevention', async () => {
    const headers = { authorization: 'Bearer good-access-token' };
    const [line] = await linesOf(api.send('/graphql?query={hello}', { headers }));
    assert.deepEqual([line?.outcome, line?.httpStatus], ['BAD_REQUEST', 400]);
  });

  it('bounds the name that a client gives', async () => {
    const [line] = await linesOf(api.ask(`query ${'N'.repeat(500)} { hello }`));
    assert.equal(String(line?.operationName).length, 64);
  });

  it('leaves out a name that is a token, pasted into the wrong place', async () => {
    const token = `ghp_${'F'.repeat(36)}`;
    const [line] = await linesOf(api.ask(`query ${token} { hello }`));
    assert.equal(line?.operationName, null);
    assert.ok(!api.logText().includes(token));
  });

  it('tells health checks at the level debug', async () => {
    const [line] = await linesOf(api.send('/healthz'));
    assert.equal(line?.level, 20);
  });

  it('holds nothing that was sent: no variable, literal, header or URL', async () => {
    const query = `query ($input: SecretInput) { take(input: $input) fail(how: "${SENTINEL}") }`;
    const headers = { 'x-forwarded-for': SENTINEL, cookie: SENTINEL, 'user-agent': SENTINEL };
    await linesOf(api.ask(query, { variables: { input: { value: SENTINEL } }, headers }));
    before_ = api.logLines().length;
    await linesOf(api.ask('{ hello }', { headers: { authorization: `Bearer ${SENTINEL}` } }));
    assert.ok(!api.logText().includes('SENTINEL'), api.logText());
    assert.ok(!api.logText().includes('good-access-token'));
  });
});
