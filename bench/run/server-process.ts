// How is a server started, asked about itself and stopped? In a process of its own, its log going nowhere, as fast as a log can go.

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { SERVERS, type ServerName } from '../plan/servers';
import { pinnedTo } from './cores';

export type Environment = Readonly<Record<string, string>>;

export interface ServerOptions {
  readonly environment: Environment;
  /** Null: any. */
  readonly core: string | null;
  /** Options of node. */
  readonly nodeOptions?: readonly string[];
}

const START_LIMIT_MS = 60_000;
/** Of Linux's /proc/<pid>/stat: a hundredth of a second. */
const TICK_MICROSECONDS = 10_000;

export class ServerProcess {
  #complaints = '';

  private constructor(
    readonly name: ServerName,
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    child.stderr?.on('data', (text: Buffer) => {
      this.#complaints += text.toString();
    });
  }

  /** Resolves as soon as the process is there; it may not listen yet. */
  static async spawn(name: ServerName, { environment, core, nodeOptions = [] }: ServerOptions): Promise<ServerProcess> {
    const port = await freePort();
    const command = pinnedTo(core, [process.execPath, ...nodeOptions, SERVERS[name].script]);
    const [file = '', ...argumentsOf] = command;
    const child = spawn(file, argumentsOf, {
      env: { NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'info', ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return new ServerProcess(name, `http://127.0.0.1:${port}/graphql`, child);
  }

  /** Resolves when it takes connections. */
  static async start(name: ServerName, options: ServerOptions): Promise<ServerProcess> {
    const server = await ServerProcess.spawn(name, options);
    const endsAt = Date.now() + START_LIMIT_MS;
    while (!(await takesConnections(new URL(server.url)))) {
      if (server.child.exitCode !== null || server.child.signalCode !== null || Date.now() > endsAt)
        throw server.failure('did not start');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return server;
  }

  /** What it has complained of belongs to the message: there is no other place to look. */
  failure(what: string): Error {
    return new Error(`${SERVERS[this.name].title} ${what}.\n${this.#complaints}`);
  }

  /** Time it has spent on a core so far, in microseconds; null where the system does not tell. */
  cpuMicroseconds(): number | null {
    const fields = this.#proc('stat')
      ?.replace(/^.*\) /, '')
      .split(' ');
    return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
  }

  /** Memory it holds, in bytes; null where the system does not tell. */
  residentBytes(): number | null {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(this.#proc('status') ?? '')?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    await ended;
  }

  #proc(file: string): string | null {
    try {
      return readFileSync(`/proc/${this.child.pid}/${file}`, 'utf8');
    } catch {
      return null;
    }
  }
}

/** One that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function takesConnections({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const answer = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
