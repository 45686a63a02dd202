// What if a name's address is not what it was a moment ago? It is looked up once for a check, and what was checked is connected to.

import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Secret } from '../../src/domain/secret';
import { createGitProviders, type TroubleNote } from '../../src/git-providers/git-providers';
import { createNameLookup, type HostPlace } from '../../src/git-providers/name-lookup';
import { until } from '../support/until';
import { connectTo, startCountingHost } from './counting-host';
import { TEST_CERTIFICATE, TEST_KEY } from './test-certificate';

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

test('the checked address is connected to under the host’s own name: in the Host header, and where TLS begins', async (t) => {
  const asked: unknown[] = [];
  const answer: RequestListener = ({ headers }, response) => {
    asked.push(headers.host);
    response.end('{}');
  };
  const plain = await startCountingHost(t, answer);
  const secure = createServer({ cert: TEST_CERTIFICATE, key: TEST_KEY }, answer);
  secure.on('secureConnection', ({ servername }) => asked.push(servername));
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    secure.closeAllConnections();
    secure.close();
  });
  const { port } = secure.address() as AddressInfo;
  for (const root of [`http://git.example:${plain.port}`, `https://git.test:${port}`]) {
    const { resolve } = changingName(['127.0.0.1']);
    const settings = { resolve, trustedOrigins: new Set([root]), ca: TEST_CERTIFICATE };
    assert.equal((await connectTo(t, root, settings).ask()).came, 'ANSWER', root);
  }
  assert.deepEqual(asked, [`git.example:${plain.port}`, 'git.test', `git.test:${port}`]);
});

test('a name with a good and a bad address is not connected to at all', async (t) => {
  const host = await startCountingHost(t);
  const { resolve } = changingName(['8.8.8.8', '127.0.0.1']);
  assert.deepEqual(await connectTo(t, `http://git.example:${host.port}`, { resolve }).ask(), NOT_ALLOWED);
  assert.equal(host.connections, 0);
});

test('a redirect is not followed, wherever it leads, not even to another path of the same host', async (t) => {
  const target = await startCountingHost(t);
  let asked = 0;
  let location = '';
  const host = await startCountingHost(t, (_request, response) => {
    asked += 1;
    response.writeHead(302, { location }).end();
  });
  const root = `http://git.example:${host.port}`;
  const places = [
    `http://127.0.0.1:${target.port}/latest/meta-data/`,
    'http://169.254.169.254/',
    `${root}/login`,
    '//x',
  ];
  for (location of places) {
    const { resolve, names } = changingName(['127.0.0.1']);
    const exchange = await connectTo(t, root, { resolve, trustedOrigins: new Set([root]) }).ask();
    assert.ok(exchange.came === 'ANSWER' && exchange.status === 302);
    assert.deepEqual(names, ['git.example'], location);
  }
  assert.deepEqual([asked, target.connections], [places.length, 0]);
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

test('a cloud provider is asked at its own host, whatever URL is stored: look-alikes are never looked up', async () => {
  const OWN = {
    GITHUB: 'api.github.com',
    GITLAB_CLOUD: 'gitlab.com',
    BITBUCKET_CLOUD: 'api.bitbucket.org',
  } as const;
  for (const provider of ['GITHUB', 'GITLAB_CLOUD', 'BITBUCKET_CLOUD'] as const) {
    const { resolve, names } = changingName(['127.0.0.1']);
    const { inspect } = createGitProviders({
      clock: { now: () => new Date(0) },
      hosts: { allowlist: ['github.com.evil.example'], apiUrls: {} },
      resolve,
    });
    for (const providerUrl of [
      'https://github.com.evil.example',
      'https://evil.example/github.com',
      'http://127.0.0.1',
    ]) {
      const credential = { value: new Secret('0123456789abcdef'), username: null };
      await inspect({ provider, providerUrl, credential, repository: null, tokenKind: 'USER' });
    }
    assert.deepEqual([...new Set(names)], [OWN[provider]]);
  }
});

test('names are looked up two at a time, and each once at a time: a dead name server does not take every thread', async () => {
  const asked: string[] = [];
  const answers = new Map<string, () => void>();
  const lookUp = createNameLookup((name) => {
    asked.push(name);
    return new Promise((resolve) => answers.set(name, () => resolve([{ address: '8.8.8.8', family: 4 }])));
  });
  const all = ['a.example', 'b.example', 'c.example', 'a.example'].map(lookUp);
  await until('two are asked for', () => asked.length === 2);
  answers.get('a.example')?.();
  await until('the third is asked for', () => asked.length === 3);
  for (const answer of answers.values()) answer();
  await Promise.all(all);
  assert.deepEqual(asked, ['a.example', 'b.example', 'c.example']);
});

test('a name server that never answers: the time limit ends the check', async (t) => {
  const host = await startCountingHost(t);
  const { ask } = connectTo(t, `http://git.example:${host.port}`, {
    timeLimitMs: 50,
    resolve: () => new Promise(() => {}),
  });
  assert.deepEqual(await ask(), { came: 'NOTHING', because: 'TIMEOUT' });
});
