// What stands behind every peer? Hand-written on better-sqlite3: statements prepared once, nothing awaited but the Git host.

import Sqlite from 'better-sqlite3';
import type { TokenCipher } from '../../src/application/ports';
import type { Config } from '../../src/config';
import { createKeyRing } from '../../src/crypto/key-ring';
import { createTokenCipher } from '../../src/crypto/token-cipher';
import { describePage, describeRuntime, type ShownPage, type ShownRuntime } from './describe-runtime';
import type { RuntimeRow, ViewerRow } from './rows';
import { type SetTokenInput, type SetTokenPayload, TokenSetter } from './set-token';
import { accessTokenKey, type PeerViewer, sessionOf, viewerIn } from './sign-in';
import { BY_ID, PAGE, pageParameters, VIEWER } from './statements';

export interface Backend {
  viewer(authorization: string | undefined): PeerViewer | null;
  myRuntimes(viewer: PeerViewer, first: number): ShownPage;
  runtime(viewer: PeerViewer, id: string): ShownRuntime | null;
  setGitUserToken(viewer: PeerViewer, input: SetTokenInput): Promise<SetTokenPayload>;
}

export function openSqliteBackend(config: Config): Backend {
  if (config.database.kind !== 'sqlite') throw new Error('This peer reads SQLite.');
  const database = new Sqlite(config.database.file);
  // As durable as the gateway.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  return new SqliteBackend(database, config);
}

class SqliteBackend implements Backend {
  readonly #viewer: Sqlite.Statement<[object], ViewerRow>;
  readonly #page: Sqlite.Statement<[object], RuntimeRow>;
  readonly #byId: Sqlite.Statement<[object], RuntimeRow>;
  readonly #cipher: TokenCipher;
  readonly #key: ReturnType<typeof accessTokenKey>;
  readonly #setter: TokenSetter;

  constructor(database: Sqlite.Database, config: Config) {
    this.#viewer = database.prepare(VIEWER.sql);
    this.#page = database.prepare(PAGE.sql);
    this.#byId = database.prepare(BY_ID.sql);
    this.#cipher = createTokenCipher(createKeyRing(config.keys));
    this.#key = accessTokenKey(config.keys);
    this.#setter = new TokenSetter(database, config, {
      viewer: (sessionId) => this.#bySession(sessionId),
      runtime: (viewer, id) => this.#find(viewer, id),
    });
  }

  viewer(authorization: string | undefined): PeerViewer | null {
    const sessionId = sessionOf(authorization, this.#key);
    return sessionId === null ? null : this.#bySession(sessionId);
  }

  myRuntimes(viewer: PeerViewer, first: number): ShownPage {
    const rows = this.#page.all(pageParameters(viewer.personId, first + 1));
    return describePage(rows, first, viewer, this.#cipher, new Date());
  }

  runtime(viewer: PeerViewer, id: string): ShownRuntime | null {
    const row = this.#find(viewer, id);
    return row && describeRuntime(row, viewer, this.#cipher, new Date());
  }

  setGitUserToken(viewer: PeerViewer, input: SetTokenInput): Promise<SetTokenPayload> {
    return this.#setter.set(viewer, input);
  }

  #bySession(sessionId: string): PeerViewer | null {
    return viewerIn(this.#viewer.all({ sessionId, now: new Date().toISOString() }));
  }

  #find({ personId }: PeerViewer, runtimeId: string): RuntimeRow | null {
    return this.#byId.get({ personId, runtimeId }) ?? null;
  }
}
