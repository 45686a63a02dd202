// Which URLs may be somebody's own Git system? A table of spellings, and what is said of each.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Secret } from '../../src/domain/secret';
import { canonicalWebRoot } from '../../src/domain/web-root';
import { allowedOrigin } from '../../src/git-providers/git-host-address';
import { createGitProviders } from '../../src/git-providers/git-providers';

const ALLOWLIST = [
  'gitlab.example.com',
  'git.example.com:8443',
  'http://plain.example.com',
  'http://plain.example.com:8080',
  '10.1.2.3',
  '[fd12:3456::7]',
  // Allow-listed by mistake; refused all the same.
  '169.254.169.254',
  '0.0.0.0',
  '[::]',
  '[fe80::1]',
  '[::ffff:169.254.169.254]',
  '[64:ff9b::a9fe:a9fe]',
  '[fd00:ec2::254]',
  '100.100.100.200',
  'metadata.google.internal',
  'github.com',
];

const { refusalOf } = createGitProviders({
  clock: { now: () => new Date(0) },
  hosts: { allowlist: ALLOWLIST, apiUrls: {} },
});

const NOT_LISTED = /this gateway may reach; ask whoever runs it/;
const CLOUD = /cloud provider/;
const NEVER = /link-local, unspecified, multicast, reserved or metadata/;
const PLAIN_PATH = /plain path/;

const GOOD = [
  'https://gitlab.example.com',
  'https://gitlab.example.com/',
  'https://GITLAB.Example.COM/git',
  'https://gitlab.example.com:443/a/b-c/d_e/f.g/~h/',
  'https://git.example.com:8443/git',
  'http://plain.example.com',
  'http://plain.example.com:80/git',
  'http://plain.example.com:8080',
  'https://10.1.2.3',
  'https://0xA010203', // the same address in another spelling
  'https://[fd12:3456::7]/git',
];

