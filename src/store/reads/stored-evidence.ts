// What does the evidence say that is stored with a token? Parsed once: the same tokens are shown again and again.

import { BoundedMemory } from '../../bounded-memory';
import type { TokenEvidence } from '../../domain/token-evidence';

/** Texts, of about 400 characters, and what they say; some megabytes. */
const REMEMBERED = 4000;

const known = new BoundedMemory<TokenEvidence>(REMEMBERED);

/** The same object for the same text, shared by all who read it. */
export function readEvidence(text: string): TokenEvidence {
  const remembered = known.recall(text);
  if (remembered !== undefined) return remembered;
  const evidence: TokenEvidence = JSON.parse(text);
  known.keep(text, evidence);
  return evidence;
}
