// Which slots are changed at the same time? User tokens, runtime tokens and whole runtimes of one account; no token serves two of them.

import type { Database } from 'better-sqlite3';
import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import { PERSONAS } from '../support/test-gateway';
import { RuntimeSlot } from './runtime-slot';
import { runtimeTokenSlot, type Slot, userTokenSlot } from './slots';

const { github, gitlab, gitlabServer } = TOKENS;

/** In a database that holds the cast. */
export function slotsIn(database: Database): Slot[] {
  const runtime = (name: string) =>
    database.prepare('SELECT id, name FROM runtime WHERE name = ?').get(name) as { id: string; name: string };
  const accountId = String(database.prepare("SELECT id FROM account WHERE name = 'Acme'").pluck().get());
  const [production, staging] = [runtime('acme-production'), runtime('acme-staging')];
  const user = (persona: keyof typeof PERSONAS, where: typeof production, other: { value: string }) => {
    const own = userTokenOf(PERSONAS[persona], where === production ? 'github' : 'gitlabServer');
    return userTokenSlot(persona, PERSONAS[persona], where, [own, other]);
  };
  return [
    user('alice', production, github.goodUser),
    user('bob', production, github.spareUser),
    user('carol', production, github.excessive),
    user('alice', staging, gitlabServer.goodUser),
    runtimeTokenSlot('acmeAdmin', production, [github.goodRuntime, github.spareRuntime]),
    runtimeTokenSlot('acmeAdmin', staging, [gitlabServer.goodRuntime, gitlabServer.spareRuntime]),
    new RuntimeSlot('acmeAdmin', { accountId, name: 'crash-a', gitProvider: 'GITHUB' }, [
      github.neverExpires,
      github.oauth,
    ]),
    new RuntimeSlot('acmeAdmin', { accountId, name: 'crash-b', gitProvider: 'GITLAB_CLOUD' }, [
      gitlab.goodRuntime,
      gitlab.group,
    ]),
  ];
}
