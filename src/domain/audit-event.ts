// What is written down of a change, a denial or a refused token, and in whose name (R19)?

export const AUDIT_OUTCOMES = ['SUCCEEDED', 'DENIED', 'REJECTED'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

export const AUDIT_ACTOR_KINDS = ['PERSON', 'SYSTEM', 'OPERATOR'] as const;
export type AuditActorKind = (typeof AUDIT_ACTOR_KINDS)[number];

/** Everything that leaves an event, resource first, past tense. A table, so that the README can list it. */
export const AUDIT_ACTIONS = {
  'runtime.created': 'A runtime was created together with its runtime token.',
  'runtime.updated': 'A runtime’s name, repository, access mode or scope check mode was changed.',
  'runtime.deleted': 'A runtime was deleted, and its tokens with it.',
  'runtimeToken.set':
    'A runtime token was pasted: for a new runtime, or the value in use was pasted again and re-checked.',
  'runtimeToken.replaced': 'A runtime token was replaced by another value.',
  'runtimeToken.verified': 'A stored runtime token was checked at its provider.',
  'userToken.set': 'A person set a user token, or pasted the value in use again.',
  'userToken.replaced': 'A person replaced their user token by another value.',
  'userToken.verified': 'A person had their stored user token checked.',
  'userToken.deleted': 'A person deleted their user token.',
  'access.denied': 'Somebody tried what they may not do; the reason names the action.',
} as const satisfies Record<string, string>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** An event to be written. Its id and time are given by the store; it holds no secret, no ciphertext, no fingerprint. */
export interface NewAuditEvent {
  readonly accountId: string;
  /** The actor's e-mail at the time, or `system`, or `operator`. */
  readonly actor: string;
  readonly actorKind: AuditActorKind;
  readonly actorId: string | null;
  readonly action: AuditAction;
  /** What it was done to, in words: `runtime acme-production`. */
  readonly subject: string;
  readonly subjectId: string | null;
  readonly outcome: AuditOutcome;
  /** A verdict's or a refusal's code. */
  readonly reason: string | null;
}
