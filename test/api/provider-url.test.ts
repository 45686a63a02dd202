// Where may a runtime's provider live? Cloud kinds have one address; a self-managed one needs a plain URL of an allowed host.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { createRuntime } from '../support/operations';
import { requestsSent, storedState } from '../support/stored-state';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
before(async () => {
  running = await openTestGateway();
});
after(() => running.close());

const create = async (gitProvider: string, gitProviderUrl: string | null, particulars = {}) =>
  createRuntime(await running.as('acmeAdmin'), {
    accountId: running.accountId('Acme'),
    name: 'acme-new',
    gitProvider,
    gitProviderUrl,
    token: { value: TOKENS.gitlabServer.goodRuntime.value },
    ...particulars,
  });

/** `WEB` stands for an allowed host, `HOST` for its name and port. */
const REFUSED: readonly [kind: string, url: string | null, constraint: RegExp][] = [
  ['GITLAB_SERVER', null, /^is needed/],
  ['GITHUB_ENTERPRISE', null, /^is needed/],
  ['GITHUB', 'https://github.com', /^must be left out/],
  ['GITHUB', 'https://elsewhere.example', /^must be left out/],
  ['GITLAB_CLOUD', 'https://gitlab.com', /^must be left out/],
  ['GITLAB_SERVER', 'http://SECRET@HOST/git', /user name or a password/],
  ['GITLAB_SERVER', 'http://user:SECRET@HOST/git', /user name or a password/],
  ['GITLAB_SERVER', 'WEB?x=SECRET', /query/],
  ['GITLAB_SERVER', 'WEB?', /query/],
  ['GITLAB_SERVER', 'WEB#SECRET', /fragment/],
  ['GITLAB_SERVER', 'WEB#', /fragment/],
  ['GITLAB_SERVER', 'https://gitlab.com', /cloud provider/],
  ['GITLAB_SERVER', 'https://GitHub.com', /cloud provider/],
  ['GITHUB_ENTERPRISE', 'https://api.github.com', /cloud provider/],
  ['GITHUB_ENTERPRISE', 'https://bitbucket.org', /cloud provider/],
  ['GITHUB_ENTERPRISE', 'https://github.com.', /cloud provider/],
  ['BITBUCKET_SERVER', 'https://api.bitbucket.org/2.0', /cloud provider/],
  ['BITBUCKET_CLOUD', 'https://bitbucket.org', /^must be left out/],
  ['BITBUCKET_CLOUD', 'https://bitbucket.org.evil.example', /^must be left out/],
  ['GITHUB', 'https://github.com.evil.example', /^must be left out/],
  ['GITHUB_ENTERPRISE', 'https://github.com.evil.example', /GIT_HOST_ALLOWLIST/],
  ['GITHUB_ENTERPRISE', 'https://github.com@evil.example', /user name or a password/],
  ['GITLAB_SERVER', 'https://evil-gitlab.com', /GIT_HOST_ALLOWLIST/],
  ['BITBUCKET_SERVER', 'https://bitbucket.org.evil.example', /GIT_HOST_ALLOWLIST/],
  ['BITBUCKET_SERVER', 'https://bіtbucket.org', /GIT_HOST_ALLOWLIST/], // with a Cyrillic і
  ['GITHUB_ENTERPRISE', 'WEB', /must not have a path/],
  ['GITLAB_SERVER', 'https://SECRET.example', /GIT_HOST_ALLOWLIST/],
  ['GITLAB_SERVER', 'http://127.0.0.1:9', /GIT_HOST_ALLOWLIST/],
  ['GITLAB_SERVER', 'https://HOST/git', /GIT_HOST_ALLOWLIST/],
  ['GITLAB_SERVER', 'http://localhost:4803', /GIT_HOST_ALLOWLIST/],
  ['GITLAB_SERVER', 'http://169.254.169.254', /metadata/],
  ['GITLAB_SERVER', 'ftp://HOST/git', /must begin with/],
  ['GITLAB_SERVER', 'javascript:SECRET', /must begin with/],
  ['GITLAB_SERVER', 'WEB//other', /plain path/],
  ['GITLAB_SERVER', 'WEB/api/v4', /without the path of its API/],
  ['BITBUCKET_SERVER', 'WEB/rest/api/latest', /without the path of its API/],
  ['BITBUCKET_SERVER', 'WEB/rest/api/1.0', /without the path of its API/],
  ['BITBUCKET_SERVER', 'WEB/scm/acme/config.git', /what stands before \/scm/],
  ['BITBUCKET_SERVER', 'WEB/projects/ACME/repos/config', /what stands before \/scm/],
  ['BITBUCKET_SERVER', 'WEB/users/sam/repos/config', /what stands before \/scm/],
];

test('a URL that may not be used is refused by name, before anything is sent or stored, and not repeated', async () => {
  const { web } = running.hosts.urls.gitlabServer;
  const before = await storedState(running);
  for (const [kind, form, constraint] of REFUSED) {
    const url = form?.replace('WEB', web).replace('HOST', new URL(web).host) ?? null;
    const answer = await create(kind, url);
    answer.assertRefused('BAD_USER_INPUT');
    const [field, ...others] = answer.error.extensions.fields ?? [];
    assert.deepEqual([field?.path, others.length], ['gitProviderUrl', 0], `${kind} ${form}`);
    assert.match(field?.constraints.join() ?? '', constraint, `${kind} ${form}`);
    assert.ok(!answer.text.includes('SECRET'), answer.text);
  }
  assert.deepEqual([await storedState(running), requestsSent(running)], [before, 0]);
});

test('what is no absolute URL, or is too long, does not fit its type', async () => {
  const { web } = running.hosts.urls.gitlabServer;
  for (const url of ['', 'gitlab.example.com', '/git', 'http://', `${web}/${'x'.repeat(2000 - web.length)}`]) {
    const answer = await create('GITLAB_SERVER', url);
    answer.assertRefused('BAD_USER_INPUT');
    assert.deepEqual(
      answer.error.extensions.fields?.map(({ path }) => path),
      ['gitProviderUrl'],
      url,
    );
  }
  // At its bound it is a URL like any other; nobody answers below that path.
  const longest = `${web}/${'x'.repeat(1999 - web.length)}`;
  assert.equal((await create('GITLAB_SERVER', longest)).data.createRuntime.stored, false);
});

test('an allowed host is taken with its sub-path or context path, in any case of letters', async () => {
  for (const [kind, name] of [
    ['GITLAB_SERVER', 'gitlabServer'],
    ['BITBUCKET_SERVER', 'bitbucketServer'],
  ] as const) {
    const { web } = running.hosts.urls[name];
    const { value } = TOKENS[name].goodRuntime;
    const answer = await create(kind, `${web.replace('http', 'HTTP')}/`, { name: `acme-${name}`, token: { value } });
    const { stored, runtime } = answer.data.createRuntime;
    assert.deepEqual([stored, runtime.gitProviderUrl], [true, web]);
  }
});
