// What do the rules allow? A small model of them in plain memory, to hold the gateway against. Read it beside docs/RULES.md.

import type { ReusePolicy, Role } from '../../src/domain/account';
import type { MemberStatus } from '../../src/domain/member';
import type { RuntimeAccessMode } from '../../src/domain/runtime';
import {
  ACCOUNTS,
  type Account,
  accountOf,
  type Colour,
  canServeRuntimes,
  type Person,
  RUNTIMES,
  type RuntimeName,
  VALUES,
} from './names';

/** Thrown, before anything is changed: an error's code and reason, or a verdict's. */
export class Refused extends Error {}

const refuse = (answer: string): never => {
  throw new Refused(answer);
};

interface Place {
  readonly account: Account;
  readonly person: Person;
  role: Role;
  status: MemberStatus;
  /** The last one that was given out; also once it was used. */
  invitation: { readonly number: number; readonly endsAt: number } | null;
  readonly grants: Set<RuntimeName>;
}

export interface Token {
  value: Colour;
  version: number;
  checkedAt: number;
}

interface Runtime {
  readonly name: RuntimeName;
  mode: RuntimeAccessMode;
  readonly token: Token;
}

interface UserToken extends Token {
  readonly person: Person;
  readonly runtime: RuntimeName;
  suspendedAt: number | null;
}

/** Which of the invitations to one place that were given out. */
export type Which = 'latest' | 'earlier';

export class Model {
  /** Since the story began, in hours. */
  hour = 0;
  /** Who has a password. */
  readonly known = new Set<Person>();
  readonly policies = Object.fromEntries(ACCOUNTS.map((name) => [name, 'DENY'])) as Record<Account, ReusePolicy>;
  places: Place[] = [];
  runtimes: Runtime[] = [];
  userTokens: UserToken[] = [];
  /** How many invitations were given out, by account and person. */
  readonly #invitations = new Map<string, number>();

  place = (account: Account, person: Person) =>
    this.places.find((place) => place.account === account && place.person === person);

  runtime = (name: RuntimeName) => this.runtimes.find((runtime) => runtime.name === name);

  /** One that is suspended is as good as missing to everybody (R9). */
  userToken = (person: Person, runtime: RuntimeName) =>
    this.userTokens.find((token) => token.person === person && token.runtime === runtime && token.suspendedAt === null);

  // Who may what: what you may not know of does not exist, what you may know of but not do is forbidden (R12).

  /** Null for strangers, and for who is only invited (R11). */
  roleIn(account: Account, person: Person): Role | null {
    const place = this.place(account, person);
    return place?.status === 'ACTIVE' ? place.role : null;
  }

  sees(person: Person, name: RuntimeName): boolean {
    const role = this.roleIn(accountOf(name), person);
    const runtime = this.runtime(name);
    if (role === null || runtime === undefined) return false;
    const granted = this.place(accountOf(name), person)?.grants.has(name);
    return role === 'ADMIN' || runtime.mode === 'ALL_MEMBERS' || granted === true;
  }

  #mustSee = (who: Person, name: RuntimeName): Runtime =>
    (this.sees(who, name) && this.runtime(name)) || refuse('NOT_FOUND');

