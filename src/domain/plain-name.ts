// What may a person, an account or a runtime be called? Whatever people can read as it is: nothing invisible, nothing in disguise.

/** In characters, after trimming. */
export const NAME_LENGTH = { min: 1, max: 100 } as const;

/** A name as it is kept: without blanks around it, and each accent encoded in one way. */
export const toPlainName = (text: string): string => text.trim().normalize('NFC');

/**
 * Control and format characters (those that turn the direction of text among them), private and unassigned ones; all that
 * is drawn as nothing.
 */
export const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/u;

/** Blanks that are not the blank. */
const OTHER_BLANK = /(?! )\p{Zs}/u;

const LATIN = /\p{Script=Latin}/u;
const CYRILLIC_OR_GREEK = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;

const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/gu;
const ASCII_LETTERS_OR_DIGITS = /^[a-z0-9]+$/i;

/** Full-width and mathematical letters, ligatures: Unicode itself says that they stand for plain ones. */
const isInDisguise = (character: string): boolean =>
  !ASCII_LETTERS_OR_DIGITS.test(character) && ASCII_LETTERS_OR_DIGITS.test(character.normalize('NFKC'));

interface NameRule {
  readonly words: string;
  readonly holds: (name: string) => boolean;
}

const NAME_RULES: readonly NameRule[] = [
  {
    words: `must have ${NAME_LENGTH.min} to ${NAME_LENGTH.max} characters`,
    holds: ({ length }) => length >= NAME_LENGTH.min && length <= NAME_LENGTH.max,
  },
  {
    words: 'must have no control characters and none that cannot be seen',
    holds: (name) => !UNSEEN.test(name) && !OTHER_BLANK.test(name),
  },
  {
    words: 'must not mix Latin with Cyrillic or Greek letters, which look alike',
    holds: (name) => !(LATIN.test(name) && CYRILLIC_OR_GREEK.test(name)),
  },
  {
    words: 'must be written in plain letters and digits',
    holds: (name) => !(name.match(LETTER_OR_DIGIT) ?? []).some(isInDisguise),
  },
];

/** The first rule that a name breaks, in words for its form; null for a plain one. */
export function refusalOfName(text: string): string | null {
  const name = toPlainName(text);
  return NAME_RULES.find(({ holds }) => !holds(name))?.words ?? null;
}
