// Which keys did the operator give, and are they good enough? `id:base64 of 32 bytes,…`, the first is primary.

import { createSecretKey } from 'node:crypto';
import type { MasterKey } from '../crypto/key-ring';
import { BadSetting } from './settings-reader';

export const KEY_BYTES = 32;

export const HOW_TO_MAKE_KEYS = 'give an id and 32 random bytes: k1:$(openssl rand -base64 32)';

const KEY_ID = /^[a-z0-9-]{1,16}$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const PRINTABLE = /^[\x20-\x7e\r\n\t]+$/;

/** Of 32 random bytes about 30 are distinct; fewer than 16 never happen by chance. */
const FEWEST_DISTINCT_BYTES = 16;

/** Takes the text of `GATEWAY_KEYS` apart. Keys are named by their place in the list only: a mistyped id may be the key itself. */
export function parseGatewayKeys(text: string): readonly MasterKey[] {
  const keys = text.split(',').map((entry, index) => parseKey(entry.trim(), `key ${index + 1}`));
  keys.forEach((key, index) => {
    const twin = keys.findIndex((other) => other.id === key.id || other.key.equals(key.key));
    if (twin < index) throw new BadSetting(`has the same id or the same bytes in key ${twin + 1} and key ${index + 1}`);
  });
  return Object.freeze(keys);
}

function parseKey(entry: string, place: string): MasterKey {
  const [id = '', encoded = '', ...rest] = entry.split(':');
  if (!KEY_ID.test(id) || rest.length > 0) {
    throw new BadSetting(`must be id:base64,…; ${place} has no id of 1 to 16 characters a-z, 0-9 and -`);
  }
  const bytes = Buffer.from(encoded, 'base64');
  if (!BASE64.test(encoded) || bytes.length !== KEY_BYTES) {
    throw new BadSetting(`must hold ${KEY_BYTES} bytes in base64 for each id; ${place} does not`);
  }
  if (isWeak(bytes)) {
    throw new BadSetting(`is weak: ${place} is not made of random bytes; ${HOW_TO_MAKE_KEYS}`);
  }
  return Object.freeze({ id, key: createSecretKey(bytes) });
}

/** Repetitions, counted-up bytes and typed text; a test for carelessness, not for randomness. */
function isWeak(bytes: Buffer): boolean {
  const steps = bytes.map((byte, index) => byte - (bytes[index - 1] ?? 0));
  return (
    [bytes, steps].some((row) => new Set(row).size < FEWEST_DISTINCT_BYTES) || PRINTABLE.test(bytes.toString('latin1'))
  );
}
