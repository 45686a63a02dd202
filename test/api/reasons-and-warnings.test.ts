// Can a front end meet every reason and every warning of the API? Each is brought about over HTTP, and says how to mend it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CastRuntime, TOKENS } from '../../seed/git-hosts/tokens';
import { TOKEN_WARNING_CODES, VERDICT_REASONS } from '../../src/domain/token-verdict';
import { updateAccountPolicy } from '../support/account-operations';
import type { GraphQLClient } from '../support/graphql-client';
import { createRuntime, setRuntimeToken, setUserToken, updateRuntime } from '../support/operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';

const { github, gitlabServer } = TOKENS;

let running: TestGateway;
let admin: GraphQLClient;
let alice: GraphQLClient;
before(async () => {
  running = await openTestGateway();
  [admin, alice] = [await running.as('acmeAdmin'), await running.as('alice')];
});
after(() => running.close());

interface Verdict {
  readonly outcome: string;
  readonly reason: string;
  readonly message: string;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}
interface Token {
  readonly value: string;
}

const runtime = (name: CastRuntime) => running.runtimeId(name);
const policy = async (changes: Record<string, string>) =>
  (await updateAccountPolicy(admin, { accountId: running.accountId('Acme'), ...changes })).data;

const changeRuntime = async (input: Record<string, unknown>) => (await updateRuntime(admin, input)).data;

const asRuntimeToken = async (name: CastRuntime, { value }: Token): Promise<Verdict> =>
  (await setRuntimeToken(admin, runtime(name), value, { dryRun: true })).data.setGitRuntimeToken.verdict;
const asUserToken = async (name: CastRuntime, { value }: Token): Promise<Verdict> =>
  (await setUserToken(alice, runtime(name), value, { dryRun: true })).data.setGitUserToken.verdict;
const setOwn = (who: GraphQLClient, { value }: Token) => setUserToken(who, runtime('acme-production'), value);

const PRODUCTION = 'acme-production';
const STAGING = 'acme-staging';

/** For each reason, what a person did. */
const REASONS: Record<(typeof VERDICT_REASONS)[number], () => Promise<Verdict>> = {
  SATISFIED: () => asUserToken(PRODUCTION, github.goodUser),
  SCOPES_UNREADABLE: () => asUserToken(STAGING, gitlabServer.granularSilent),
  async SCOPES_REPORTED() {
    await changeRuntime({ runtimeId: runtime(PRODUCTION), scopeCheckMode: 'REPORT' });
    const verdict = await asRuntimeToken(PRODUCTION, github.fineGrainedUser);
    await changeRuntime({ runtimeId: runtime(PRODUCTION), scopeCheckMode: 'ENFORCE' });
    return verdict;
  },
  MISSING_SCOPES: () => asRuntimeToken(PRODUCTION, github.fineGrainedUser),
  INVALID_TOKEN: () => asUserToken(PRODUCTION, github.revoked),
  EXPIRED_TOKEN: () => asUserToken(STAGING, gitlabServer.expired),
  EXPIRES_TOO_SOON: () => asRuntimeToken(PRODUCTION, github.expiresToday),
  BLOCKED_BY_PROVIDER: () => asRuntimeToken(PRODUCTION, github.singleSignOn),
  WRONG_TOKEN_TYPE: () => asRuntimeToken(PRODUCTION, github.appUser),
  WRONG_PROVIDER: () => asUserToken(STAGING, github.fineGrained),
  async TOKEN_REUSED() {
    await setOwn(await running.as('bob'), github.spareUser);
    return asUserToken(PRODUCTION, github.spareUser);
  },
  async OWNER_NOT_SERVICE_ACCOUNT() {
    await policy({ runtimeTokenOwner: 'REQUIRE_SERVICE_ACCOUNT' });
    const verdict = await asRuntimeToken(STAGING, gitlabServer.excessive);
    await policy({ runtimeTokenOwner: 'WARN' });
    return verdict;
  },
  async PROVIDER_UNAVAILABLE() {
    // In the midst of the probes.
    running.hosts.github.fail('STATUS_502', { after: 5 });
    const verdict = await asRuntimeToken(PRODUCTION, github.fineGrained);
    running.hosts.github.fail(null);
    return verdict;
  },
  async PROVIDER_RATE_LIMITED() {
    running.hosts.github.fail('RATE_LIMIT_PRIMARY', { after: 2 });
    const verdict = await asRuntimeToken(PRODUCTION, github.fineGrainedReader);
    running.hosts.github.fail(null);
    return verdict;
  },
};

/** For each warning, what a person did. */
const WARNINGS: Record<(typeof TOKEN_WARNING_CODES)[number], () => Promise<Verdict>> = {
  SCOPES_UNREADABLE: () => asUserToken(STAGING, gitlabServer.granularReader),
  async REPOSITORY_UNREACHABLE() {
    await changeRuntime({ runtimeId: runtime(PRODUCTION), sharedConfigRepository: 'acme/nothing-here' });
    const verdict = await asUserToken(PRODUCTION, github.goodUser);
    await changeRuntime({ runtimeId: runtime(PRODUCTION), sharedConfigRepository: 'acme/gitops-config' });
    return verdict;
  },
  EXCESS_SCOPES: () => asUserToken(PRODUCTION, github.excessive),
  NO_EXPIRY: () => asRuntimeToken(PRODUCTION, github.neverExpires),
  EXPIRES_SOON: () => asUserToken(PRODUCTION, github.appUser),
  OWNER_NOT_SERVICE_ACCOUNT: () => asRuntimeToken(STAGING, gitlabServer.excessive),
  OWNER_NOT_PERSON: () => asUserToken(STAGING, gitlabServer.group),
  async SHARED_LOGIN() {
    await setOwn(await running.as('bob'), github.goodUser);
    return asUserToken(PRODUCTION, github.fineGrainedUser);
  },
  async RUNTIME_TOKEN_REUSED() {
    const { value } = gitlabServer.spareRuntime;
    await changeRuntime({ runtimeId: runtime(STAGING), sharedConfigRepository: null });
    await setRuntimeToken(admin, runtime(STAGING), value);
    await policy({ runtimeTokenReuse: 'WARN' });
    const input = {
      accountId: running.accountId('Acme'),
      name: 'acme-second',
      gitProvider: 'GITLAB_SERVER',
      gitProviderUrl: running.hosts.urls.gitlabServer.web,
      token: { value },
      dryRun: true,
    };
    return (await createRuntime(admin, input)).data.createRuntime.verdict;
  },
  async SAME_AS_YOUR_USER_TOKEN() {
    await setOwn(admin, github.goodRuntime);
    return asRuntimeToken(PRODUCTION, github.goodRuntime);
  },
};

for (const reason of VERDICT_REASONS) {
  test(`a person can meet the reason ${reason}`, async () => {
    const verdict = await REASONS[reason]();
    assert.equal(verdict.reason, reason, verdict.message);
    assert.match(verdict.message, /^[A-Z].*(\.|:\/\/\S+)$/s);
  });
}

for (const code of TOKEN_WARNING_CODES) {
  test(`a person can meet the warning ${code}`, async () => {
    const { message, warnings } = await WARNINGS[code]();
    const codes = warnings.map((warning) => warning.code);
    assert.ok(codes.includes(code), `${codes}: ${message}`);
  });
}
