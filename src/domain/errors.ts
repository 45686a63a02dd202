// Which errors can a client meet? One table of codes, one class; nothing else reaches a client.

interface ErrorRow {
  /**
   * The HTTP status of an answer that consists of this error alone; a GraphQL answer with data in it stays 200.
   * Some codes mean another status outside GraphQL: the thrower says so there (an unknown path is `NOT_FOUND` with 404).
   */
  readonly httpStatus: number;
  /** What is said where the thrower has no better words. Never holds input. */
  readonly message: string;
}

/** `extensions.code` is the contract; messages may change. */
export const ERRORS = {
  UNAUTHENTICATED: {
    httpStatus: 401,
    message: 'Sign in first: the access token is missing, expired or no longer valid.',
  },
  FORBIDDEN: { httpStatus: 200, message: 'You may not do this here.' },
  NOT_FOUND: { httpStatus: 200, message: 'There is no such thing, or you have no access to it.' },
  BAD_USER_INPUT: { httpStatus: 200, message: 'Some fields are not as they should be; see extensions.fields.' },
  CONFLICT: { httpStatus: 200, message: 'This does not fit the present state; see extensions.reason.' },
  TOO_MANY_REQUESTS: { httpStatus: 429, message: 'Too many requests. Try again in a moment.' },
  SERVICE_UNAVAILABLE: { httpStatus: 503, message: 'The gateway cannot answer right now. Try again in a moment.' },
  // Not 408: browsers silently send a request again after that, mutations included.
  REQUEST_TIMEOUT: { httpStatus: 504, message: 'This took too long. Nothing was stored.' },
  OPERATION_TOO_LARGE: { httpStatus: 400, message: 'The operation is too large; see extensions.limit.' },
  GRAPHQL_PARSE_FAILED: { httpStatus: 400, message: 'The document is not valid GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: { httpStatus: 400, message: 'The document does not fit the schema.' },
  OPERATION_RESOLUTION_FAILURE: { httpStatus: 400, message: 'The document has no operation of that name.' },
  BAD_REQUEST: { httpStatus: 400, message: 'The request is not a well-formed GraphQL request.' },
  METHOD_NOT_ALLOWED: { httpStatus: 405, message: 'This method is not served here.' },
  UNSUPPORTED_MEDIA_TYPE: { httpStatus: 415, message: 'Send the request as application/json.' },
  INTERNAL_SERVER_ERROR: { httpStatus: 500, message: 'Something went wrong on our side; quote extensions.errorId.' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

interface ReasonRow {
  readonly of: ErrorCode;
  /** What has happened, and what helps. */
  readonly meaning: string;
}

/** `extensions.reason`: why a `CONFLICT` or `UNAUTHENTICATED` was answered; a page can act on it alone. */
export const ERROR_REASONS = {
  NAME_TAKEN: { of: 'CONFLICT', meaning: 'The account has a runtime of that name already. Choose another.' },
  VERSION_CHANGED: {
    of: 'CONFLICT',
    meaning: 'Somebody else has changed it since you looked. Look again, then decide.',
  },
  NO_TOKEN: { of: 'CONFLICT', meaning: 'There is no token to verify. Set one first.' },
  TOKEN_UNREADABLE: { of: 'CONFLICT', meaning: 'The stored token can no longer be opened. Set it again.' },
  LAST_ADMIN: { of: 'CONFLICT', meaning: 'The account would be without an admin. Make somebody else one first.' },
  ALREADY_MEMBER: { of: 'CONFLICT', meaning: 'The person is a member of the account already.' },
  SIGN_IN_TO_JOIN: {
    of: 'CONFLICT',
    meaning: 'The e-mail has a password here already. Sign in, then `joinAccount`; the invitation stays good.',
  },
  WRONG_CREDENTIALS: { of: 'UNAUTHENTICATED', meaning: 'The e-mail or the password is wrong; which, nobody is told.' },
} as const satisfies Record<string, ReasonRow>;

export type ErrorReason = keyof typeof ERROR_REASONS;

/** A field of the input that was refused: its path (`token.value`) and the constraints it broke, never its value. */
export interface FieldProblem {
  readonly path: string;
  readonly constraints: readonly string[];
}

interface ErrorDetails {
  readonly message?: string;
  readonly reason?: ErrorReason;
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  readonly limit?: string;
  /** Stands in the log beside what is not told to the client. */
  readonly errorId?: string;
  /** Where the row's status does not fit. */
  readonly httpStatus?: number;
}

/** The only error whose words reach a client. */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly details: Omit<ErrorDetails, 'message'>;

  constructor(code: ErrorCode, { message, ...details }: ErrorDetails = {}) {
    super(message ?? ERRORS[code].message);
    this.name = 'GatewayError';
    this.code = code;
    this.details = details;
  }

  get httpStatus(): number {
    return this.details.httpStatus ?? ERRORS[this.code].httpStatus;
  }
}

export const notFound = () => new GatewayError('NOT_FOUND');

export const conflict = (reason: ErrorReason, message: string) => new GatewayError('CONFLICT', { reason, message });

/** Says of each field what it must be: `token.value must have 8 to 4096 characters.` */
export const badInput = (...fields: FieldProblem[]) =>
  new GatewayError('BAD_USER_INPUT', {
    message: `${fields.map(({ path, constraints }) => `${path} ${constraints.join(', and ')}`).join('; ')}.`,
    fields,
  });

export const nameTaken = () => conflict('NAME_TAKEN', 'The account has a runtime of that name already.');

export const alreadyMember = () => conflict('ALREADY_MEMBER', 'This person is a member of the account already.');
