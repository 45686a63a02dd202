// Why may a provider refuse a token, and who can help? Its answer seldom says; these are the causes its documentation knows.

import type { GitProviderFamily, GitProviderKind } from './git-provider';
import { familyOf, type MessageFacts } from './message-phrases';

/** Tokens of one family look alike wherever they come from. */
const OTHER_HOSTS: Readonly<Record<GitProviderKind, string | null>> = {
  GITHUB: 'belongs to a GitHub Enterprise server',
  GITHUB_ENTERPRISE: 'belongs to another GitHub host',
  GITLAB_CLOUD: 'belongs to a self-managed GitLab',
  GITLAB_SERVER: 'belongs to another GitLab host',
  BITBUCKET_CLOUD: null,
  BITBUCKET_SERVER: 'belongs to another Bitbucket',
};

/** `it was revoked, has expired, or was not pasted whole`: most providers answer all of these alike. */
export function causesOfInvalidity({ inspection, token }: MessageFacts): string {
  if ('beginsLike' in inspection && inspection.beginsLike) {
    return `it begins like ${inspection.beginsLike}, which no API takes for repositories`;
  }
  const isApiToken = inspection.tokenType === 'BITBUCKET_API_TOKEN';
  const causes = [
    'it was revoked',
    'has expired',
    isApiToken ? 'has no scopes' : null,
    'was not pasted whole',
    OTHER_HOSTS[token.context.provider],
    isApiToken ? 'the e-mail is not that of its account' : null,
  ].filter((cause) => cause !== null);
  return `${causes.slice(0, -1).join(', ')}, or ${causes.at(-1)}`;
}

const BARRIERS: Readonly<Record<GitProviderFamily, string>> = {
  // A suspended account is told by name.
  GITHUB: 'single sign-on, or a rule of the organization',
  GITLAB:
    'a blocked account, terms of service that were not accepted, an address that is not let in, or a demand for proof of possession (DPoP)',
  BITBUCKET_CLOUD: 'a rule of the workspace, or a closed account',
  BITBUCKET_SERVER: 'a CAPTCHA after failed sign-ins, a password that has to be changed, or a deactivated account',
};

const isSuspended = ({ inspection }: MessageFacts): boolean =>
  inspection.answer === 'REFUSED' && inspection.blockedBy === 'SUSPENSION';

/** What may keep a token out that the provider knows. */
export const causesOfBlock = (facts: MessageFacts): string =>
  isSuspended(facts) ? 'its owner’s account is suspended' : BARRIERS[familyOf(facts)];

const WHO_LETS_IN: Readonly<Record<GitProviderKind, string>> = {
  GITHUB: 'Ask an owner of the organization to let it in.',
  GITHUB_ENTERPRISE: 'Ask an owner of the organization, or whoever administers the server, to let it in.',
  GITLAB_CLOUD: 'Ask an owner of the group to let it in.',
  GITLAB_SERVER: 'Ask whoever administers this GitLab to let it in.',
  BITBUCKET_CLOUD: 'Ask an administrator of the workspace to let it in.',
  BITBUCKET_SERVER: 'Sign in there with a browser as the token’s owner, or ask whoever administers it.',
};

/** Who can lift a block where the provider names no place for that. */
export function whoLiftsBlock(facts: MessageFacts): string {
  const { provider } = facts.token.context;
  if (!isSuspended(facts)) return WHO_LETS_IN[provider];
  return provider === 'GITHUB' ? 'Its owner can ask GitHub’s support.' : 'Ask whoever administers the server.';
}
