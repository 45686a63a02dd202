// What does an answer amount to, in one line? An error's code and reason, a verdict's, or that it is done.

import type { Answer } from '../support/graphql-client';
import { suspended, verdict } from './model';

/** Those that tell of other tokens. */
const WARNINGS = ['RUNTIME_TOKEN_REUSED', 'SAME_AS_YOUR_USER_TOKEN'];

interface Payload {
  readonly stored?: boolean;
  readonly verdict?: { readonly reason: string; readonly warnings: readonly { readonly code: string }[] };
  readonly suspendedUserTokens?: number;
}

export function outcomeOf(answer: Answer): string {
  if (answer.body.errors !== undefined) {
    const { code, reason } = answer.error.extensions;
    return reason === undefined ? code : `${code} ${reason}`;
  }
  const [payload] = Object.values<Payload>(answer.data);
  if (payload?.verdict !== undefined) return verdictOf(payload.stored, payload.verdict);
  return payload?.suspendedUserTokens === undefined ? 'done' : suspended(payload.suspendedUserTokens);
}

function verdictOf(stored: boolean | undefined, { reason, warnings }: NonNullable<Payload['verdict']>): string {
  const codes = warnings.map(({ code }) => code);
  const applying = Object.fromEntries(WARNINGS.map((code) => [code, codes.includes(code)]));
  return verdict(stored ? 'stored' : `refused ${reason}`, applying);
}
