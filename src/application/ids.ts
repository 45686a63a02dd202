// How is a thing named for ever? A prefix by kind and a ULID: opaque, unique, sortable by creation.

export const ID_PREFIXES = {
  account: 'acc',
  person: 'per',
  membership: 'mem',
  session: 'ses',
  runtime: 'run',
  token: 'tok',
  auditEvent: 'evt',
  request: 'req',
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function base32(value: bigint, characters: number): string {
  let text = '';
  for (let rest = value; text.length < characters; rest >>= 5n) text = CROCKFORD[Number(rest & 31n)] + text;
  return text;
}

/** Random bytes are asked for by the thousand: each asking costs as much as what an id is made of. */
const pool = new Uint8Array(2048);
let used = pool.length;

function randomBits(bytes: number): bigint {
  if (used + bytes > pool.length) {
    globalThis.crypto.getRandomValues(pool);
    used = 0;
  }
  let bits = 0n;
  for (const byte of pool.subarray(used, used + bytes)) bits = (bits << 8n) | BigInt(byte);
  used += bytes;
  return bits;
}

/** The last id's, so that ids of one millisecond are in order of creation too. */
let last = { time: Number.NaN, random: 0n };

/** `run_01K…`: 48 bits of time in milliseconds, then 80 random bits; within a millisecond a random step up from the last. */
export function newId(kind: IdKind, now: Date): string {
  const time = now.getTime();
  last = { time, random: time === last.time ? last.random + 1n + randomBits(6) : randomBits(10) };
  return `${ID_PREFIXES[kind]}_${base32(BigInt(time), 10)}${base32(last.random, 16)}`;
}

/** The kind an id claims to be of; null for anything that cannot be an id of ours. */
export function kindOfId(id: string): IdKind | null {
  const match = /^([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}$/.exec(id);
  const kinds = Object.keys(ID_PREFIXES) as IdKind[];
  return kinds.find((kind) => ID_PREFIXES[kind] === match?.[1]) ?? null;
}
