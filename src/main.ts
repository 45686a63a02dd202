// How does the gateway start and stop? Environment → configuration → parts → server; in development with simulated Git hosts.

import { setFlagsFromString } from 'node:v8';
import pino, { type Logger } from 'pino';
import { tidyUp } from './application/housekeeping';
import { type ComposedGateway, composeGateway } from './compose';
import { type Config, loadConfig } from './config';
import { placeOf } from './store/database-settings';
import { systemClock } from './system-clock';

const HOUR_MS = 3600 * 1000;

/**
 * V8 lets a small heap grow to four times what was in use after the last clean-up before it cleans up again. Three
 * quarters more take no more time here, by the bench, and two thirds of the memory.
 */
const HEAP_GROWTH = '--heap-growing-percent=75';

async function start(): Promise<void> {
  setFlagsFromString(HEAP_GROWTH);
  const config = loadConfig(process.env);
  const log = pino({ level: config.logLevel });
  if (config.environment === 'development') return startInDevelopment(config, log);

  const composed = await composeGateway(config, { clock: systemClock, log });
  stopOnSignal(composed.close, log);
  const { url } = await composed.server.listen();
  log.info({ url, database: placeOf(config.database) }, 'listening');
  keepTidy(composed, log);
}

/** Nothing of `seed/` is loaded anywhere else. */
async function startInDevelopment(config: Config, log: Logger): Promise<void> {
  const { openDemonstration } = await import('../seed/demonstration.js');
  const demonstration = await openDemonstration(config, { clock: systemClock, log });
  const { composed } = demonstration;
  stopOnSignal(demonstration.close, log);
  const { url } = await composed.server.listen();
  process.stdout.write(demonstration.banner(url));
  keepTidy(composed, log);
}

/** At the start and every hour. */
function keepTidy({ gateway }: ComposedGateway, log: Logger): void {
  const tidy = () => tidyUp(gateway).catch(() => log.warn('housekeeping failed; it is tried again in an hour'));
  void tidy();
  setInterval(tidy, HOUR_MS).unref();
}

/** The first signal lets running requests finish; a second one does not wait for them. */
function stopOnSignal(close: () => Promise<void>, log: Logger): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info({ signal }, 'stopping');
    close().then(
      () => {
        log.info('stopped');
        process.exit(0); // a database that stands still keeps its sockets open
      },
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

const TOLD_IN_A_LINE = ['ConfigError', 'StoreUnusable'];

/** What an operator can mend is told in one line; anything else keeps its stack. */
function explain(error: unknown): string {
  // By name: in development the bundled program loads modules of its own, whose classes are others.
  if (error instanceof Error && TOLD_IN_A_LINE.includes(error.name)) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program; is a gateway running already?`;
  return error instanceof Error ? (error.stack ?? error.message) : 'The gateway cannot start.';
}

start().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
