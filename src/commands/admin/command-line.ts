// What did the operator ask for? The words of the command line, held to what the command takes.

import { parseArgs } from 'node:util';
import { UsageError } from '../exit-codes';
import { COMMANDS, type CommandName } from './commands';

export interface CommandLine {
  readonly command: CommandName;
  readonly operands: readonly string[];
  /** The file that secrets go to; null for the terminal. */
  readonly out: string | null;
}

export function parseCommandLine(argv: readonly string[]): CommandLine | 'HELP' {
  const { values, positionals } = parseWords(argv);
  const [name, ...operands] = positionals;
  if (values.help) return 'HELP';
  if (name === undefined) throw new UsageError('Say which command.');
  if (!isCommandName(name)) throw new UsageError('There is no such command.');

  const { operands: names, tellsSecrets, cannotBeUndone } = COMMANDS[name];
  if (operands.length !== names.length) throw new UsageError(`${name} takes ${names.join(' and ') || 'nothing'}.`);
  if (values.out !== undefined && !tellsSecrets) throw new UsageError(`${name} tells no secret and takes no --out.`);
  if (values.out === '') throw new UsageError('--out needs the name of a file.');
  if (values.yes && !cannotBeUndone) throw new UsageError(`${name} takes no --yes.`);
  if (!values.yes && cannotBeUndone) throw new UsageError(`${name} cannot be undone. If you mean it, add --yes.`);
  return { command: name, operands, out: values.out ?? null };
}

const isCommandName = (name: string): name is CommandName => Object.hasOwn(COMMANDS, name);

function parseWords(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'This cannot be understood.');
  }
}
