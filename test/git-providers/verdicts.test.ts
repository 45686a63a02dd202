// What comes of each token that a simulated GitHub or GitLab knows? The whole way: its form, the provider's answers, the verdict.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TOKENS } from '../../seed/git-hosts/tokens';
import type { GitTokenKind } from '../../src/domain/git-token';
import { judgeToken } from '../../src/domain/judge-token';
import { Secret } from '../../src/domain/secret';
import { refusalBeforeAsking } from '../../src/domain/token-prefixes';
import { context, LENIENT, STRICT } from '../domain/samples';
import { NOW, openScene, type Scene, SYSTEMS } from './simulated-systems';

/** As runtime token, as user token: the reason, and the warnings after it. */
type Verdicts = readonly [string, string];

const both = (verdict: string): Verdicts => [verdict, verdict];

/** Every token has a row; GitHub never tells a person, so none is refused for being one. */
const GITHUB: Readonly<Record<keyof typeof TOKENS.github, Verdicts>> = {
  goodRuntime: both('SATISFIED'),
  spareRuntime: both('SATISFIED'),
  goodUser: ['MISSING_SCOPES', 'SATISFIED'],
  spareUser: ['MISSING_SCOPES', 'SATISFIED'],
  scopeMissing: both('MISSING_SCOPES'),
  noScopes: both('MISSING_SCOPES'),
  // GitHub answers an expired token like an unknown one; that it has expired, only an earlier check can tell.
  expired: both('INVALID_TOKEN'),
  revoked: both('INVALID_TOKEN'),
  blocked: both('BLOCKED_BY_PROVIDER'),
  expiresToday: ['EXPIRES_TOO_SOON', 'SATISFIED EXPIRES_SOON'],
  neverExpires: both('SATISFIED NO_EXPIRY'),
  singleSignOn: both('BLOCKED_BY_PROVIDER'),
  singleSignOnHidden: both('BLOCKED_BY_PROVIDER'),
  kindForbidden: both('BLOCKED_BY_PROVIDER'),
  addressForbidden: both('BLOCKED_BY_PROVIDER'),
  excessive: both('SATISFIED EXCESS_SCOPES'),
  oauth: both('SATISFIED NO_EXPIRY'),
  beforePrefixes: both('SATISFIED'),
  fineGrained: both('SATISFIED'),
  fineGrainedUser: ['MISSING_SCOPES', 'SATISFIED'],
  fineGrainedReader: both('MISSING_SCOPES'),
  fineGrainedEndless: both('SATISFIED NO_EXPIRY'),
  fineGrainedElsewhere: both('MISSING_SCOPES REPOSITORY_UNREACHABLE'),
  fineGrainedPending: both('MISSING_SCOPES REPOSITORY_UNREACHABLE'),
  appUser: ['WRONG_TOKEN_TYPE', 'SATISFIED EXPIRES_SOON'],
  appInstallation: both('WRONG_TOKEN_TYPE'),
  appInstallationLong: both('WRONG_TOKEN_TYPE'),
};

