// What stands ready while one size is measured? Data, keys, a simulated Git host, the load, and servers that are started on it.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseGatewayKeys } from '../../src/config/gateway-keys';
import { createAccessTokens } from '../../src/crypto/access-tokens';
import { createKeyRing } from '../../src/crypto/key-ring';
import { systemClock } from '../../src/system-clock';
import { fillSqlite } from '../data/fill-sqlite';
import type { ServerName } from '../plan/servers';
import type { Cast } from '../plan/works';
import { type Cores, chooseCores, moveToLoadCores } from './cores';
import { BENCH_TOKENS, type BenchGitHost, startGitHost } from './git-host';
import { Load } from './load';
import { type Environment, ServerProcess } from './server-process';

/** The data of one size. */
export interface Dataset {
  readonly file: string;
  readonly cast: Cast;
}

interface StartOptions {
  /** 1: beside another server, on a core of its own. */
  readonly place?: 0 | 1;
  readonly nodeOptions?: readonly string[];
  readonly environment?: Environment;
}

export class Stage {
  readonly tokens = BENCH_TOKENS;
  readonly load: Load;
  readonly #servers = new Set<ServerProcess>();

  private constructor(
    readonly folder: string,
    private readonly isKept: boolean,
    readonly keysText: string,
    readonly cores: Cores,
    private readonly gitHost: BenchGitHost,
  ) {
    this.load = new Load(cores.arePinned ? cores.load : null);
  }

  /** In a folder that is given (and kept, for another run), or in one that goes with the run. */
  static async open(keptFolder: string | null): Promise<Stage> {
    const cores = chooseCores();
    moveToLoadCores(cores);
    const folder = keptFolder ?? mkdtempSync(join(tmpdir(), 'gateway-bench-'));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new Stage(folder, keptFolder !== null, keysIn(folder), cores, await startGitHost());
  }

  get keys() {
    return parseGatewayKeys(this.keysText);
  }

  /** Made once in a folder: 10⁶ tokens take a minute or two. */
  async dataset(userTokens: number, onProgress?: (seconds: number) => void): Promise<Dataset> {
    const file = join(this.folder, `tokens-${userTokens}.sqlite`);
    const castFile = `${file}.cast.json`;
    if (existsSync(castFile)) return { file, cast: JSON.parse(readFileSync(castFile, 'utf8')) };
    rmSync(file, { force: true });
    const cast = await fillSqlite(file, this.keys, userTokens, onProgress);
    writeFileSync(castFile, JSON.stringify(cast));
    return { file, cast };
  }

  /** Good for 15 minutes: to be asked for before each measurement. */
  accessTokenFor({ viewerId, sessionId }: Cast): string {
    return createAccessTokens(createKeyRing(this.keys), systemClock).issue({ personId: viewerId, sessionId }).token;
  }

  environmentFor(databaseUrl: string): Record<string, string> {
    return { DATABASE_URL: databaseUrl, GATEWAY_KEYS: this.keysText, GITHUB_API_URL: this.gitHost.apiUrl };
  }

  /** On the servers' core; a second one beside it has a core of its own. */
  async start(
    name: ServerName,
    databaseUrl: string,
    { place = 0, nodeOptions, environment }: StartOptions = {},
  ): Promise<ServerProcess> {
    const core = this.cores.arePinned ? this.cores.servers[place] : null;
    const server = await ServerProcess.start(name, {
      environment: { ...this.environmentFor(databaseUrl), ...environment },
      core,
      nodeOptions,
    });
    this.#servers.add(server);
    return server;
  }

  async stopServers(): Promise<void> {
    await Promise.all([...this.#servers].map((server) => server.stop()));
    this.#servers.clear();
  }

  async close(): Promise<void> {
    await this.stopServers();
    this.load.stop();
    await this.gitHost.close();
    if (!this.isKept) rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Random ones, which live as long as the data that they seal. */
function keysIn(folder: string): string {
  const file = join(folder, 'keys');
  if (!existsSync(file)) writeFileSync(file, `bench:${randomBytes(32).toString('base64')}`, { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
