// How much of a host's words do we keep? They are somebody else's text: bounded, and without characters that do things.

const TEXT_LIMIT = 200;
const SCOPE_LIMIT = 100;
const SCOPES_LIMIT = 200;

/** Control and format characters (line breaks, terminal codes, text-direction marks), half characters, line separators. */
const ACTIVE_CHARACTERS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A name for people to read; null when there is none. */
export function hostText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Cut first, roughly: what follows need not walk through 64 KB.
  const inert = value
    .slice(0, 4 * TEXT_LIMIT)
    .replace(ACTIVE_CHARACTERS, '')
    .trim();
  return [...inert].slice(0, TEXT_LIMIT).join('') || null;
}

/** The scopes in a list. An odd or overlong one is left out, never mended: a mended scope might be another scope. */
export function hostScopes(values: readonly unknown[]): string[] {
  return values.filter(isScope).slice(0, SCOPES_LIMIT);
}

const isScope = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= SCOPE_LIMIT && /^[\x21-\x7e]+$/.test(value);
