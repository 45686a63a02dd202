// What does a person see who has just started the gateway in development?

import { CAST_PASSWORD, PEOPLE } from './data';
import { GIT_HOST_NAMES, GIT_HOST_PLACES, type GitHostName, type GitHostUrls } from './git-hosts/addresses';
import { TOKENS } from './git-hosts/tokens';

interface BannerFacts {
  readonly url: string;
  /** Whether the cast has just been seeded; otherwise the database was kept as it is. */
  readonly seeded: boolean;
  /** Where it is. */
  readonly database: string;
  readonly hosts: Readonly<Record<GitHostName, GitHostUrls>>;
}

const rolesInWords = (roles: (typeof PEOPLE)[number]['roles']): string =>
  Object.entries(roles)
    .map(([account, role]) => `${role} of ${account}`)
    .join(', ');

export function bannerFor({ url, seeded, database, hosts }: BannerFacts): string {
  const people = PEOPLE.map(({ email, roles }) => `    ${email.padEnd(28)}${rolesInWords(roles)}`);
  const places = GIT_HOST_NAMES.map((name) => `    ${GIT_HOST_PLACES[name].title.padEnd(28)}${hosts[name].web}`);
  return `
Git token gateway, development mode. Its Git hosts are simulated; nothing leaves this machine,
except that Apollo Sandbox is a page that your browser loads from Apollo.
${database} ${seeded ? 'was empty, and is seeded with the cast below.' : 'was kept as it is; nothing was seeded.'}

  Apollo Sandbox  ${url}/graphql   (or POST there with curl)

  Sign in as one of these; the password of all is ${CAST_PASSWORD}
${people.join('\n')}

    mutation { login(input: { email: "alice@acme.example", password: "${CAST_PASSWORD}" }) { accessToken } }

  Send the accessToken as header "Authorization: Bearer …" from then on.

  See your runtimes
    query { viewer { runtimes { edges { node { id name gitProvider userTokenStatus } } } } }

  Set your own token on acme-production (GITHUB), by its id
    mutation { setGitUserToken(input: { runtimeId: "run_…", token: { value: "${TOKENS.github.goodUser.value}" } })
      { stored verdict { reason message requirements { scope state } } } }

  More tokens to paste, good and bad, are in the README.

  Simulated Git hosts
${places.join('\n')}

`;
}
