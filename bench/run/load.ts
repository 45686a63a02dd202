// How is a load ordered from here? By message to the load process.

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pinnedTo } from './cores';
import type { LoadJob, LoadReport } from './load-job';

export class Load {
  readonly #child: ChildProcess;

  constructor(core: string | null) {
    const [file = '', ...rest] = pinnedTo(core, [process.execPath, join(__dirname, 'load-process.js')]);
    this.#child = spawn(file, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  /** One at a time. */
  run(job: LoadJob): Promise<LoadReport> {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error('The process that makes the load has ended.'));
      this.#child.once('exit', gone);
      this.#child.once('message', (report: LoadReport) => {
        this.#child.off('exit', gone);
        resolve(report);
      });
      this.#child.send(job);
    });
  }

  stop(): void {
    this.#child.disconnect();
  }
}
