// What if a name's address is not what it was a moment ago? It is looked up once for a check, and what was checked is connected to.

import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Secret } from '../../src/domain/secret';
import { HostTrouble } from '../../src/git-providers/answer';
import { createGitProviders, type TroubleNote } from '../../src/git-providers/git-providers';
import { HostRoutes } from '../../src/git-providers/host-routes';
import { createNameLookup, type HostPlace } from '../../src/git-providers/name-lookup';
import { HOUR_MS, ManualClock } from '../support/manual-clock';
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

/** Answers for names when the test lets it; names that are not let never get an answer. */
function heldNames(clock: ManualClock) {
  const places: readonly HostPlace[] = [{ address: '8.8.8.8', family: 4 }];
  const answers = new Map<string, () => void>();
  const refusals = new Map<string, () => void>();
  const lookUp = createNameLookup(
    (name) =>
      new Promise((resolve, reject) => {
        answers.set(name, () => resolve(places));
        refusals.set(name, () => reject(new Error('no such name')));
      }),
    clock,
  );
  const answer = async (name: string) => {
    await until(`${name} is asked for`, () => answers.has(name));
    answers.get(name)?.();
  };
  return { lookUp, answer, answers, refusals, places };
}

/** What an answer is that does not come by itself. */
const orWaiting = (answer: Promise<unknown>) =>
  Promise.race([answer, new Promise((resolve) => setImmediate(resolve, 'waiting'))]);

test('names that nobody answers for stop no check of a host that was found within the last hour', async () => {
  const clock = new ManualClock();
  const { lookUp, answer, answers, places } = heldNames(clock);
  const first = lookUp('github.example');
  await answer('github.example');
  assert.deepEqual(await first, places);
  answers.clear();

  const dead = ['dead1.example', 'dead2.example'].map(lookUp);
  await until('both turns are taken', () => answers.size === 2);
  clock.advance(HOUR_MS - 1);
  assert.deepEqual(await lookUp('github.example'), places);
  clock.advance(1);
  const late = lookUp('github.example');
  assert.equal(await orWaiting(late), 'waiting', 'what is older than an hour waits for its turn');
  await answer('dead1.example');
  await answer('github.example');
  assert.deepEqual(await late, places);
  await answer('dead2.example');
  await Promise.all(dead);
});

test('a name that is no more is not remembered', async () => {
  const clock = new ManualClock();
  const { lookUp, answer, answers, refusals, places } = heldNames(clock);
  const first = lookUp('git.example');
  await answer('git.example');
  assert.deepEqual(await first, places);
  const second = lookUp('git.example');
  await until('it is asked for again', () => answers.size === 1);
  refusals.get('git.example')?.();
  await assert.rejects(second, /no such name/);
  answers.clear();
  void ['dead1.example', 'dead2.example'].map(lookUp);
  await until('both turns are taken', () => answers.size === 2);
  assert.equal(await orWaiting(lookUp('git.example')), 'waiting');
});

test('a way that is found when its check is over is not gone', async () => {
  const answer: { places?: (places: HostPlace[]) => void } = {};
  const routes = new HostRoutes({
    timeLimitMs: 5000,
    trustedOrigins: new Set(),
    proxies: { https: null, http: null, exceptions: [] },
    resolve: () =>
      new Promise((resolve) => {
        answer.places = resolve;
      }),
  });
  const way = routes.to(new URL('https://git.example'));
  await routes.close();
  answer.places?.([{ address: '8.8.8.8', family: 4 }]);
  await assert.rejects(way, HostTrouble);
});

test('a name server that never answers: the time limit ends the check', async (t) => {
  const host = await startCountingHost(t);
  const { ask } = connectTo(t, `http://git.example:${host.port}`, {
    timeLimitMs: 50,
    resolve: () => new Promise(() => {}),
  });
  assert.deepEqual(await ask(), { came: 'NOTHING', because: 'TIMEOUT' });
});
