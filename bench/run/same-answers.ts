// Do all servers answer alike? Asserted before anything is measured: a wrong answer can be fast.

import assert from 'node:assert/strict';
import { SERVERS } from '../plan/servers';
import type { Operation } from '../plan/works';
import { ask } from './ask';
import type { ServerProcess } from './server-process';

/** Of several operations each server gets one of its own: a value that is set already would be another case. */
export async function assertSameAnswers(
  servers: readonly ServerProcess[],
  operations: readonly Operation[],
  accessToken: string | null,
): Promise<void> {
  let expected: unknown;
  for (const [index, server] of servers.entries()) {
    const operation = operations[index % operations.length];
    if (operation === undefined) throw new Error('There is nothing to ask.');
    const { status, body } = await ask(server.url, operation, accessToken);
    const who = SERVERS[server.name].title;
    assert.equal(status, 200, `${who} answered ${operation.operationName} with ${status}: ${JSON.stringify(body)}`);
    assert.ok(body.data && !body.errors, `${who} answered ${operation.operationName}: ${JSON.stringify(body)}`);
    expected ??= body.data;
    assert.deepEqual(body.data, expected, `${who} answered ${operation.operationName} in another way.`);
  }
}
