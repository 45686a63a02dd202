// How does the test start the gateway, and kill it?

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { CrashingGatewayOrder } from './crashing-gateway';

/** Long, because machines that build for others are slow at times. */
const START_TIMEOUT_MS = 60_000;

export class KillableGateway {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(order: CrashingGatewayOrder): Promise<KillableGateway> {
    const child = fork(join(__dirname, 'crashing-gateway.js'), [JSON.stringify(order)]);
    const died = once(child, 'exit').then(([code]) => {
      throw new Error(`The gateway did not start; its process ended with ${code}.`);
    });
    died.catch(() => {}); // it dies later, and then nobody waits for this
    const listening = once(child, 'message', { signal: AbortSignal.timeout(START_TIMEOUT_MS) });
    const [address] = await Promise.race([listening, died]);
    return new KillableGateway(`${address}/graphql`, child);
  }

  /** As when the power fails, but for what the operating system still writes. Resolves when the process is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}
