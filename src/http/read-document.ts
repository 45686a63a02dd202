// How does a text become a document? Measured, then parsed once; texts that come again are taken from memory.

import { type DocumentNode, Lexer, parse, Source, TokenKind, visit } from 'graphql';
import { BoundedMemory } from '../bounded-memory';
import { type Limits, refuseAbove } from './limits';

/** So many documents are remembered at most; a front end has some dozens. */
const REMEMBERED = 500;

/** Null for what is not GraphQL. `OPERATION_TOO_LARGE` before anything is built from the text. */
export type ReadDocument = (text: string) => DocumentNode | null;

export function createDocumentReader(limits: Limits): ReadDocument {
  const known = new BoundedMemory<DocumentNode>(REMEMBERED);
  return (text) => {
    const remembered = known.recall(text);
    if (remembered) return remembered;
    refuseAbove(limits, 'documentCharacters', text.length);
    const document = parseWithin(limits, text);
    if (document && mayBeKept(document)) known.keep(text, document);
    return document;
  };
}

function parseWithin(limits: Limits, text: string): DocumentNode | null {
  try {
    refuseAbove(limits, 'documentTokens', countTokens(text, limits.documentTokens));
    return parse(text);
  } catch (error) {
    if (isSyntaxError(error)) return null;
    throw error;
  }
}

/** Counted before parsing, because the parser calls itself for every level; not to the end where there are more than the limit. */
function countTokens(text: string, limit: number): number {
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  while (tokens <= limit && lexer.advance().kind !== TokenKind.EOF) tokens++;
  return tokens > limit ? Infinity : tokens;
}

const isSyntaxError = (error: unknown) => error instanceof Error && error.name === 'GraphQLError';

/** A text in a mutation may be a password or a pasted token; who writes it there sends another one the next time. */
function mayBeKept(document: DocumentNode): boolean {
  let holdsText = false;
  visit(document, {
    OperationDefinition: ({ operation }) => (operation === 'mutation' ? undefined : false),
    StringValue() {
      holdsText = true;
    },
  });
  return !holdsText;
}
