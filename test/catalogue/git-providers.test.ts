// What does the catalogue say: which Git systems there are, which tokens can serve there, what they need, where they are made?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { GIT_PROVIDER_KINDS, type GitProviderKind, isSelfManaged } from '../../src/domain/git-provider';
import type { GitTokenKind } from '../../src/domain/git-token';
import { REQUIRED_SCOPES } from '../../src/domain/required-scopes';
import type { Answer, GraphQLClient } from '../support/graphql-client';
import { requestsSent } from '../support/stored-state';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

let running: TestGateway;
let bob: GraphQLClient;
before(async () => {
  running = await openTestGateway();
  bob = await running.as('bob');
});
after(() => running.close());

interface Requirement {
  readonly tokenType: keyof typeof REQUIRED_SCOPES;
  readonly scopes: readonly { readonly scope: string; readonly purpose: string }[];
  readonly createUrl: string | null;
}

const REQUIREMENTS = 'tokenType createUrl scopes { scope purpose }';

const askFor = (kind: GitTokenKind, gitProviderUrl?: string | null): Promise<Answer> =>
  bob.send(
    `query ($kind: GitTokenKind!, $gitProviderUrl: URL) {
      gitProviders { kind name selfManaged tokenRequirements(kind: $kind, gitProviderUrl: $gitProviderUrl) { ${REQUIREMENTS} } }
    }`,
    { kind, gitProviderUrl },
  );

/** The requirements of each provider, for a system at this URL. */
async function catalogue(kind: GitTokenKind, gitProviderUrl?: string): Promise<Record<GitProviderKind, Requirement[]>> {
  const { gitProviders } = (await askFor(kind, gitProviderUrl)).data;
  return Object.fromEntries(
    gitProviders.map((provider: { kind: GitProviderKind; tokenRequirements: Requirement[] }) => [
      provider.kind,
      provider.tokenRequirements,
    ]),
  ) as Record<GitProviderKind, Requirement[]>;
}

const linksOf = (requirements: readonly Requirement[]) =>
  Object.fromEntries(requirements.flatMap(({ tokenType, createUrl }) => (createUrl ? [[tokenType, createUrl]] : [])));

test('all six Git systems are listed, with their names and whether one runs them oneself', async () => {
  const { gitProviders } = (await bob.send('{ gitProviders { kind name selfManaged } }')).data;
  assert.deepEqual(
    gitProviders.map(({ kind, name, selfManaged }: Record<string, unknown>) => [kind, name, selfManaged]),
    [
      ['GITHUB', 'GitHub', false],
      ['GITHUB_ENTERPRISE', 'GitHub Enterprise', true],
      ['GITLAB_CLOUD', 'GitLab.com', false],
      ['GITLAB_SERVER', 'GitLab self-managed', true],
      ['BITBUCKET_CLOUD', 'Bitbucket Cloud', false],
      ['BITBUCKET_SERVER', 'Bitbucket Data Center', true],
    ],
  );
});

test('it needs to be signed in, like everything', async () => {
  const answer = await running.anonymous().send('{ gitProviders { kind } }');
  answer.assertRefused('UNAUTHENTICATED');
  assert.equal(answer.status, 401);
});

for (const kind of ['RUNTIME', 'USER'] as const) {
  test(`${kind}: every type that can serve is listed with the scopes of the one table, and no other type`, async () => {
    const listed = await catalogue(kind);
    assert.deepEqual(Object.keys(listed), [...GIT_PROVIDER_KINDS]);
    const types = new Set(
      Object.values(listed).flatMap((requirements) => requirements.map(({ tokenType }) => tokenType)),
    );
    const canServe = Object.entries(REQUIRED_SCOPES).filter(([, needs]) => !('because' in needs[kind]));
    assert.deepEqual([...types].sort(), canServe.map(([tokenType]) => tokenType).sort());
    for (const { tokenType, scopes } of Object.values(listed).flat()) {
      assert.deepEqual(scopes, REQUIRED_SCOPES[tokenType][kind], tokenType);
      assert.ok(scopes.length > 0, tokenType);
    }
  });
}

