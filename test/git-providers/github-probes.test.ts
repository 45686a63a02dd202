// R17: what each probe's answer means, which are sent, and that none can change anything.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { requiredScopes } from '../../src/domain/required-scopes';
import { Secret } from '../../src/domain/secret';
import type { ProbeResult } from '../../src/domain/token-evidence';
import { ALLOWED_REQUESTS, isAllowed, type ProbeMode } from '../../src/git-providers/allowed-requests';
import { type Exchange, HostTrouble, readReply } from '../../src/git-providers/answer';
import { probePermissions } from '../../src/git-providers/github-permissions';
import { GITHUB_PROBES } from '../../src/git-providers/github-probes';

const NOW = new Date('2026-03-10T12:00:00.000Z');
const REPOSITORY = 'https://api.github.com/repos/acme/config';
const PERMISSIONS = Object.keys(GITHUB_PROBES);
const READ_FIRST = PERMISSIONS.filter((permission) => GITHUB_PROBES[permission]?.isReadFirst);

const json = (status: number, body: object): Exchange => ({
  came: 'ANSWER',
  status,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  text: JSON.stringify(body),
});
const own = (status: number, message = 'Validation Failed') =>
  json(status, { message, documentation_url: 'https://docs.github.com/rest', status: String(status) });
const LACKING = own(403, 'Resource not accessible by personal access token');
const LIST = json(200, []);

interface Place {
  readonly probes?: ProbeMode;
  readonly webRoot?: string;
  readonly isPrivate?: boolean;
  readonly permissions?: readonly string[];
}

/** Probes with a host that answers reads and writes like this; tells what was sent too. */
async function probe(answers: { read?: Exchange; write?: Exchange }, place: Place = {}) {
  const { probes = 'all', webRoot = 'https://github.com', isPrivate = true, permissions = PERMISSIONS } = place;
  const sent: { method: string; url: string; body?: object }[] = [];
  const results = await probePermissions(
    {
      host: { webRoot, apiRoot: 'https://api.github.com' },
      value: new Secret('github_pat_FAKE'),
      repository: 'acme/config',
      tokenKind: 'RUNTIME',
      now: NOW,
      probes,
      ask: async (url, write) => {
        sent.push({ method: write?.method ?? 'GET', url, ...(write && { body: write.body }) });
        return readReply((write ? answers.write : answers.read) ?? LIST, NOW);
      },
    },
    { url: REPOSITORY, isPrivate },
    permissions,
  );
  return { states: Object.fromEntries(results.map(({ scope, state }) => [scope, state])), sent };
}

const all = (state: ProbeResult['state'], permissions = PERMISSIONS) =>
  Object.fromEntries(permissions.map((permission) => [permission, state]));

describe('a write that cannot succeed', () => {
  for (const permission of PERMISSIONS) {
    const grantedBy = GITHUB_PROBES[permission]?.writing.grantedBy ?? assert.fail();
    const stateAt = async (write: Exchange) =>
      (await probe({ write }, { permissions: [permission] })).states[permission];

    test(`${permission}: ${grantedBy} is what its holder is told, 403 in GitHub’s own words who lacks it`, async () => {
      assert.equal(await stateAt(own(grantedBy)), 'GRANTED');
      assert.equal(await stateAt(LACKING), 'MISSING');
      assert.equal(await stateAt(own(403, 'Resource not accessible by integration')), 'MISSING');
    });

    test(`${permission}: every other “no” of GitHub’s tells nothing`, async () => {
      assert.equal(await stateAt(own(403, 'Repository was archived so is read-only.')), 'UNKNOWN');
      for (const status of [400, 404, 409, 410, 422, 451].filter((other) => other !== grantedBy)) {
        assert.equal(await stateAt(own(status)), 'UNKNOWN', String(status));
      }
    });

    test(`R14: ${permission}: trouble is no verdict, nor is a word that is not GitHub’s`, async () => {
      const noWord = { ...own(grantedBy), headers: { 'content-type': 'text/html' } } as Exchange;
      const proxies = [json(403, { message: 'Forbidden' }), json(grantedBy, {}), json(401, {}), noWord];
      const odd = [
        own(401, 'Bad credentials'),
        json(200, {}),
        json(201, { id: 1 }),
        json(307, {}),
        own(502),
        own(429),
        own(200),
      ];
      for (const write of [...proxies, ...odd, own(403, 'API rate limit exceeded for user ID 1.')]) {
        await assert.rejects(stateAt(write), HostTrouble, JSON.stringify(write));
      }
    });
  }

  test('the one known quirk: a 500 at git/refs tells nothing; a 500 elsewhere is trouble', async () => {
    for (const permission of PERMISSIONS) {
      const asked = probe({ write: own(500, 'Server Error') }, { permissions: [permission] });
      if (permission === 'contents:write') assert.equal((await asked).states[permission], 'UNKNOWN');
      else await assert.rejects(asked, HostTrouble, permission);
    }
  });
});

