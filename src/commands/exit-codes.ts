// How does a command of the operator's that failed end: with which exit code, and in which words?

import { ConfigError } from '../config';
import { GatewayError } from '../domain/errors';
import { OutcomeUnknown, StoreUnusable } from '../store/open-store';

export const EXIT_CODES = { done: 0, refused: 1, misused: 2 } as const;
export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** Of package.json. */
type Script = 'admin' | 'move';

/** The command line is not one that the manual allows. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the operator can mend, in one line. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}

/** Never rejects: what goes wrong is told in one line, where the operator can mend it. */
export async function exitCodeAfter(
  script: Script,
  stderr: { write(text: string): unknown },
  command: () => Promise<void>,
): Promise<ExitCode> {
  try {
    await command();
    return EXIT_CODES.done;
  } catch (error) {
    stderr.write(`${explain(error, script)}\n`);
    return error instanceof UsageError ? EXIT_CODES.misused : EXIT_CODES.refused;
  }
}

/** What the operator can mend is told in a line; anything else is a fault of ours and keeps its stack. */
function explain(error: unknown, script: Script): string {
  if (error instanceof UsageError) return `${error.message}\nThe manual: npm run ${script} -- --help`;
  if (error instanceof GatewayError) return wordsOf(error);
  if (error instanceof CommandRefused || error instanceof ConfigError || error instanceof StoreUnusable) {
    return error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : 'The command failed.';
}

function wordsOf(error: GatewayError): string {
  const { code, message } = error;
  const { fields = [] } = error.details;
  if (error instanceof OutcomeUnknown) return message;
  if (code === 'SERVICE_UNAVAILABLE') return 'The database is away, or busy with another program. Nothing was changed.';
  if (fields.length === 0) return message;
  return fields.map(({ path, constraints }) => `The ${path} ${constraints.join('; ')}.`).join('\n');
}
