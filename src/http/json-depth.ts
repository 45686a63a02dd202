// How deep is a JSON text nested? One pass over its characters, so that no depth can overflow a stack.

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** The greatest number of lists and objects inside each other; brackets inside strings are text. Malformed JSON is counted all the same. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (inString) {
      if (character === BACKSLASH) at++;
      else if (character === QUOTE) inString = false;
    } else if (character === QUOTE) inString = true;
    else if (OPENING.has(character)) deepest = Math.max(deepest, ++depth);
    else if (CLOSING.has(character)) depth--;
  }
  return deepest;
}
