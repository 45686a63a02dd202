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

/** `run_01K…`: 48 bits of time in milliseconds, then 80 random bits. */
export function newId(kind: IdKind, now: Date): string {
  const random = globalThis.crypto
    .getRandomValues(new Uint8Array(10))
    .reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return `${ID_PREFIXES[kind]}_${base32(BigInt(now.getTime()), 10)}${base32(random, 16)}`;
}

/** The kind an id claims to be of; null for anything that cannot be an id of ours. */
export function kindOfId(id: string): IdKind | null {
  const match = /^([a-z]{3})_[0-9A-HJKMNP-TV-Z]{26}$/.exec(id);
  const kinds = Object.keys(ID_PREFIXES) as IdKind[];
  return kinds.find((kind) => ID_PREFIXES[kind] === match?.[1]) ?? null;
}
