// What did the operator ask for? The words of the command line, held to what the move takes.

import { parseArgs } from 'node:util';
import { UsageError } from '../exit-codes';

export interface CommandLine {
  /** Null where the environment says it. */
  readonly to: string | null;
  readonly keepUnreadable: boolean;
}

export function parseCommandLine(argv: readonly string[]): CommandLine | 'HELP' {
  const values = parseWords(argv);
  if (values.help) return 'HELP';
  if (values.to?.trim() === '') throw new UsageError('--to needs the URL of a database.');
  return { to: values.to ?? null, keepUnreadable: values['keep-unreadable'] ?? false };
}

function parseWords(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        to: { type: 'string' },
        'keep-unreadable': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(wordsOf(error));
  }
}

/** Node's own words would repeat what was mistyped, which may be the URL with its password. */
function wordsOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return '--to needs the URL of a database; the others take nothing.';
  return 'Only --to URL, --keep-unreadable and --help are known.';
}
