// Where do secrets go that are told once? To a terminal, or to a new file that only its owner can read; never into a pipe or a log.

import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf } from '../../config/settings-reader';
import { CommandRefused, UsageError } from '../exit-codes';

/** As `process.stdout`. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface SecretOutlet {
  /** Answers the file they are in; null for the terminal. */
  reveal(lines: readonly string[]): string | null;
  /** When there is nothing to tell: no empty file stays behind. */
  discard(): void;
}

/** Opened before anything is changed, and refused there. */
export function openSecretOutlet(out: string | null, stdout: Terminal): SecretOutlet {
  if (out !== null) return openFile(resolve(out));
  if (!stdout.isTTY) {
    throw new UsageError(
      'What this tells is secret, and this is no terminal: give --out FILE, or run it in a terminal. Nothing was changed.',
    );
  }
  return {
    reveal(lines) {
      stdout.write(textOf(lines));
      return null;
    },
    discard() {},
  };
}

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function openFile(path: string): SecretOutlet {
  const descriptor = createFile(path);
  return {
    reveal(lines) {
      try {
        writeSync(descriptor, textOf(lines));
        fsyncSync(descriptor);
      } catch (error) {
        throw new CommandRefused(
          `It is done, but the secrets are lost: the file cannot be written (${codeOf(error)}).`,
        );
      } finally {
        closeSync(descriptor);
      }
      return path;
    },
    discard() {
      closeSync(descriptor);
      rmSync(path, { force: true });
    },
  };
}

/** Exclusively: never another's file, nor through a link that somebody has put there. */
function createFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const code = codeOf(error);
    const why = code === 'EEXIST' ? 'is there already, and is never overwritten' : `cannot be created (${code})`;
    throw new CommandRefused(`The file of --out ${why}. Nothing was changed.`);
  }
}
