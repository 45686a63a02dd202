// How does the data come into a SQLite file? The store makes the tables; rows are written straight into them, in bulk.
// Every envelope is sealed by the gateway's own cipher: the gateway opens what stands here.

import Sqlite from 'better-sqlite3';
import { newId } from '../../src/application/ids';
import { createKeyRing, type MasterKey } from '../../src/crypto/key-ring';
import { createPasswords } from '../../src/crypto/passwords';
import { createTokenCipher } from '../../src/crypto/token-cipher';
import { openStore } from '../../src/store/open-store';
import type { Cast } from '../plan/works';
import { type PlacedAccount, populate } from './population';
import { Chance } from './random';
import { PASSWORD, SEED } from './shape';
import { type Insert, insertInto } from './tables';
import { TokenRows } from './token-rows';

const SESSION_LIFETIME_MS = 30 * 24 * 3600 * 1000;

/** On the machine it was written on; by it the progress bar goes. */
const TOKENS_A_SECOND = 12_000;

export const fillSeconds = (userTokens: number): number => userTokens / TOKENS_A_SECOND;

export async function fillSqlite(
  file: string,
  keys: readonly MasterKey[],
  userTokens: number,
  onProgress: (seconds: number) => void = () => {},
): Promise<Cast> {
  const store = await openStore({
    database: { kind: 'sqlite', file },
    cipher: createTokenCipher(createKeyRing(keys)),
  });
  await store.close();
  const passwordHash = await createPasswords().hash(PASSWORD);
  const now = new Date();
  const chance = new Chance(SEED);
  const database = new Sqlite(file);
  try {
    // What fails here is made anew: nothing needs to be durable while it is written.
    database.pragma('journal_mode = MEMORY');
    database.pragma('synchronous = OFF');
    database.pragma('cache_size = -1000000');
    const accounts = populate(userTokens, chance, now);
    const tokens = new TokenRows(keys, chance, now);
    const cast = database.transaction(() => {
      const insert = insertInto(database);
      for (const account of accounts) writeAccount(insert, account, passwordHash, now);
      for (const row of tokens.of(accounts)) {
        insert.git_token(row);
        if (row.kind === 'USER') onProgress(fillSeconds(1));
      }
      return openSession(insert, accounts, now);
    })();
    if (database.pragma('foreign_key_check(git_token)', { simple: true })) throw new Error('The data is not sound.');
    return cast;
  } finally {
    database.close();
  }
}

function writeAccount(insert: Insert, account: PlacedAccount, passwordHash: string, now: Date): void {
  const created_at = now.toISOString();
  insert.account({ id: account.id, name: account.name, created_at });
  for (const { personId, email, name, role } of account.members) {
    const name_key = name.toLowerCase();
    insert.person({ id: personId, name, name_key, email, password_hash: passwordHash, created_at });
    const membership = { id: newId('membership', now), account_id: account.id, person_id: personId, email, role };
    insert.membership({ ...membership, status: 'ACTIVE', created_at });
  }
  for (const runtime of account.runtimes) {
    insert.runtime({
      id: runtime.id,
      account_id: account.id,
      name: runtime.name,
      name_key: runtime.name,
      git_provider: runtime.provider,
      git_provider_url: runtime.webRoot,
      shared_config_repository: runtime.repository,
      access_mode: runtime.accessMode,
      scope_check_mode: 'ENFORCE',
      token_id: runtime.tokenId,
      created_at,
    });
  }
}

function openSession(insert: Insert, [viewers]: readonly PlacedAccount[], now: Date): Cast {
  const viewerId = viewers?.members[0]?.personId;
  const runtimeId = viewers?.runtimes[0]?.id;
  if (viewers === undefined || viewerId === undefined || runtimeId === undefined) throw new Error('There is nobody.');
  const sessionId = newId('session', now);
  const expires_at = new Date(now.getTime() + SESSION_LIFETIME_MS).toISOString();
  insert.session({ id: sessionId, person_id: viewerId, created_at: now.toISOString(), expires_at });
  const settable = viewers.runtimes.filter(({ provider, repository }) => provider === 'GITHUB' && repository === null);
  return { viewerId, sessionId, runtimeId, settableRuntimeIds: settable.map(({ id }) => id) };
}
