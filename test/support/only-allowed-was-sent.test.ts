// Would it be noticed if something was sent that may not be? The guard of the whole suite, held against what it must catch.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { request } from 'undici';
import type { GitHostName } from '../../seed/git-hosts/addresses';
import { importsUnder, ROOT } from '../architecture/imports';
import { openGitHosts } from './git-hosts';
import { ManualClock } from './manual-clock';
import { TESTS_USER_AGENT } from './only-allowed-was-sent';

type Sent = readonly [host: GitHostName, method: string, path: string, body?: string];

/** Sends this, forgets it as tests do between their steps, and closes the hosts. */
async function closeAfter([name, method, path, body]: Sent, userAgent: string | undefined = 'git-token-gateway') {
  const hosts = await openGitHosts(new ManualClock());
  const headers = { ...(userAgent && { 'user-agent': userAgent }) };
  const answer = await request(`${hosts.urls[name].api}${path}`, { method: method as 'GET', body, headers });
  await answer.body.dump();
  hosts.reset();
  await hosts.close();
}

const FORBIDDEN: readonly Sent[] = [
  ['github', 'PUT', '/repos/acme/apps/contents/README.md', '{}'],
  ['github', 'DELETE', '/repos/acme/apps'],
  [
    'github',
    'POST',
    '/repos/acme/apps/git/refs',
    '{"ref":"refs/heads/x","sha":"aa218f56b14c9653891f9e74264a383fa43fefbd"}',
  ],
  ['githubEnterprise', 'POST', '/repos/acme/apps/pulls', '{"head":"a","base":"main"}'],
  ['gitlab', 'DELETE', '/personal_access_tokens/self'],
  ['gitlabServer', 'POST', '/personal_access_tokens/self/rotate'],
  ['bitbucket', 'GET', '/repositories'],
  ['bitbucketServer', 'POST', '/projects/ACME/repos', '{"name":"!invalid"}'],
  ['bitbucketServer', 'GET', '/admin/users'],
];

for (const sent of FORBIDDEN) {
  test(`R17: ${sent.join(' ')} makes the test fail, even after a reset`, async () => {
    const [name, method, path] = sent;
    await assert.rejects(closeAfter(sent), ({ message }: Error) => {
      assert.ok(message.startsWith(`${name} was sent ${method} `) && message.includes(path), message);
      return true;
    });
  });
}

test('R17: under another name, or none, it is caught too; only what tests send themselves is not held against it', async () => {
  const [sent] = FORBIDDEN;
  assert.ok(sent);
  for (const userAgent of ['', 'undici', 'git-token-gateway/2']) await assert.rejects(closeAfter(sent, userAgent));
  await closeAfter(sent, TESTS_USER_AGENT);
});

test('R17: what is on the list is no fault', async () => {
  await closeAfter(['github', 'GET', '/user']);
  await closeAfter(['github', 'POST', '/repos/acme/apps/pulls', '{}']);
  await closeAfter(['bitbucketServer', 'GET', '/profile/recent/repos?limit=1']);
});

test('R17: no test starts Git hosts of which that is not asked', () => {
  const starters = importsUnder('test')
    .filter(({ of }) => of === 'seed/git-hosts/git-hosts')
    .filter(({ file }) => readFileSync(join(ROOT, file), 'utf8').includes('startGitHosts('));
  assert.deepEqual(
    starters.map(({ file }) => file),
    ['test/support/git-hosts.ts'],
  );
});
