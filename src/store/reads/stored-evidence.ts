// What does the evidence say that is stored with a token? Parsed once: the same tokens are shown again and again.

import { BoundedMemory } from '../../bounded-memory';
import type { TokenEvidence } from '../../domain/token-evidence';

/** Texts, of about 400 characters, and what they say: some megabytes. */
const REMEMBERED = 2000;
/** Characters. A host may say much more; that is parsed each time. */
const LONGEST = 2000;

const known = new BoundedMemory<TokenEvidence>(REMEMBERED);

/** The same object for the same text, shared by all who read it, and frozen for that. */
export function readEvidence(text: string): TokenEvidence {
  if (text.length > LONGEST) return JSON.parse(text);
  const remembered = known.recall(text);
  if (remembered !== undefined) return remembered;
  const evidence: TokenEvidence = JSON.parse(text, frozen);
  known.keep(text, evidence);
  return evidence;
}

/** As a reviver: from the innermost value outwards. */
const frozen = (_key: string, value: unknown) => Object.freeze(value);
