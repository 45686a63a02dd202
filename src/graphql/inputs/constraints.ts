// What form must an input have? One decorator for each sort of field; its words name the bound, never the value.

import { ValidateBy, ValidateIf, type ValidationArguments, type ValidationOptions } from 'class-validator';
import { EMAIL_RULE, isEmailAddress } from '../../application/people/e-mail';
import { refusalOfName } from '../../domain/plain-name';

/** Lengths in characters, after trimming. */
export const FIELD_LENGTHS = {
  repository: { min: 3, max: 200 },
  username: { min: 1, max: 254 },
  search: { min: 0, max: 100 },
  /** What a list is filtered by, exactly. */
  filter: { min: 1, max: 254 },
  /** What is checked at sign-in; only a new password is held to the rules for new ones. */
  password: { min: 1, max: 128 },
} as const;

type Bound = { readonly min: number; readonly max: number };

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
/** GitLab nests groups; Bitbucket Data Center's personal projects begin with `~`. */
const REPOSITORY = /^~?[\w.-]+(\/[\w.-]+)+$/;
const DOTS_ONLY = /(^|\/)\.{1,2}(\/|$)/;

const hasLength = (value: string, { min, max }: Bound): boolean => value.length >= min && value.length <= max;

function constraint(name: string, message: string, holds: (text: string) => boolean): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && holds(value.trim());
  const options: ValidationOptions = { message };
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } }, options);
}

const lengths = ({ min, max }: Bound): string => `must have ${min} to ${max} characters`;

const isPlainText = (text: string, bound: Bound): boolean => hasLength(text, bound) && !CONTROL_CHARACTERS.test(text);

/** Null is left to `IsNotNull`: where a name is required, GraphQL lets none through. */
export const IsName = (): PropertyDecorator => {
  const refusal = (value: unknown) => (typeof value === 'string' ? refusalOfName(value) : null);
  const message = ({ value }: ValidationArguments) => refusal(value) ?? '';
  const validate = (value: unknown) => refusal(value) === null;
  return ValidateBy({ name: 'isName', validator: { validate, defaultMessage: () => '' } }, { message });
};

export const IsSearch = () =>
  constraint('isSearch', `must have at most ${FIELD_LENGTHS.search.max} characters`, (text) =>
    isPlainText(text, FIELD_LENGTHS.search),
  );

export const IsFilterText = () =>
  constraint('isFilterText', `${lengths(FIELD_LENGTHS.filter)} and no control characters`, (text) =>
    isPlainText(text, FIELD_LENGTHS.filter),
  );

export const IsEmailAddress = () => constraint('isEmailAddress', EMAIL_RULE, isEmailAddress);

export const IsUsername = () =>
  constraint(
    'isUsername',
    `${lengths(FIELD_LENGTHS.username)} and no control characters`,
    (text) =>
      // A colon would end the user name in HTTP's Basic scheme.
      isPlainText(text, FIELD_LENGTHS.username) && !text.includes(':'),
  );

export const IsRepository = () =>
  constraint(
    'isRepository',
    `must be owner/name of at most ${FIELD_LENGTHS.repository.max} characters`,
    (text) => hasLength(text, FIELD_LENGTHS.repository) && REPOSITORY.test(text) && !DOTS_ONLY.test(text),
  );

export const IsPassword = (bound: Bound = FIELD_LENGTHS.password): PropertyDecorator => {
  const message = lengths(bound);
  const validate = (value: unknown) => typeof value === 'string' && hasLength(value, bound);
  return ValidateBy({ name: 'isPassword', validator: { validate, defaultMessage: () => message } }, { message });
};

export const IsPageSize = ({ min, max }: Bound): PropertyDecorator => {
  const message = `must be from ${min} to ${max}`;
  const validate = (value: unknown) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
  return ValidateBy({ name: 'isPageSize', validator: { validate, defaultMessage: () => message } }, { message });
};

/** For a field where null has no meaning of its own: refused, while leaving it out is fine. */
export const IsNotNull = (): PropertyDecorator => {
  const message = 'must not be null; leave it out instead';
  const validator = { validate: (value: unknown) => value !== null, defaultMessage: () => message };
  return ValidateBy({ name: 'isNotNull', validator }, { message });
};

/** Nothing else is checked where the field is left out or null. */
export const IfGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined && value !== null);

/** Nothing else is checked where the field is left out; null is checked. */
export const IfNotLeftOut = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