/** Where runtimes want service accounts. */
const GITLAB_SERVER: Readonly<Record<keyof typeof TOKENS.gitlabServer, Verdicts>> = {
  goodRuntime: ['SATISFIED', 'SATISFIED OWNER_NOT_PERSON'],
  spareRuntime: ['SATISFIED', 'SATISFIED OWNER_NOT_PERSON'],
  goodUser: ['OWNER_NOT_SERVICE_ACCOUNT', 'SATISFIED'],
  spareUser: ['OWNER_NOT_SERVICE_ACCOUNT', 'SATISFIED'],
  scopeMissing: ['OWNER_NOT_SERVICE_ACCOUNT', 'MISSING_SCOPES'],
  // May not even tell whose it is.
  noScopes: ['MISSING_SCOPES OWNER_NOT_SERVICE_ACCOUNT', 'MISSING_SCOPES'],
  unreadableOwner: ['MISSING_SCOPES OWNER_NOT_SERVICE_ACCOUNT', 'MISSING_SCOPES'],
  expired: both('EXPIRED_TOKEN'),
  revoked: both('INVALID_TOKEN'),
  blocked: both('BLOCKED_BY_PROVIDER'),
  termsUnread: both('BLOCKED_BY_PROVIDER'),
  proofRequired: both('BLOCKED_BY_PROVIDER'),
  expiresToday: ['EXPIRES_TOO_SOON', 'SATISFIED EXPIRES_SOON OWNER_NOT_PERSON'],
  neverExpires: ['SATISFIED NO_EXPIRY', 'SATISFIED NO_EXPIRY OWNER_NOT_PERSON'],
  serviceAccount: ['SATISFIED', 'SATISFIED OWNER_NOT_PERSON'],
  group: ['SATISFIED', 'SATISFIED OWNER_NOT_PERSON'],
  project: ['WRONG_TOKEN_TYPE', 'SATISFIED OWNER_NOT_PERSON'],
  excessive: ['OWNER_NOT_SERVICE_ACCOUNT EXCESS_SCOPES', 'SATISFIED EXCESS_SCOPES'],
  routable: ['OWNER_NOT_SERVICE_ACCOUNT', 'SATISFIED'],
  oauth: ['WRONG_TOKEN_TYPE', 'SATISFIED EXPIRES_SOON'],
  oauthOtherForm: ['WRONG_TOKEN_TYPE', 'SATISFIED EXPIRES_SOON'],
  oauthNewForm: ['WRONG_TOKEN_TYPE', 'SCOPES_UNREADABLE SCOPES_UNREADABLE'],
  granular: ['OWNER_NOT_SERVICE_ACCOUNT SCOPES_UNREADABLE', 'SATISFIED'],
  granularReader: ['OWNER_NOT_SERVICE_ACCOUNT SCOPES_UNREADABLE', 'SCOPES_UNREADABLE SCOPES_UNREADABLE'],
  granularSilent: ['OWNER_NOT_SERVICE_ACCOUNT SCOPES_UNREADABLE', 'SCOPES_UNREADABLE SCOPES_UNREADABLE'],
};

const EXPECTED = {
  GITHUB: { verdicts: GITHUB, accountPolicy: LENIENT },
  GITLAB_SERVER: { verdicts: GITLAB_SERVER, accountPolicy: STRICT },
};

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.hosts.close());

for (const system of SYSTEMS) {
  if (system.kind !== 'GITHUB' && system.kind !== 'GITLAB_SERVER') continue;
  const { verdicts, accountPolicy } = EXPECTED[system.kind];

  const verdictOf = async (value: string, tokenKind: GitTokenKind): Promise<string> => {
    const refusal = refusalBeforeAsking(new Secret(value), system.kind, tokenKind);
    const inspection = refusal
      ? { answer: 'NOT_ASKED' as const, ...refusal, checkedAt: NOW.toISOString() }
      : await scene.inspect(system, value, 'acme/gitops-config', tokenKind);
    const place = context(tokenKind, { provider: system.kind, accountPolicy, now: NOW });
    const { reason, warnings } = judgeToken(inspection, place);
    return [reason, ...warnings.map(({ code }) => code)].join(' ');
  };

  describe(system.kind, () => {
    for (const [key, { value, purpose }] of Object.entries(TOKENS[system.name])) {
      const [asRuntimeToken, asUserToken] = (verdicts as Readonly<Record<string, Verdicts>>)[key] ?? both('no row');
      test(`${key} (${purpose}): ${asRuntimeToken}; as user token ${asUserToken}`, async () => {
        assert.equal(await verdictOf(value, 'RUNTIME'), asRuntimeToken);
        assert.equal(await verdictOf(value, 'USER'), asUserToken);
      });
    }
  });
}
