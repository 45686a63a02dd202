// The program itself, as an operator starts it: the built program in a process of its own, with nothing but the environment it is given.

import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TestContext } from 'node:test';

/** In production the one that the build has put together of all modules. */
const PROGRAMS = {
  development: join(__dirname, '../../src/main.js'),
  production: join(__dirname, '../../production/gateway.js'),
};

/** Long, because machines that build for others are slow at times; only a broken test waits so long. */
const TIMEOUT_MS = 60_000;

/** Random bytes for tests alone. */
export const GATEWAY_KEYS = 'k1:mS4tkl0oyZ9r4P2JXlQxJ3Vt1uVwq8W7b0nHc5YdKpE=';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class Program {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #ended: Promise<Ended>;

  constructor(folder: string, environment: Record<string, string>) {
    const { PATH = '' } = process.env;
    const isProduction = environment.NODE_ENV === 'production';
    const env = { PATH, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), PORT: '0', ...environment };
    this.#child = spawn(process.execPath, [PROGRAMS[isProduction ? 'production' : 'development']], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
    });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
    });
    // `close` comes when all output has been read, which `exit` does not wait for.
    this.#ended = once(this.#child, 'close').then(([code, signal]) => ({ code, signal }) as Ended);
  }

  /** Waits for output of this form and answers its first group; fails when the program ends before. */
  async says(form: RegExp): Promise<string> {
    const giveUp = AbortSignal.timeout(TIMEOUT_MS);
    const isOver = this.#ended.then(() => 'ended' as const);
    for (;;) {
      const found = form.exec(this.stdout);
      if (found) return found[1] ?? found[0];
      const news = once(this.#child.stdout, 'data', { signal: giveUp });
      const over = (await Promise.race([news, isOver])) === 'ended';
      if (over && !form.test(this.stdout)) throw new Error(`It ended without saying ${form}.\n${this.output}`);
    }
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async ended(): Promise<Ended> {
    const ended = await Promise.race([this.#ended, once(AbortSignal.timeout(TIMEOUT_MS), 'abort')]);
    if (Array.isArray(ended)) throw new Error(`It did not end.\n${this.output}`);
    return ended;
  }

  get output(): string {
    return `stdout: ${this.stdout}\nstderr: ${this.stderr}`;
  }
}

/** Where programs are started: their home, and the folder they run in. */
export class Workplace {
  readonly #programs: Program[] = [];

  private constructor(readonly folder: string) {}

  /** An empty one. What still runs in it is killed after the test, and the folder removed. */
  static async open(test: TestContext): Promise<Workplace> {
    const place = new Workplace(await mkdtemp(join(tmpdir(), 'gateway-start-')));
    test.after(async () => {
      for (const program of place.#programs) await program.kill();
      await rm(place.folder, { recursive: true, force: true });
    });
    return place;
  }

  start(environment: Record<string, string> = {}): Program {
    const program = new Program(this.folder, environment);
    this.#programs.push(program);
    return program;
  }
}

/** The log line of a production start that names its address. */
export const LISTENING = /"url":"(http:[^"]+)",.*"msg":"listening"/;