test('a cloud system’s links lead to its own forms, scopes preset where the form allows it', async () => {
  const { GITHUB, GITLAB_CLOUD, BITBUCKET_CLOUD } = await catalogue('RUNTIME');
  assert.deepEqual(linksOf(GITHUB), {
    GITHUB_CLASSIC: 'https://github.com/settings/tokens/new?scopes=repo,admin:repo_hook&description=GitOps+token',
    GITHUB_FINE_GRAINED: 'https://github.com/settings/personal-access-tokens/new',
  });
  assert.deepEqual(linksOf(GITLAB_CLOUD), {
    GITLAB_PERSONAL: 'https://gitlab.com/-/user_settings/personal_access_tokens?name=GitOps+token&scopes=api',
    GITLAB_GRANULAR: 'https://gitlab.com/-/user_settings/personal_access_tokens',
  });
  assert.deepEqual(linksOf(BITBUCKET_CLOUD), {
    BITBUCKET_API_TOKEN: 'https://id.atlassian.com/manage-profile/security/api-tokens',
  });
});

test('a self-managed system’s links lead to where it is said to live, allow-listed or not, and nowhere when nobody says', async () => {
  const nowhere = await catalogue('USER');
  const there = await catalogue('USER', 'https://Git.Example.com:8443/');
  for (const kind of GIT_PROVIDER_KINDS.filter(isSelfManaged)) assert.deepEqual(linksOf(nowhere[kind]), {}, kind);
  assert.deepEqual(linksOf(there.GITHUB_ENTERPRISE), {
    GITHUB_CLASSIC: 'https://git.example.com:8443/settings/tokens/new?scopes=repo&description=GitOps+token',
    GITHUB_FINE_GRAINED: 'https://git.example.com:8443/settings/personal-access-tokens/new',
  });
  assert.deepEqual(linksOf(there.BITBUCKET_SERVER), {
    BITBUCKET_SERVER_HTTP_TOKEN: 'https://git.example.com:8443/plugins/servlet/access-tokens/manage',
  });
  assert.match(
    linksOf(there.GITLAB_SERVER).GITLAB_PERSONAL ?? '',
    /^https:\/\/git\.example\.com:8443\/-\/.*scopes=write_repository,read_api$/,
  );
  assert.deepEqual(linksOf(there.GITHUB), linksOf(nowhere.GITHUB), 'cloud systems have one address');
  assert.equal(requestsSent(running), 0, 'nobody was asked');
});

test('a URL that cannot be a web root is refused by name; no link is ever made of it, and its words are not repeated', async () => {
  const bad = [
    'javascript:alert(1)',
    'ftp://git.example.com',
    'https://user@git.example.com',
    'https://user:hunter2hunter2@git.example.com',
    'https://git.example.com?x=hunter2hunter2',
    'https://git.example.com/#hunter2hunter2',
    'https://github.com',
    'https://git.example.com/a%2fb',
    'https://git.example.com//evil',
    'https://git.example.com/api/v4',
  ];
  for (const url of bad) {
    const answer = await askFor('USER', url);
    const errors = answer.body.errors ?? [];
    assert.ok(errors.length > 0, url);
    for (const { extensions } of errors)
      assert.deepEqual(
        [extensions.code, extensions.fields?.map(({ path }) => path)],
        ['BAD_USER_INPUT', ['gitProviderUrl']],
        url,
      );
    assert.doesNotMatch(answer.text, /hunter2|alert|createUrl/);
  }
});

test('a URL below a path may be a GitLab’s or a Bitbucket’s; a GitHub Enterprise lives nowhere there', async () => {
  const there = await catalogue('USER', 'https://git.example.com/below/a-path/');
  assert.deepEqual(linksOf(there.GITHUB_ENTERPRISE), {});
  for (const requirements of [there.GITLAB_SERVER, there.BITBUCKET_SERVER])
    for (const link of Object.values(linksOf(requirements)))
      assert.match(link, /^https:\/\/git\.example\.com\/below\/a-path\/[^/]/);
});

test('a runtime’s links lead to where its own system lives', async () => {
  const { runtime } = (
    await bob.send(
      `query ($id: ID!) { runtime(id: $id) { gitProviderUrl tokenRequirements(kind: USER) { ${REQUIREMENTS} } } }`,
      { id: running.runtimeId('acme-staging') },
    )
  ).data;
  const form = `${runtime.gitProviderUrl}/-/user_settings/personal_access_tokens`;
  assert.deepEqual(linksOf(runtime.tokenRequirements), {
    GITLAB_PERSONAL: `${form}?name=GitOps+token&scopes=write_repository,read_api`,
    GITLAB_GRANULAR: form,
  });
});