test('webhooks are read first: who may not read them may not write them, and is not asked more', async () => {
  for (const read of [LACKING, own(404, 'Not Found')]) {
    const { states, sent } = await probe({ read, write: own(404) }, { permissions: READ_FIRST });
    assert.deepEqual([states, sent.length], [all('MISSING', READ_FIRST), 1]);
  }
});

test('webhooks: outside GitHub.com a 404 is also what a lacking permission is answered, so it tells nothing', async () => {
  for (const webRoot of ['https://acme.ghe.com', 'https://git.acme.example']) {
    const place = { webRoot, permissions: READ_FIRST };
    assert.deepEqual((await probe({ write: own(404) }, place)).states, all('UNKNOWN', READ_FIRST));
    assert.deepEqual((await probe({ write: LACKING }, place)).states, all('MISSING', READ_FIRST));
  }
});

test('metadata:read comes with every token that reaches the repository; what has no probe stays unknown', async () => {
  const { states, sent } = await probe({}, { permissions: ['metadata:read', 'workflows:write', 'constructor'] });
  assert.deepEqual(states, { 'metadata:read': 'GRANTED', 'workflows:write': 'UNKNOWN', constructor: 'UNKNOWN' });
  assert.equal(sent.length, 0);
});

describe('GIT_PROBES=read', () => {
  test('only GETs are sent', async () => {
    const { sent } = await probe({}, { probes: 'read' });
    assert.deepEqual(
      sent.map(({ method }) => method),
      PERMISSIONS.map(() => 'GET'),
    );
  });

  test('what cannot be read cannot be written; what can be read may be', async () => {
    assert.deepEqual((await probe({ read: LACKING }, { probes: 'read' })).states, all('MISSING'));
    for (const read of [LIST, json(200, {}), own(409, 'Git Repository is empty.')]) {
      assert.deepEqual((await probe({ read }, { probes: 'read' })).states, all('UNKNOWN'));
    }
    const hidden = (await probe({ read: own(404, 'Not Found') }, { probes: 'read' })).states;
    assert.deepEqual(hidden, { ...all('UNKNOWN'), 'repository_hooks:write': 'MISSING' });
  });

  test('of a public repository only that is asked which not everybody may read', async () => {
    const { sent } = await probe({}, { probes: 'read', isPrivate: false });
    assert.deepEqual(
      sent.map(({ url }) => url.slice(REPOSITORY.length)),
      ['/hooks?per_page=1', '/actions/permissions'],
    );
  });

  test('R14: trouble is no verdict', async () => {
    for (const read of [json(403, {}), json(401, {}), own(503), own(429), json(302, {})]) {
      await assert.rejects(probe({ read }, { probes: 'read' }), HostTrouble);
    }
  });
});

test('with the two questions before them, probes make at most 8 requests a check', async () => {
  for (const [kind, most] of [
    ['RUNTIME', 8],
    ['USER', 3],
  ] as const) {
    const permissions = requiredScopes('GITHUB_FINE_GRAINED', kind).map(({ scope }) => scope);
    for (const probes of ['all', 'read'] as const) {
      const { sent } = await probe({ write: own(422) }, { permissions, probes });
      assert.ok(sent.length + 2 <= most, `${kind}, ${probes}: ${sent.length}`);
    }
  }
});

test('the first trouble ends it: nothing more is sent', async () => {
  let asked = 0;
  const task = {
    host: { webRoot: 'https://github.com', apiRoot: 'https://api.github.com' },
    value: new Secret('github_pat_FAKE'),
    repository: 'acme/config',
    tokenKind: 'RUNTIME',
    now: NOW,
    probes: 'all',
    ask: async () => {
      asked += 1;
      throw new HostTrouble('TIMEOUT');
    },
  } as const;
  await assert.rejects(probePermissions(task, { url: REPOSITORY, isPrivate: true }, PERMISSIONS), HostTrouble);
  assert.equal(asked, 1);
});

test('every permission that a token of permissions needs has a probe, but for metadata:read', () => {
  for (const type of ['GITHUB_FINE_GRAINED', 'GITHUB_APP_USER'] as const) {
    const needed = (['RUNTIME', 'USER'] as const).flatMap((kind) => requiredScopes(type, kind));
    const unprobed = needed.map(({ scope }) => scope).filter((scope) => !PERMISSIONS.includes(scope));
    assert.deepEqual([...new Set(unprobed)], ['metadata:read']);
  }
});

test('every probe is among the allowed requests, with the same reason why it changes nothing, and is neither PUT nor DELETE', async () => {
  const { sent } = await probe({ write: own(422) }, {});
  const read = await probe({}, { probes: 'read' });
  for (const { method, url, body } of [...sent, ...read.sent]) {
    assert.match(method, /^(GET|POST|PATCH)$/);
    const outgoing = { method: method as 'GET', url: new URL(url), body: body ? JSON.stringify(body) : null };
    assert.ok(isAllowed(outgoing, 'GITHUB', ['https://api.github.com']), `${method} ${url}`);
  }
  const reasons = ALLOWED_REQUESTS.GITHUB.map(({ why }) => why);
  for (const { writing } of Object.values(GITHUB_PROBES)) assert.ok(reasons.includes(writing.why), writing.why);
});
