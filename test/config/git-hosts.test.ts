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

test('NO_PROXY: names, ports, addresses and networks arrive; what is none of these is passed over', () => {
  const good = ['git.example', '.example', '*.example:8443', '10.1.2.3', '[fd00::1]', '10.0.0.0/8', 'fd00::/8', '*'];
  const odd = ['10.0.0.0/33', 'fd00::/129', '10.0.0/8', '10.0.0.0/', 'git.example/8', '10.0.0.0/8/8', 'a b', '<local>'];
  const { proxies } = gitHostsOf(loadConfig({ ...PRODUCTION, NO_PROXY: [...good, ...odd].join(',') }));
  assert.deepEqual(proxies?.exceptions, [...good, 'a', 'b']);
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
