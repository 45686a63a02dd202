// What is written down of a change, a denial or a refused token, and in whose name (R19)?

export const AUDIT_OUTCOMES = ['SUCCEEDED', 'DENIED', 'REJECTED'] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

export const AUDIT_ACTOR_KINDS = ['PERSON', 'SYSTEM', 'OPERATOR'] as const;
export type AuditActorKind = (typeof AUDIT_ACTOR_KINDS)[number];

/** Everything that leaves an event, resource first, past tense. A table, so that the README can list it. */
export const AUDIT_ACTIONS = {
  'account.created': 'The operator created the account; its first admin is invited.',
  'runtime.created': 'A runtime was created together with its runtime token.',
  'runtime.updated': 'A runtime’s name, repository, access mode or scope check mode was changed.',
  'runtime.deleted': 'A runtime was deleted, and its tokens with it.',
  'runtimeAccess.granted': 'A member was granted access to a runtime; it counts while the runtime is restricted.',
  'runtimeAccess.revoked': 'A member’s grant on a runtime was taken back.',
  'runtimeToken.set':
    'A runtime token was pasted: for a new runtime, or the value in use was pasted again and re-checked.',
  'runtimeToken.replaced': 'A runtime token was replaced by another value.',
  'runtimeToken.verified': 'A stored runtime token was checked at its provider.',
  'userToken.set': 'A person set a user token, or pasted the value in use again.',
  'userToken.replaced': 'A person replaced their user token by another value.',
  'userToken.verified': 'A person had their stored user token checked.',
  'userToken.deleted': 'A person deleted their user token.',
  'userToken.destroyed': 'A user token was destroyed: its owner had been without access for 24 hours.',
  'member.invited': 'Somebody was invited, or an invitation was renewed; the subject says in which role.',
  'member.joined': 'A person accepted the account’s invitation.',
  'member.roleChanged': 'A member’s or an invitation’s role was changed; the subject says from what to what.',
  'member.removed': 'A member was removed from the account.',
  'member.passwordReset':
    'The operator reset a member’s password: their sessions ended, and their membership is suspended until they accept the account’s invitation again.',
  'member.disabled': 'The operator disabled a member: they cannot sign in, and their membership counts for nothing.',
  'member.enabled': 'The operator enabled a member who had been disabled.',
  'member.erased':
    'The operator erased a person: their membership, sessions and user tokens are gone, and a pseudonym stands for them in the events.',
  'invitation.withdrawn': 'An invitation was taken back before it was accepted.',
  'accountPolicy.changed': 'An account’s policy on runtime tokens was changed; the subject says from what to what.',
  'access.denied':
    'Somebody tried what they may not do; the reason names the right they lack. More than 60 a minute by one person are counted in one event, which tells of the first of them.',
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
  /** How many times; 1 where it is left out. More only where denials are counted together. */
  readonly count?: number;
}

/** An event as it was written. Names in it are those of the time. */
export interface AuditEvent extends Required<Omit<NewAuditEvent, 'action'>> {
  readonly id: string;
  readonly at: Date;
  /** One of {@link AUDIT_ACTIONS}, or of an older version's. */
  readonly action: string;
}