  #mustAdminister(who: Person, account: Account): void {
    const role = this.roleIn(account, who) ?? refuse('NOT_FOUND');
    if (role !== 'ADMIN') refuse('FORBIDDEN');
  }

  #mustAdministerRuntime(who: Person, name: RuntimeName): Runtime {
    const runtime = this.#mustSee(who, name);
    this.#mustAdminister(who, accountOf(name));
    return runtime;
  }

  #mustAdministerPlace(who: Person, account: Account, person: Person): Place {
    const place = this.place(account, person) ?? refuse('NOT_FOUND');
    this.#mustAdminister(who, account);
    return place;
  }

  // R11: people.

  invite(who: Person, account: Account, person: Person, role: Role): void {
    this.#mustAdminister(who, account);
    this.giveInvitation(account, person, role);
  }

  /** Inviting again takes the earlier one back. Good for seven days. */
  giveInvitation(account: Account, person: Person, role: Role): void {
    const place = this.place(account, person);
    if (place?.status === 'ACTIVE') refuse('CONFLICT ALREADY_MEMBER');
    const number = (this.#invitations.get(account + person) ?? 0) + 1;
    this.#invitations.set(account + person, number);
    const invitation = { number, endsAt: this.hour + 7 * 24 };
    if (place !== undefined) Object.assign(place, { role, invitation });
    else this.places.push({ account, person, role, status: 'INVITED', invitation, grants: new Set() });
  }

  /** The place it was given out for, unless it was taken back. */
  #placeFor(account: Account, person: Person, which: Which): Place {
    const given = this.#invitations.get(account + person) ?? 0;
    const place = this.place(account, person);
    const isGood = place?.invitation?.number === (which === 'latest' ? given : given - 1);
    return (isGood && place) || refuse('BAD_USER_INPUT');
  }

  #mustBeOpen({ status, invitation }: Place): void {
    if (status === 'ACTIVE' || invitation === null || invitation.endsAt <= this.hour) refuse('BAD_USER_INPUT');
  }

  /** Signed in, with one's own invitation to this account. */
  join(who: Person, account: Account, person: Person, which: Which): void {
    const place = this.#placeFor(account, person, which);
    if (person !== who) refuse('BAD_USER_INPUT');
    if (place.status === 'ACTIVE') refuse('CONFLICT ALREADY_MEMBER');
    this.#mustBeOpen(place);
    place.status = 'ACTIVE';
    this.#settle();
  }

  /** By whoever holds it; sets no password for somebody who has one. */
  accept(account: Account, person: Person, which: Which): void {
    const place = this.#placeFor(account, person, which);
    this.#mustBeOpen(place);
    if (this.known.has(person)) refuse('CONFLICT SIGN_IN_TO_JOIN');
    this.known.add(person);
    place.status = 'ACTIVE';
  }

  #mustKeepAnAdmin({ account, person, role, status }: Place): void {
    const others = this.places.filter((other) => other.account === account && other.person !== person);
    const isLast = !others.some((other) => other.role === 'ADMIN' && other.status === 'ACTIVE');
    if (role === 'ADMIN' && status === 'ACTIVE' && isLast) refuse('CONFLICT LAST_ADMIN');
  }

  changeRole(who: Person, account: Account, person: Person, role: Role): string {
    const place = this.#mustAdministerPlace(who, account, person);
    if (place.role === role) return suspended(0);
    this.#mustKeepAnAdmin(place);
    place.role = role;
    return this.#settle();
  }

  /** Grants go along: who rejoins is a new member. */
  remove(who: Person, account: Account, person: Person): string {
    const place = this.#mustAdministerPlace(who, account, person);
    this.#mustKeepAnAdmin(place);
    this.places = this.places.filter((other) => other !== place);
    return this.#settle();
  }

  // R9: access.

  grant(who: Person, name: RuntimeName, account: Account, person: Person): void {
    const { grants } = this.#placeToGrant(who, name, account, person);
    if (grants.has(name)) return;
    grants.add(name);
    this.#settle();
  }

  revoke(who: Person, name: RuntimeName, account: Account, person: Person): string {
    const { grants } = this.#placeToGrant(who, name, account, person);
    return grants.delete(name) ? this.#settle() : suspended(0);
  }

  #placeToGrant(who: Person, name: RuntimeName, account: Account, person: Person): Place {
    this.#mustAdministerRuntime(who, name);
    return (account === accountOf(name) && this.place(account, person)) || refuse('NOT_FOUND');
  }

  changeMode(who: Person, name: RuntimeName, mode: RuntimeAccessMode): string {
    const runtime = this.#mustAdministerRuntime(who, name);
    if (runtime.mode === mode) return suspended(0);
    runtime.mode = mode;
    return this.#settle();
  }

  /** After access has changed. What comes back after 24 hours finds nothing. Answers how many became unusable. */
  #settle(): string {
    this.housekeep();
    let count = 0;
    for (const token of this.userTokens) {
      const hasAccess = this.sees(token.person, token.runtime);
      if (!hasAccess && token.suspendedAt === null) count += 1;
      token.suspendedAt = hasAccess ? null : (token.suspendedAt ?? this.hour);
    }
    return suspended(count);
  }

  housekeep(): void {
    this.userTokens = this.userTokens.filter(({ suspendedAt }) => suspendedAt === null || this.hour < suspendedAt + 24);
  }

  // R1, R2, R6: runtimes and their tokens.

  createRuntime(who: Person, name: RuntimeName, mode: RuntimeAccessMode, value: Colour): string {
    this.#mustAdminister(who, accountOf(name));
    if (this.runtime(name) !== undefined) refuse('CONFLICT NAME_TAKEN');
    const stored = this.#judgeRuntimeToken(who, name, value);
    this.runtimes.push({ name, mode, token: { value, version: 1, checkedAt: this.hour } });
    return stored;
  }

  deleteRuntime(who: Person, name: RuntimeName): void {
    const runtime = this.#mustAdministerRuntime(who, name);
    this.runtimes = this.runtimes.filter((other) => other !== runtime);
    this.userTokens = this.userTokens.filter((token) => token.runtime !== name);
    for (const place of this.places) place.grants.delete(name);
  }

  setRuntimeToken(who: Person, name: RuntimeName, value: Colour): string {
    const { token } = this.#mustAdministerRuntime(who, name);
    const stored = this.#judgeRuntimeToken(who, name, value);
    replace(token, value, this.hour);
    return stored;
  }

  /** A policy binds what is set from now on, not what is in use already. */
  #judgeRuntimeToken(who: Person, name: RuntimeName, value: Colour): string {
    this.#mustBeAtItsHost(who, name, value);
    const holders = this.runtimes.filter((runtime) => runtime.token.value === value && runtime.name !== name);
    const isInUse = this.runtime(name)?.token.value === value;
    const policy = this.policies[accountOf(name)];
    const isReused = holders.length > 0 && policy !== 'ALLOW';
    const isElsewhere = holders.some((runtime) => accountOf(runtime.name) !== accountOf(name));
    const warnings = { SAME_AS_YOUR_USER_TOKEN: this.userTokens.some((it) => it.value === value && it.person === who) };

    if (!isInUse && (isElsewhere || (isReused && policy === 'DENY'))) refuse(verdict('refused TOKEN_REUSED', warnings));
    if (!canServeRuntimes(value)) refuse(verdict('refused MISSING_SCOPES', warnings));
    return verdict('stored', { RUNTIME_TOKEN_REUSED: isReused, ...warnings });
  }

  setPolicy(who: Person, account: Account, policy: ReusePolicy): void {
    this.#mustAdminister(who, account);
    this.policies[account] = policy;
  }

  // R4, R5, R8: one's own user token on a runtime one sees.

  setUserToken(who: Person, name: RuntimeName, value: Colour): string {
    this.#mustSee(who, name);
    this.#mustBeAtItsHost(who, name, value);
    // Of runtimes one does not see, nothing is told (R6).
    const seen = this.runtimes.filter((runtime) => this.sees(who, runtime.name));
    const warnings = { SAME_AS_YOUR_USER_TOKEN: seen.some((runtime) => runtime.token.value === value) };
    const isAnothers = this.userTokens.some((token) => token.value === value && token.person !== who);
    if (isAnothers) refuse(verdict('refused TOKEN_REUSED', warnings));

    const current = this.userToken(who, name);
    if (current !== undefined) replace(current, value, this.hour);
    else
      this.userTokens.push({ person: who, runtime: name, value, version: 1, checkedAt: this.hour, suspendedAt: null });
    return verdict('stored', warnings);
  }

  deleteUserToken(who: Person, name: RuntimeName): void {
    this.#mustSee(who, name);
    const token = this.userToken(who, name);
    this.userTokens = this.userTokens.filter((other) => other !== token);
  }

  /** R18: what is stored for another host is sent nowhere; whose it is shows only where it is one's own or the account's. */
  #mustBeAtItsHost(who: Person, name: RuntimeName, value: Colour): void {
    if (VALUES[value].host === RUNTIMES[name].host) return;
    const ofPeople = this.userTokens.filter((token) => token.value === value);
    const ofRuntimes = this.runtimes.filter((runtime) => runtime.token.value === value);
    const isOurs =
      ofPeople.some(({ person }) => person === who) ||
      ofRuntimes.some((runtime) => accountOf(runtime.name) === accountOf(name));
    if (isOurs) refuse('refused WRONG_PROVIDER');
    refuse(ofPeople.length + ofRuntimes.length > 0 ? 'refused TOKEN_REUSED' : 'refused INVALID_TOKEN');
  }
}

/** R4: the same value again is a re-check, not a new version. */
function replace(token: Token, value: Colour, hour: number): void {
  if (token.value !== value) token.version += 1;
  token.value = value;
  token.checkedAt = hour;
}

export const suspended = (count: number): string => `done, ${count} tokens suspended`;

/** `stored, SAME_AS_YOUR_USER_TOKEN`: with the warnings that apply. */
export const verdict = (reason: string, warnings: Readonly<Record<string, boolean>>): string =>
  [reason, ...Object.keys(warnings).filter((code) => warnings[code])].join(', ');
