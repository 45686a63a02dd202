// Where does the gateway listen, and how does it behave? The plain settings.

import { isIP } from 'node:net';
import { BadSetting } from './settings-reader';

/** As the log library (pino) names them. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

export function parseHost(text: string): string {
  if (isIP(text) === 0 && !HOST_NAME.test(text)) throw new BadSetting('must be an IP address or a host name');
  return text;
}

/** 0 takes any free port. */
export function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new BadSetting('must be a whole number from 0 to 65535');
  return port;
}

/** A parser for settings that take one word of a few. */
export const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (text: string): T => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw new BadSetting(`must be one of: ${words.join(', ')}`);
    return word;
  };
