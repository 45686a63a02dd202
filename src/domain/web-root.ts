// Can this URL be the web root of somebody's own Git system? Every reason against its form; whether anything may be sent there is another question.

import { GIT_PROVIDERS, type GitProviderKind } from './git-provider';

interface FormRule {
  readonly constraint: string;
  readonly isBroken: (url: URL) => boolean;
}

/** Read from the top: the first broken rule is told. */
const FORM_RULES: readonly FormRule[] = [
  { constraint: 'must begin with https:// or http://', isBroken: ({ protocol }) => !/^https?:$/.test(protocol) },
  {
    constraint: 'must not have a user name or a password',
    isBroken: ({ username, password }) => username !== '' || password !== '',
  },
  // A bare `?` or `#` leaves `search` and `hash` empty, but stands in the text.
  { constraint: 'must not have a query', isBroken: ({ href }) => /^[^#]*\?/.test(href) },
  { constraint: 'must not have a fragment', isBroken: ({ href }) => href.includes('#') },
  {
    constraint: 'must not be a cloud provider’s host: choose the provider’s cloud kind and give no URL',
    isBroken: ({ hostname }) => isCloudHost(hostname),
  },
  {
    constraint: 'must have a plain path: names of letters, digits, dots, dashes, underscores, tildes',
    isBroken: ({ pathname }) => !PLAIN_PATH.test(pathname),
  },
  {
    constraint: 'must be the web root, without the path of its API',
    isBroken: ({ pathname }) => /\/api(\/(v\d+|latest|\d+\.\d+))?\/?$/.test(pathname),
  },
];

/** Dot segments are gone once a URL is parsed; encoded slashes, doubled slashes and `..;` are not, and fall here. */
const PLAIN_PATH = /^(\/[\w~-][\w.~-]*)*\/?$/;

/** Why it can be no Git system's, as a constraint (`must not have a query`); null for a good one. */
export const webRootRefusal = (url: URL): string | null =>
  FORM_RULES.find((rule) => rule.isBroken(url))?.constraint ?? null;

/** Why it can be none of this kind's, though it may be another's. */
export const webRootRefusalFor = (kind: GitProviderKind, { pathname }: URL): string | null =>
  PATH_RULES[kind]?.isBroken(pathname) ? PATH_RULES[kind].constraint : null;

interface PathRule {
  readonly constraint: string;
  readonly isBroken: (pathname: string) => boolean;
}

const PATH_RULES: Partial<Record<GitProviderKind, PathRule>> = {
  GITHUB_ENTERPRISE: {
    constraint: 'must not have a path: GitHub Enterprise lives at the root of its host',
    isBroken: (pathname) => pathname !== '/',
  },
  // A sub-path looks like a group; only what can be no sub-path is known for the rest of a clone URL or of a page's.
  GITLAB_SERVER: {
    constraint: 'must be the web root: what stands before the group and the project',
    isBroken: (pathname) => /\.git\/?$|\/-(\/|$)/.test(pathname),
  },
  // People copy it from a clone URL or the address bar; a context path may stand before these.
  BITBUCKET_SERVER: {
    constraint: 'must be the web root: what stands before /scm, /projects or /users',
    isBroken: (pathname) => /\/(scm|projects|users)(\/|$)/.test(pathname),
  },
};

/** The one form in which a web root is stored and compared: lower-case host, no default port, no slash at the end. */
export const canonicalWebRoot = (url: URL): string => `${url.origin}${url.pathname.replace(/\/+$/, '')}`;

/** A cloud provider's host or a name below one: never somebody's own installation. */
function isCloudHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return Object.values(GIT_PROVIDERS)
    .flatMap(({ cloudHosts }) => cloudHosts)
    .some((cloudHost) => name === cloudHost || name.endsWith(`.${cloudHost}`));
}
