// Which passwords would an attacker try first? The common ones, and those made of the person's own name and e-mail.

import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { PasswordStrength } from '../application/ports';

/** zxcvbn's scores 0 and 1: fewer than a million guesses. */
const GUESSABLE_SCORE = 1;

/**
 * Its work is done on the event loop and grows with the square of the length; repeated words in disguise (`p4$$w0rd…`) are
 * the worst. So only so much of a password is looked at, and one that begins like this long with guessable text is refused.
 */
const LOOKED_AT = 40;

export const passwordStrength: PasswordStrength = {
  async isGuessable(password, wordsOfThePerson) {
    const estimator = await estimatorOnceLoaded();
    const { score } = estimator.check(password.slice(0, LOOKED_AT), wordsOfThePerson.flatMap(withItsParts));
    return score <= GUESSABLE_SCORE;
  },
};

let loading: Promise<ZxcvbnFactory> | null = null;

/** The lists take megabytes and a tenth of a second: loaded when the first new password comes. */
function estimatorOnceLoaded(): Promise<ZxcvbnFactory> {
  loading ??= load();
  return loading;
}

async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/** `alice@acme.example` stands for `alice` and `acme`, too. */
const withItsParts = (words: string): string[] => [
  words,
  ...words.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length >= 3),
];
