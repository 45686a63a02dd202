// Does what the operator sets for Git hosts reach the client that asks them? Read from the environment, handed on whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gitHostsOf } from '../../src/compose';
import { loadConfig } from '../../src/config';
import { TEST_CERTIFICATE } from '../git-providers/test-certificate';

const PRODUCTION = { NODE_ENV: 'production', GATEWAY_KEYS: 'k1:mS4tkl0oyZ9r4P2JXlQxJ3Vt1uVwq8W7b0nHc5YdKpE=' };

test('every setting of Git hosts arrives', () => {
  const environment = {
    ...PRODUCTION,
    GIT_HOST_ALLOWLIST: 'git.example,http://plain.example:7990',
    BITBUCKET_API_URL: 'https://bitbucket.proxy.example/2.0/',
    GIT_CA_FILE: '/etc/authority.pem',
    GIT_PROBES: 'read',
    HTTPS_PROXY: 'http://proxy.example:3128',
    NO_PROXY: 'git.example',
  };
  const { proxies, ...settings } = gitHostsOf(loadConfig(environment, () => TEST_CERTIFICATE));
  assert.deepEqual(settings, {
    allowlist: ['git.example', 'http://plain.example:7990'],
    apiUrls: { BITBUCKET_CLOUD: 'https://bitbucket.proxy.example/2.0' },
    ca: TEST_CERTIFICATE.trim(),
    probes: 'read',
  });
  assert.deepEqual(
    [proxies?.https?.reveal(), proxies?.http, proxies?.exceptions],
    ['http://proxy.example:3128/', null, ['git.example']],
  );
});

test('without them: no self-managed host, the providers’ own APIs, all probes, no proxy', () => {
  assert.deepEqual(gitHostsOf(loadConfig(PRODUCTION)), {
    allowlist: [],
    apiUrls: {},
    ca: undefined,
    probes: 'all',
    proxies: { https: null, http: null, exceptions: [] },
  });
});
