// How much of a host's words do we keep? They are somebody else's text: bounded, and without characters that do things or cannot be seen.

import { UNSEEN } from '../domain/plain-name';
import { KNOWN_SCOPES } from './known-scopes';

const TEXT_LIMIT = 200;
const SCOPE_LIMIT = 100;
const SCOPES_LIMIT = 200;

const UNSEEN_CHARACTERS = new RegExp(UNSEEN, 'gu');

/** A name for people to read; null when there is none. */
export function hostText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Cut first, roughly: what follows need not walk through 64 KB.
  const inert = value
    .slice(0, 4 * TEXT_LIMIT)
    .replace(UNSEEN_CHARACTERS, '')
    .trim();
  return [...inert].slice(0, TEXT_LIMIT).join('') || null;
}

/**
 * The scopes in a list, each once. An odd or overlong one is left out, never mended: a mended scope might be another scope.
 * Of too many, those that we know are kept: a longer list must never prove less.
 */
export function hostScopes(values: readonly unknown[]): string[] {
  const scopes = [...new Set(values.filter(isScope))];
  if (scopes.length <= SCOPES_LIMIT) return scopes;
  const known = scopes.filter((scope) => KNOWN_SCOPES.has(scope));
  return [...known, ...scopes.filter((scope) => !KNOWN_SCOPES.has(scope))].slice(0, SCOPES_LIMIT);
}

const isScope = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= SCOPE_LIMIT && /^[\x21-\x7e]+$/.test(value);
