// Through which proxy are Git hosts reached? The usual variables, in capitals or small letters; the small ones count first, as in curl.

import { isIP } from 'node:net';
import { Secret } from '../domain/secret';
import { BadSetting, type SettingsReader } from './settings-reader';

export interface ProxyConfig {
  /** For https:// hosts. May hold a password. */
  readonly https: Secret | null;
  /** For http:// hosts. */
  readonly http: Secret | null;
  /** `host`, `.domain`, `*.domain`, each with `:port` if only that; a network, `10.0.0.0/8`; `*` for all. */
  readonly exceptions: readonly string[];
}

/** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. */
export function readProxies(settings: SettingsReader): ProxyConfig {
  const either = <T>(name: string, parse: (text: string) => T): T | null =>
    settings.optional(name.toLowerCase(), parse) ?? settings.optional(name, parse);
  return Object.freeze({
    https: either('HTTPS_PROXY', parseProxy),
    http: either('HTTP_PROXY', parseProxy),
    exceptions: either('NO_PROXY', parseExceptions) ?? Object.freeze([]),
  });
}

const PROXY = /^(https?:\/\/)?([^/?#\\\s]+)\/?$/i;

/** `http://user:password@host:port`; without a scheme it is http. */
function parseProxy(text: string): Secret {
  const [, scheme = 'http://', authority = ''] = PROXY.exec(text) ?? [];
  const url = `${scheme}${authority}`;
  if (!URL.canParse(url)) throw new BadSetting('must be http://[user:password@]host:port, or the same with https://');
  return new Secret(new URL(url).href);
}

const EXCEPTION = /^(\*|(\*?\.)?([\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?)$/i;

/** Separated by commas or blanks. The variable is other programs' too: what only they understand is passed over, as they do. */
function parseExceptions(text: string): readonly string[] {
  return Object.freeze(text.split(/[\s,]+/).filter((entry) => EXCEPTION.test(entry) || isNetwork(entry)));
}

const LONGEST_PREFIX: Readonly<Record<number, number>> = { 4: 32, 6: 128 };

/** `10.0.0.0/8`, `fd00::/8` */
function isNetwork(entry: string): boolean {
  const [, address = '', bits = ''] = /^([0-9a-f:.]+)\/(\d{1,3})$/i.exec(entry) ?? [];
  return Number(bits) <= (LONGEST_PREFIX[isIP(address)] ?? -1);
}
