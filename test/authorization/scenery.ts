// What stands on the stage of the matrix? Its runtimes, user tokens, grants and invitations, as data.

import type { AccountName } from '../../seed/data';
import type { GitHostName } from '../../seed/git-hosts/addresses';
import type { CastRuntime } from '../../seed/git-hosts/tokens';
import { PERSONAS, type Persona } from '../support/test-gateway';

/** One of each sort: open to all members, restricted with a grant for alice, foreign to most. */
export const CAST_RUNTIMES = {
  'acme-production': { account: 'Acme', host: 'github' },
  'acme-edge': { account: 'Acme', host: 'gitlab' },
  'globex-production': { account: 'Globex', host: 'githubEnterprise' },
} as const satisfies Partial<Record<CastRuntime, { account: AccountName; host: GitHostName }>>;
export type CastRuntimeName = keyof typeof CAST_RUNTIMES;

/** Without a grant on acme-edge, bob and carol cannot set a token there; nobody can in a foreign account. */
export const USER_TOKENS: readonly (readonly [Persona, readonly CastRuntimeName[]])[] = [
  ['acmeAdmin', ['acme-production', 'acme-edge']],
  ['alice', ['acme-production', 'acme-edge']],
  ['bob', ['acme-production']],
  ['carol', ['acme-production', 'globex-production']],
  ['globexAdmin', ['globex-production']],
];

/** So that something can be taken back: acme-edge has one for alice already. Where all members have access, it counts for nothing yet. */
export const GRANTS = [
  { by: 'acmeAdmin', to: 'alice', account: 'Acme', runtime: 'acme-production' },
  { by: 'globexAdmin', to: 'carol', account: 'Globex', runtime: 'globex-production' },
] as const;

/** Whom the admins have invited, as USERs; an invitation counts for nothing until it is accepted. The newcomer is known to nobody. */
export const INVITATIONS = {
  newcomer: { by: 'acmeAdmin', account: 'Acme', email: 'nora@newcomer.example' },
  globexAdmin: { by: 'acmeAdmin', account: 'Acme', email: PERSONAS.globexAdmin },
  alice: { by: 'globexAdmin', account: 'Globex', email: PERSONAS.alice },
} as const satisfies Record<string, { by: Persona; account: AccountName; email: string }>;
export type Invited = keyof typeof INVITATIONS;
