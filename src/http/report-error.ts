// What is told of an unexpected error? To the client an error id alone; to the log its kind and where it happened, never its message.

import { GatewayError } from '../domain/errors';

/** The part of a pino logger that is used here. */
export interface ErrorLog {
  error(details: object, message: string): void;
}

/** Causes inside causes that are worth a look. */
const CAUSES = 3;

/** `INTERNAL_SERVER_ERROR` with an id under which the log tells more. */
export type ReportError = (error: unknown) => GatewayError;

export function createErrorReporter(log: ErrorLog, newErrorId: () => string): ReportError {
  return (error) => {
    const errorId = newErrorId();
    log.error({ errorId, error: describeError(error) }, 'unexpected error');
    return new GatewayError('INTERNAL_SERVER_ERROR', { errorId });
  };
}

interface ErrorDescription {
  readonly name: string;
  readonly code?: string;
  readonly frames?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** Messages are left out: a database's holds the statement's parameters, graphql-js's the input. */
export function describeError(error: unknown, causes = CAUSES): ErrorDescription {
  if (!(error instanceof Error)) return { name: `thrown ${typeof error}` };
  const { code, cause, driverError, originalError } = error as Error & Record<string, unknown>;
  const inner = originalError ?? driverError ?? cause;
  return {
    name: word(error.name) ?? 'Error',
    ...(word(code) && { code: word(code) }),
    frames: framesOf(error),
    ...(inner instanceof Error && causes > 0 && { cause: describeError(inner, causes - 1) }),
  };
}

const word = (value: unknown) => (typeof value === 'string' && /^\w{1,60}$/.test(value) ? value : undefined);

/** Lines that name a place in the code; those of a message with line breaks do not pass. */
const FRAME = /^ {4}at (?:[\w$.<>[\] #]{1,120} \()?(?:node:|file:|\/|[A-Z]:\\)[^\s()]{1,300}:\d+:\d+\)?$/;

function framesOf({ stack = '', name, message }: Error): string[] {
  const after = stack.startsWith(`${name}: ${message}`) ? stack.slice(name.length + 2 + message.length) : stack;
  return after
    .split('\n')
    .filter((line) => FRAME.test(line))
    .map((line) => line.trim());
}
