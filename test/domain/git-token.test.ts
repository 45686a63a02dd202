// The form of a pasted token (R18).

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { GatewayError } from '../../src/domain/errors';
import { parseTokenValue, tokenHint } from '../../src/domain/git-token';
import { Secret } from '../../src/domain/secret';

const parses = (pasted: string): string => parseTokenValue(pasted).reveal();

function refuses(pasted: string): GatewayError {
  try {
    parseTokenValue(pasted, 'input.token.value');
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  assert.fail(`${JSON.stringify(pasted.slice(0, 40))} was taken`);
}

const LENGTHS: readonly (readonly [number, 'taken' | 'refused'])[] = [
  [0, 'refused'],
  [1, 'refused'],
  [7, 'refused'],
  [8, 'taken'],
  [520, 'taken'],
  [4096, 'taken'],
  [4097, 'refused'],
];

for (const [length, answer] of LENGTHS) {
  test(`R18: a token of ${length} characters is ${answer}`, () => {
    const pasted = 'x'.repeat(length);
    if (answer === 'taken') assert.equal(parses(pasted), pasted);
    else assert.equal(refuses(pasted).code, 'BAD_USER_INPUT');
  });
}

test('R18: surrounding blanks are trimmed before the length counts', () => {
  assert.equal(parses('  \t12345678\r\n'), '12345678');
  assert.equal(parses(`\n${'x'.repeat(4096)} `), 'x'.repeat(4096));
  assert.equal(refuses('  1234567  ').code, 'BAD_USER_INPUT');
});

const BROKEN: Record<string, string> = {
  'a blank inside': '1234 5678',
  'a tab inside': '1234\t5678',
  'a line break inside': '1234\r\nX-Header: 1',
  'a NUL': '1234\u00005678',
  'an escape': '1234\u001b5678',
  'a DEL': '1234\u007f5678',
  'an umlaut': '1234ü5678',
  'a typographic dash': 'glpat–12345678',
  'an emoji': '12345678😀',
  'a zero-width blank': '1234\u200b5678',
};

for (const [what, pasted] of Object.entries(BROKEN)) {
  test(`R18: ${what} is refused, and the answer names the field and nothing of its value`, () => {
    const error = refuses(pasted);
    assert.equal(error.code, 'BAD_USER_INPUT');
    assert.deepEqual(
      error.details.fields?.map(({ path }) => path),
      ['input.token.value'],
    );
    assert.ok(!JSON.stringify([error.message, error.details]).includes('1234'), JSON.stringify(error.details));
  });
}

test('R18: whatever is printable ASCII of 8 to 4,096 characters is kept as it is', () => {
  const printable = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 8,
    maxLength: 4096,
  });
  fc.assert(fc.property(printable, (value) => parses(value) === value));
});

test('the hint is the last four characters', () => {
  assert.equal(tokenHint(new Secret('ghp_0123456789')), '6789');
});
