// What does a deed amount to, in one line? Both the model and the gateway tell it in these words.

import type { Answer } from '../support/graphql-client';

/** Thrown by the model, before anything is changed: with an error's code and reason, or with a verdict's. */
export class Refused extends Error {}

export const refuse = (outcome: string): never => {
  throw new Refused(outcome);
};

/** `done, 2 tokens suspended`. */
export const suspended = (count: number): string => `done, ${count} tokens suspended`;

/** `stored, SAME_AS_YOUR_USER_TOKEN`: with the warnings that apply. */
export const verdict = (words: string, warnings: Readonly<Record<string, boolean>>): string =>
  [words, ...Object.keys(warnings).filter((code) => warnings[code])].join(', ');

/** The warnings that tell of other tokens. */
const TELLING_WARNINGS = ['RUNTIME_TOKEN_REUSED', 'SAME_AS_YOUR_USER_TOKEN'];

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
  const [payload = {}] = Object.values<Payload>(answer.data);
  if (payload.verdict !== undefined) return verdictOf(payload.verdict, payload.stored === true);
  return payload.suspendedUserTokens === undefined ? 'done' : suspended(payload.suspendedUserTokens);
}

function verdictOf({ reason, warnings }: NonNullable<Payload['verdict']>, stored: boolean): string {
  const codes = warnings.map(({ code }) => code);
  const applying = Object.fromEntries(TELLING_WARNINGS.map((code) => [code, codes.includes(code)]));
  return verdict(stored ? 'stored' : `refused ${reason}`, applying);
}
