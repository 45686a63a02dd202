// Who and what are the random stories about? A few names each, so that people often mean the same thing.

import type { GitHostName } from '../../seed/git-hosts/addresses';
import type { SimulatedToken } from '../../seed/git-hosts/simulated-token';
import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';

/** By first name. Nora and Pete are known to nobody yet; the others are the cast. */
export const EMAILS = {
  ada: 'admin@acme.example',
  alice: 'alice@acme.example',
  bob: 'bob@acme.example',
  carol: 'carol@consulting.example',
  gus: 'admin@globex.example',
  nora: 'nora@newcomer.example',
  pete: 'pete@newcomer.example',
} as const;
export type Person = keyof typeof EMAILS;
export const PEOPLE = Object.keys(EMAILS) as Person[];

/** Initech joins the cast's two. */
export const ACCOUNTS = ['Acme', 'Globex', 'Initech'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Names for runtimes: each may be created and deleted again and again. */
export const RUNTIMES = {
  'acme-live': { account: 'Acme', host: 'github' },
  'acme-test': { account: 'Acme', host: 'github' },
  'acme-lab': { account: 'Acme', host: 'github' },
  'globex-live': { account: 'Globex', host: 'github' },
  'globex-test': { account: 'Globex', host: 'githubEnterprise' },
  'initech-live': { account: 'Initech', host: 'github' },
} as const satisfies Record<string, { account: Account; host: GitHostName }>;
export type RuntimeName = keyof typeof RUNTIMES;
export const RUNTIME_NAMES = Object.keys(RUNTIMES) as RuntimeName[];
export const accountOf = (runtime: RuntimeName): Account => RUNTIMES[runtime].account;

const { github, githubEnterprise } = TOKENS;

/** Colours for token values: few enough that people hit upon each other's. */
const VALUES_BY_COLOUR = {
  red: github.goodRuntime,
  green: github.spareRuntime,
  blue: github.neverExpires,
  gold: github.excessive,
  pink: github.goodUser,
  plum: github.spareUser,
  rose: userTokenOf('alice@acme.example', 'github'),
  iron: githubEnterprise.goodRuntime,
} as const satisfies Record<string, SimulatedToken>;
export type Colour = keyof typeof VALUES_BY_COLOUR;
export const VALUES: Readonly<Record<Colour, SimulatedToken>> = VALUES_BY_COLOUR;
export const COLOURS = Object.keys(VALUES) as Colour[];

/** Whether the value has the scopes that a runtime token needs. All of them have a user token's. */
export const canServeRuntimes = (colour: Colour): boolean => VALUES[colour].scopes.includes('admin:repo_hook');

export const personOf = (email: unknown): Person => {
  const person = PEOPLE.find((name) => EMAILS[name] === email);
  if (person === undefined) throw new Error(`Nobody in the stories has the e-mail ${email}.`);
  return person;
};
