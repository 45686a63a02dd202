// What if a name's address is not what it was a moment ago? It is looked up once for a check, and what was checked is connected to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret } from '../../src/domain/secret';
import { createGitProviders, type TroubleNote } from '../../src/git-providers/git-providers';
import type { HostPlace } from '../../src/git-providers/name-lookup';
import { connectTo, startCountingHost } from './counting-host';

const NOT_ALLOWED = { came: 'NOTHING', because: 'NOT_ALLOWED' };

/** Answers with these addresses, one look-up after the other; the last again and again. */
function changingName(...answers: readonly (readonly string[])[]) {
  const names: string[] = [];
  const resolve = async (name: string): Promise<HostPlace[]> => {
    const addresses = answers[Math.min(names.length, answers.length - 1)] ?? [];
    names.push(name);
    return addresses.map((address) => ({ address, family: 4 }));
  };
  return { resolve, names };
}

test('a name that leads elsewhere at the second look-up: the second question goes where the first went', async (t) => {
  const checked = await startCountingHost(t, (_request, response) => {
    response.setHeader('connection', 'close'); // so that the next question needs another connection
    response.end('{}');
  });
  const { resolve, names } = changingName(['127.0.0.1'], ['169.254.169.254']);
  const root = `http://git.example:${checked.port}`;
  const { ask } = connectTo(t, root, { resolve, trustedOrigins: new Set([root]) });
  assert.equal((await ask()).came, 'ANSWER');
  assert.equal((await ask()).came, 'ANSWER');
  assert.equal(checked.connections, 2);
  assert.deepEqual(names, ['git.example'], 'looked up once');
});

test('a name that leads to metadata at the next check: no connection', async (t) => {
  const host = await startCountingHost(t);
  const { resolve } = changingName(['127.0.0.1'], ['169.254.169.254']);
  const root = `http://git.example:${host.port}`;
  const first = connectTo(t, root, { resolve, trustedOrigins: new Set([root]) });
  assert.equal((await first.ask()).came, 'ANSWER');
  await first.close();
  assert.deepEqual(await first.another().ask(), NOT_ALLOWED);
  assert.equal(host.connections, 1);
});

test('a name with a good and a bad address is not connected to at all', async (t) => {
  const host = await startCountingHost(t);
  const { resolve } = changingName(['8.8.8.8', '127.0.0.1']);
  assert.deepEqual(await connectTo(t, `http://git.example:${host.port}`, { resolve }).ask(), NOT_ALLOWED);
  assert.equal(host.connections, 0);
});

test('a redirect is not followed, wherever it leads', async (t) => {
  const target = await startCountingHost(t);
  const host = await startCountingHost(t, (_request, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${target.port}/latest/meta-data/` }).end();
  });
  const root = `http://git.example:${host.port}`;
  const { resolve } = changingName(['127.0.0.1']);
  const exchange = await connectTo(t, root, { resolve, trustedOrigins: new Set([root]) }).ask();
  assert.ok(exchange.came === 'ANSWER' && exchange.status === 302);
  assert.deepEqual([host.connections, target.connections], [1, 0]);
});

test('the provider’s own host with a private address is not asked: somebody has tampered with names', async () => {
  const notes: TroubleNote[] = [];
  const { resolve, names } = changingName(['127.0.0.1']);
  const { inspect } = createGitProviders({
    clock: { now: () => new Date(0) },
    hosts: { allowlist: [], apiUrls: {} },
    log: (note) => void notes.push(note),
    resolve,
  });
  const inspection = await inspect({
    provider: 'GITHUB',
    providerUrl: 'https://github.com',
    credential: { value: new Secret('ghp_FAKE'), username: null },
    repository: null,
    tokenKind: 'USER',
  });
  assert.equal(inspection.answer, 'UNDETERMINED');
  assert.deepEqual(names, ['api.github.com']);
  assert.deepEqual(notes, [{ provider: 'GITHUB', host: 'api.github.com', because: 'NOT_ALLOWED' }]);
});

test('a name server that never answers: the time limit ends the check', async (t) => {
  const host = await startCountingHost(t);
  const { ask } = connectTo(t, `http://git.example:${host.port}`, {
    timeLimitMs: 50,
    resolve: () => new Promise(() => {}),
  });
  assert.deepEqual(await ask(), { came: 'NOTHING', because: 'TIMEOUT' });
});
