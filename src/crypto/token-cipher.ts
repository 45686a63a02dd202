// How is a Git token kept? Sealed in an envelope that names its key and opens in one place only.
//
//   v1.<key id>.<iv>.<ciphertext and tag>        the last two in base64url
//
// AES-256-GCM over a small JSON credential. Authenticated with it, though not inside it: format version, key id, token
// kind and token id. So an envelope that is moved to another row, or renamed to another key, does not open.
//
// A limit: with random 96-bit IVs one key may seal 2^32 envelopes (NIST SP 800-38D, section 8.3). A million tokens set
// every day reach that after eleven years; a rotation of the key begins the count anew.

import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import type { TokenCipher, TokenPlace } from '../application/ports';
import { BoundedMemory } from '../bounded-memory';
import type { GitCredential } from '../domain/git-token';
import { readCredential, writeCredential } from './credential-json';
import type { KeyRing } from './key-ring';

const FORMAT = 'v1';
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Envelopes that are known to open, and where: some hundred bytes each, and nothing of what is in them. */
const REMEMBERED = 5_000;
/** Characters. Tokens may be longer by far; theirs are opened each time. */
const LONGEST_REMEMBERED = 1000;

/** A cipher for the time of a rotation too. */
export interface RotatingTokenCipher extends TokenCipher {
  /** Whether `seal` would write it otherwise today: under another key, or in another format. Says nothing about whether it opens. */
  needsResealing(sealed: string): boolean;
}

export function createTokenCipher(keyRing: KeyRing): RotatingTokenCipher {
  const keys = keyRing.keysFor('token encryption');
  const primaryHeader = headerOf(keys.primary.id);
  const opened = new BoundedMemory<TokenPlace>(REMEMBERED);

  const remember = (sealed: string, place: TokenPlace) => {
    if (sealed.length <= LONGEST_REMEMBERED) opened.keep(sealed, place);
  };

  const open = (sealed: string, place: TokenPlace): GitCredential | null => {
    const envelope = parseEnvelope(sealed);
    const key = envelope && keys.find(envelope.keyId)?.key;
    if (!envelope || !key) return null;
    const plaintext = decrypt(key, envelope, boundTo(headerOf(envelope.keyId), place));
    return plaintext === null ? null : readCredential(plaintext);
  };

  return {
    seal(credential, place) {
      const body = encrypt(keys.primary.key, writeCredential(credential), boundTo(primaryHeader, place));
      const sealed = `${primaryHeader}.${encode(body.iv)}.${encode(body.ciphertext)}`;
      remember(sealed, place);
      return sealed;
    },

    open,

    opens(sealed, place) {
      const known = opened.recall(sealed);
      if (known?.kind === place.kind && known.tokenId === place.tokenId) return true;
      const isOpen = open(sealed, place) !== null;
      if (isOpen) remember(sealed, place);
      return isOpen;
    },

    needsResealing: (sealed) => !sealed.startsWith(`${primaryHeader}.`),
  };
}

const headerOf = (keyId: string) => `${FORMAT}.${keyId}`;

/** The associated data. No part of it but the last can hold a dot, so two places never read the same. */
const boundTo = (header: string, { kind, tokenId }: TokenPlace) => Buffer.from(`${header}.${kind}.${tokenId}`);

interface EnvelopeBody {
  readonly iv: Buffer;
  /** With its tag at the end. */
  readonly ciphertext: Buffer;
}

interface Envelope extends EnvelopeBody {
  readonly keyId: string;
}

function encrypt(key: KeyObject, plaintext: string, associated: Buffer): EnvelopeBody {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES }).setAAD(associated);
  return { iv, ciphertext: Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]) };
}

/** Null when anything of it was changed. */
function decrypt(key: KeyObject, { iv, ciphertext }: EnvelopeBody, associated: Buffer): string | null {
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
    .setAAD(associated)
    .setAuthTag(ciphertext.subarray(-TAG_BYTES));
  const plaintext = decipher.update(ciphertext.subarray(0, -TAG_BYTES));
  try {
    return Buffer.concat([plaintext, decipher.final()]).toString('utf8');
  } catch {
    return null; // final() throws when the tag does not fit
  }
}

function parseEnvelope(sealed: string): Envelope | null {
  const [format, keyId, ivText, ciphertextText, ...rest] = sealed.split('.');
  if (format !== FORMAT || !keyId || rest.length > 0) return null;
  const iv = decode(ivText);
  const ciphertext = decode(ciphertextText);
  if (iv?.length !== IV_BYTES || !ciphertext || ciphertext.length < TAG_BYTES) return null;
  return { keyId, iv, ciphertext };
}

const encode = (bytes: Buffer) => bytes.toString('base64url');

/** Node skips what is not base64url and drops spare bits; only the one text that `encode` writes is taken here. */
function decode(text: string | undefined): Buffer | null {
  if (text === undefined) return null;
  const bytes = Buffer.from(text, 'base64url');
  return encode(bytes) === text ? bytes : null;
}
