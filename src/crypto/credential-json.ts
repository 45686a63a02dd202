// What is inside an envelope? A versioned JSON credential, so that credentials of other shapes fit later.

import type { GitCredential } from '../domain/git-token';
import { Secret } from '../domain/secret';

/** Version 1: a token value, and the user name that some providers want beside it. */
interface CredentialV1 {
  readonly v: 1;
  readonly value: string;
  readonly username: string | null;
}

export function writeCredential({ value, username }: GitCredential): string {
  return JSON.stringify({ v: 1, value: value.reveal(), username } satisfies CredentialV1);
}

/** Null for what is not a credential of a known version. */
export function readCredential(text: string): GitCredential | null {
  const json = parseJson(text);
  return isCredentialV1(json) ? { value: new Secret(json.value), username: json.username } : null;
}

function isCredentialV1(json: unknown): json is CredentialV1 {
  if (typeof json !== 'object' || json === null) return false;
  const { v, value, username } = json as Record<string, unknown>;
  return v === 1 && typeof value === 'string' && (username === null || typeof username === 'string');
}

/** A parser's error would quote the text, which is a secret: it ends here. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
