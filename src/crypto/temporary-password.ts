// What is a password that an operator hands over? Chance, in groups that can be read aloud.

import { randomBytes } from 'node:crypto';

/** Without i, l, o and u, which are taken for 1, 0 and v. Thirty-two, so that each byte's five bits choose evenly. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 100 bits. */
const CHARACTERS = 20;

/** `k3v9q-0tz4m-h8r2c-wx51d` */
export function temporaryPassword(): string {
  const characters = [...randomBytes(CHARACTERS)].map((byte) => ALPHABET[byte & 31]);
  return characters.join('').replace(/.{5}(?=.)/g, '$&-');
}
