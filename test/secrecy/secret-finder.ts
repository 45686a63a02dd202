// Where does a secret stand? In bytes of any kind, plain or in one of the forms that programs give to text.

/** Each form in which a secret is looked for: by name, the texts that give it away. */
export const FORMS: Readonly<Record<string, (secret: string) => readonly string[]>> = {
  plain: (secret) => [secret],
  'inside JSON': (secret) => [JSON.stringify(secret).slice(1, -1)],
  base64: (secret) => alignments(secret, 'base64'),
  base64url: (secret) => alignments(secret, 'base64url'),
  hex: (secret) => [hex(secret), hex(secret).toUpperCase()],
  'percent-encoded': (secret) => [
    encodeURIComponent(secret),
    encodeURI(secret),
    new URLSearchParams({ '': secret }).toString().slice(1),
    ...[hex(secret), hex(secret).toUpperCase()].map((digits) => digits.replace(/../g, '%$&')),
  ],
};

/** A place to look in: a response, a log line, a file. */
export interface Place {
  readonly name: string;
  readonly content: string | Buffer;
}

/** In words, every place and form in which the secret stands. */
export function findSecret(secret: string, places: readonly Place[]): string[] {
  const needles = Object.entries(FORMS).flatMap(([form, textsOf]) => textsOf(secret).map((text) => ({ form, text })));
  return places.flatMap(({ name, content }) => {
    const forms = needles.filter(({ text }) => content.includes(text)).map(({ form }) => form);
    return [...new Set(forms)].map((form) => `${form} in ${name}`);
  });
}

const hex = (text: string): string => Buffer.from(text).toString('hex');

/**
 * Inside a longer text base64 begins at any of three places. What depends on the secret alone is looked for: without the
 * characters that share bits with a neighbour.
 */
function alignments(secret: string, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((bytesBefore) => {
    const bytes = Buffer.concat([Buffer.alloc(bytesBefore), Buffer.from(secret)]);
    const wholeTriples = bytes.length - (bytes.length % 3);
    const encoded = bytes.subarray(0, wholeTriples).toString(encoding);
    return encoded.slice(bytesBefore === 0 ? 0 : 4);
  });
}
