// How does the server stop without cutting anybody off? New requests are refused, running ones end, at most for the grace time.

import type { FastifyInstance } from 'fastify';
import { GatewayError } from '../domain/errors';
import type { Timer } from './deadline';

/** Asked while stopping: it lives, and says by `/readyz` that nothing more is to be sent. */
const STILL_ANSWERED = ['/healthz'];

export class GracefulStop {
  readonly #running = new Set<Promise<unknown>>();
  #isStopping = false;

  constructor(
    private readonly timer: Timer,
    private readonly graceMs: number,
  ) {}

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Refuses requests that come, or end arriving, while stopping. */
  guard(fastify: FastifyInstance): void {
    const refuse = async ({ routeOptions }: { routeOptions: { url?: string } }) => {
      if (this.#isStopping && !STILL_ANSWERED.includes(routeOptions.url ?? ''))
        throw new GatewayError('SERVICE_UNAVAILABLE');
    };
    fastify.addHook('onRequest', refuse);
    fastify.addHook('preHandler', refuse);
    fastify.addHook('onSend', async (_request, reply) => {
      if (this.#isStopping) reply.header('connection', 'close');
    });
  }

  /** Work that a stop waits for, answered in time or not. */
  track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const forget = () => this.#running.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** From now on everything is refused; resolves when nothing runs any more, or the grace time is over. */
  async begin(): Promise<void> {
    this.#isStopping = true;
    let alarm = { cancel() {} };
    const graceIsOver = new Promise<void>((resolve) => {
      alarm = this.timer.after(this.graceMs, resolve);
    });
    await Promise.race([Promise.allSettled(this.#running), graceIsOver]);
    alarm.cancel();
  }
}
