// What is every peer given? The same environment as the gateway, read by the same code; and one log for all.

import pino, { type Logger } from 'pino';
import { type Config, loadConfig } from '../../src/config';

export interface Surroundings {
  readonly config: Config;
  readonly log: Logger;
}

export function readSurroundings(): Surroundings {
  const config = loadConfig(process.env);
  return { config, log: pino({ level: config.logLevel }) };
}

/** One line for each request on all sides, as the gateway writes one. */
export function logRequest(log: Logger, operationName: string | null, startedAt: number, httpStatus: number): void {
  const durationMs = Math.round(performance.now() - startedAt);
  log.info({ method: 'POST', route: '/graphql', operationName, durationMs, httpStatus }, 'request');
}
