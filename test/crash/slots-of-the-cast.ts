// Which slots are changed at the same time? User tokens, runtime tokens and whole runtimes of one account; no token serves two of them.

import { TOKENS, userTokenOf } from '../../seed/git-hosts/tokens';
import type { TestDatabase } from '../support/test-database';
import { PERSONAS } from '../support/test-gateway';
import { RuntimeSlot } from './runtime-slot';
import { runtimeTokenSlot, type Slot, userTokenSlot } from './slots';

const { github, gitlab, gitlabServer } = TOKENS;

/** In a database that holds the cast. */
export async function slotsIn({ rows }: TestDatabase): Promise<Slot[]> {
  const idOf = async (table: string, name: string) =>
    String((await rows(`SELECT id FROM ${table} WHERE name = ?`, name))[0]?.id);
  const runtime = async (name: string) => ({ id: await idOf('runtime', name), name });
  const accountId = await idOf('account', 'Acme');
  const [production, staging] = [await runtime('acme-production'), await runtime('acme-staging')];
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
