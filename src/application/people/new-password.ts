// What may a new password be? Long enough to withstand guessing, and not among those that are guessed first.

import { badInput } from '../../domain/errors';
import type { Gateway } from '../gateway';

/** In characters. Bounded, because hashing costs. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

interface NewPassword {
  /** The field that brought it. */
  readonly path: string;
  readonly password: string;
  /** What an attacker who knows the person would try: their e-mail and name. */
  readonly wordsOfThePerson: readonly string[];
}

/** Wherever a password is chosen; `BAD_USER_INPUT` on its field. */
export async function refuseWeakPassword(
  { passwordStrength }: Gateway,
  { path, password, wordsOfThePerson }: NewPassword,
): Promise<void> {
  const { min, max } = PASSWORD_LENGTH;
  if (password.length < min || password.length > max) {
    throw badInput({ path, constraints: [`must have ${min} to ${max} characters`] });
  }
  if (await passwordStrength.isGuessable(password, wordsOfThePerson)) {
    throw badInput({
      path,
      constraints: ['must be harder to guess: no common password, no name or e-mail; four unrelated words do well'],
    });
  }
}