const BAD: readonly (readonly [string, RegExp])[] = [
  ['ftp://gitlab.example.com', /https:\/\/ or http:\/\//],
  ['ssh://gitlab.example.com', /https:\/\/ or http:\/\//],
  ['file:///etc/passwd', /https:\/\/ or http:\/\//],
  ['javascript:alert(1)', /https:\/\/ or http:\/\//],
  ['https://user@gitlab.example.com', /user name/],
  ['https://user:pass@gitlab.example.com', /user name/],
  ['https://:pass@gitlab.example.com', /user name/],
  ['https://gitlab.example.com@evil.example', /user name/],
  ['https://gitlab.example.com?x=1', /query/],
  ['https://gitlab.example.com/git?', /query/],
  ['https://gitlab.example.com#x', /fragment/],
  ['https://gitlab.example.com/#', /fragment/],
  ['https://gitlab.example.com/#?', /fragment/],
  ['https://github.com', CLOUD],
  ['https://GitHub.com/', CLOUD],
  ['https://github.com.', CLOUD],
  ['https://www.github.com', CLOUD],
  ['https://api.github.com', CLOUD],
  ['https://x.api.github.com', CLOUD],
  ['http://github.com', CLOUD],
  ['https://github.com:8443', CLOUD],
  ['https://gitlab.com/git', CLOUD],
  ['https://altssh.gitlab.com', CLOUD],
  ['https://bitbucket.org', CLOUD],
  ['https://api.bitbucket.org', CLOUD],
  ['https://github.com.evil.example', NOT_LISTED],
  ['https://notgithub.com', NOT_LISTED],
  ['https://gitlab.example.com/a/..%2fb', PLAIN_PATH],
  ['https://gitlab.example.com/a%2Fb', PLAIN_PATH],
  ['https://gitlab.example.com/a%5cb', PLAIN_PATH],
  ['https://gitlab.example.com//a', PLAIN_PATH],
  ['https://gitlab.example.com/a//b', PLAIN_PATH],
  ['https://gitlab.example.com/..;/admin', PLAIN_PATH],
  ['https://gitlab.example.com/a;b', PLAIN_PATH],
  ['https://gitlab.example.com/a b', PLAIN_PATH],
  ['https://gitlab.example.com/ä', PLAIN_PATH],
  ['https://gitlab.example.com/%00', PLAIN_PATH],
  ['https://gitlab.example.com/api/v4', /without the path of its API/],
  ['https://gitlab.example.com/git/api/v4/', /without the path of its API/],
  ['https://169.254.169.254', NEVER],
  ['http://169.254.169.254/latest', NEVER],
  ['https://2852039166', NEVER], // 169.254.169.254 as one number
  ['https://0251.0376.0251.0376', NEVER], // and in octal
  ['https://0xa9fea9fe', NEVER],
  ['https://0.0.0.0', NEVER],
  ['https://0', NEVER],
  ['https://[::]', NEVER],
  ['https://[fe80::1]', NEVER],
  ['https://[febf::1]', NEVER],
  ['https://[::ffff:169.254.169.254]', NEVER],
  ['https://[::ffff:0:0]', NEVER],
  ['https://[64:ff9b::a9fe:a9fe]', NEVER],
  ['https://[fd00:ec2::254]', NEVER],
  ['https://100.100.100.200', NEVER],
  ['https://metadata.google.internal', NEVER],
  ['https://metadata.google.internal.', NEVER],
  ['http://gitlab.example.com', /must use https/],
  ['http://plain.example.com:8081', /must use https/],
  ['https://plain.example.com', NOT_LISTED],
  ['https://gitlab.example.com:8443', NOT_LISTED],
  ['https://git.example.com', NOT_LISTED],
  ['https://gitlab.example.com.', NOT_LISTED],
  ['https://sub.gitlab.example.com', NOT_LISTED],
  ['https://localhost', NOT_LISTED],
  ['https://127.0.0.1:4801', NOT_LISTED],
  ['https://10.1.2.4', NOT_LISTED],
];

describe('self-managed URLs', () => {
  for (const url of GOOD) {
    test(`${url} is taken`, () => assert.equal(refusalOf('GITLAB_SERVER', new URL(url)), null));
  }
  for (const [url, words] of BAD) {
    test(`${url} is refused`, () => assert.match(String(refusalOf('GITLAB_SERVER', new URL(url))), words));
  }

  test('GitHub Enterprise lives at the root of its host', () => {
    assert.equal(refusalOf('GITHUB_ENTERPRISE', new URL('https://gitlab.example.com/')), null);
    assert.match(
      String(refusalOf('GITHUB_ENTERPRISE', new URL('https://gitlab.example.com/git'))),
      /must not have a path/,
    );
  });

  test('GitLab: of a clone URL or a page’s that is refused which can be no sub-path; a group looks like one', () => {
    const said = (path: string) => refusalOf('GITLAB_SERVER', new URL(`https://gitlab.example.com${path}`));
    for (const path of ['/acme/config.git', '/git/acme/config.git/', '/acme/config/-/tree/main', '/-/profile']) {
      assert.match(String(said(path)), /before the group and the project/, path);
    }
    for (const path of ['/acme', '/git', '/a-b/c', '/legit']) assert.equal(said(path), null, path);
  });

  test('what is said of a URL never repeats it', () => {
    for (const [url] of BAD) {
      const said = String(refusalOf('GITLAB_SERVER', new URL(url)));
      assert.ok(!said.includes(new URL(url).hostname) || new URL(url).hostname === '', said);
    }
  });

  test('an allow-listed host that is no longer so is sent nothing', async () => {
    const notes: unknown[] = [];
    const { inspect } = createGitProviders({
      clock: { now: () => new Date(0) },
      hosts: { allowlist: [], apiUrls: {} },
      log: ({ because }) => void notes.push(because),
    });
    const inspection = await inspect({
      provider: 'GITLAB_SERVER',
      providerUrl: 'https://gitlab.example.com',
      credential: { value: new Secret('glpat-FAKE'), username: null },
      repository: null,
      tokenKind: 'USER',
    });
    assert.equal(inspection.answer, 'UNDETERMINED');
    assert.deepEqual(notes, ['NOT_ALLOWED']);
  });
});

test('cloud kinds are served whatever the allow-list says', () => {
  const url = new URL('https://github.com');
  for (const kind of ['GITHUB', 'GITLAB_CLOUD', 'BITBUCKET_CLOUD'] as const) assert.equal(refusalOf(kind, url), null);
});

test('an allow-list entry is a host, with a port or a scheme; anything else stops the start without repeating it', () => {
  assert.equal(allowedOrigin('GitLab.Example.com'), 'https://gitlab.example.com');
  assert.equal(allowedOrigin('gitlab.example.com:443'), 'https://gitlab.example.com');
  assert.equal(allowedOrigin(' http://git.local:7990 '), 'http://git.local:7990');
  for (const entry of [
    '',
    'a/b',
    'https://a/b',
    'user@host',
    'ftp://host',
    'a b',
    'host:port',
    'host?x',
    '*',
    '*.example.com',
  ]) {
    assert.equal(allowedOrigin(entry), null, entry);
  }
  assert.throws(
    () =>
      createGitProviders({
        clock: { now: () => new Date(0) },
        hosts: { allowlist: ['ok.example', 'not/ok'], apiUrls: {} },
      }),
    (error: Error) => /Entry 2/.test(error.message) && !error.message.includes('not/ok'),
  );
});

test('a canonical URL has a lower-case host, no default port and no slash at the end', () => {
  assert.equal(canonicalWebRoot(new URL('HTTPS://GitLab.Example.com:443/Git/')), 'https://gitlab.example.com/Git');
  assert.equal(canonicalWebRoot(new URL('http://git.local:7990///')), 'http://git.local:7990');
});
