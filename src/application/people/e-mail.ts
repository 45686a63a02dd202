// What is an e-mail address, and when are two the same? Plain ASCII, trimmed and in lower case, once, at the door.

/** In characters, after trimming. */
export const EMAIL_LENGTH = { min: 3, max: 254 } as const;

/** Printable ASCII alone: a Cyrillic а would make another address that looks the same. */
const EMAIL = /^[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+$/;

export const EMAIL_RULE = `must be an e-mail address in plain ASCII of at most ${EMAIL_LENGTH.max} characters`;

export const isEmailAddress = (text: string): boolean =>
  text.length >= EMAIL_LENGTH.min && text.length <= EMAIL_LENGTH.max && EMAIL.test(text);

export const normaliseEmail = (email: string): string => email.trim().toLowerCase();
