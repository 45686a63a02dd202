// What does somebody see who waits? One line on a terminal, drawn again and again; elsewhere a line for each step that is over.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProgressBar } from '../../src/commands/progress-bar';

function watched({ isTTY, columns = 80, total = 1000 }: { isTTY: boolean; columns?: number; total?: number }) {
  const written: string[] = [];
  const clock = { ms: 0 };
  const outlet = { isTTY, columns, write: (words: string) => written.push(words.replaceAll('\r\u001b[K', '<')) };
  return { written, clock, bar: new ProgressBar(outlet, total, () => clock.ms) };
}

test('on a terminal: one line, with the share of the whole, the step and what is left', () => {
  const { written, clock, bar } = watched({ isTTY: true });
  bar.step('copying account');
  clock.ms = 4_000;
  bar.advance(250);
  bar.step('copying person');
  bar.advance(750);
  bar.end();
  assert.deepEqual(written, [
    '<[------------------------]   0 %  copying account',
    '<[######------------------]  25 %  copying account, 12 s left',
    '<[######------------------]  25 %  copying person, 12 s left',
    '<',
  ]);
});

test('a terminal is drawn ten times a second at most, and never beyond its width', () => {
  const { written, clock, bar } = watched({ isTTY: true, columns: 40 });
  bar.step('copying a table whose name is long');
  for (clock.ms = 0; clock.ms < 1_000; clock.ms++) bar.advance(1);
  assert.equal(written.length, 10);
  for (const line of written) assert.ok(line.length <= 40 && !line.includes('\n'), line);
});

test('elsewhere, as in a log: a line for each step, with how much it was', () => {
  const { written, bar } = watched({ isTTY: false });
  bar.step('copying account');
  for (let i = 0; i < 1234; i++) bar.advance(1);
  bar.step('copying person');
  bar.end();
  assert.deepEqual(written, ['copying account: 1,234\n', 'copying person: 0\n']);
});

test('of nothing everything is done', () => {
  const { written, bar } = watched({ isTTY: true, total: 0 });
  bar.step('copying account');
  assert.equal(written[0], '<[########################] 100 %  copying account');
});
