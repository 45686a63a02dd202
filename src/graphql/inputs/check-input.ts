// Has an argument the form that its class asks for? Checked before its resolver runs, and told without what was given.

import { type ValidationError, validateSync } from 'class-validator';
import { badInput, type FieldProblem } from '../../domain/errors';

/** At once, where type-graphql's own way loads class-validator anew for each argument. Throws `BAD_USER_INPUT`. */
export function checkInput(value: unknown): void {
  if (Array.isArray(value)) for (const member of value) checkInput(member);
  if (typeof value !== 'object' || value === null) return;
  const findings = validateSync(value, {
    forbidUnknownValues: false,
    // A finding would carry the whole input, a pasted token included.
    validationError: { target: false, value: false },
  });
  if (findings.length > 0) throw badInput(...problemsOf(findings));
}

/** Paths are seen from the argument: `token.username`. */
function problemsOf(findings: readonly ValidationError[], within = ''): FieldProblem[] {
  return findings.flatMap(({ property, constraints, children = [] }) => {
    const path = within ? `${within}.${property}` : property;
    const broken = Object.values(constraints ?? {}).map((text) => text.replace(`${property} `, ''));
    return [...(broken.length > 0 ? [{ path, constraints: broken }] : []), ...problemsOf(children, path)];
  });
}
