// What do the rules allow? A small model of them in plain memory, to hold the gateway against. Read it beside docs/RULES.md.

import type { ReusePolicy, Role } from '../../src/domain/account';
import type { MemberStatus } from '../../src/domain/member';
import type { RuntimeAccessMode } from '../../src/domain/runtime';
import { ACCOUNTS, type Account, accountOf, type Colour, type Person, type RuntimeName } from './names';
import { refuse, suspended } from './outcome';
import { judgeRuntimeToken, judgeUserToken } from './value-rules';

/** A membership, or one that is kept for who is invited. */
interface Place {
  readonly account: Account;
  readonly person: Person;
  role: Role;
  status: MemberStatus;
  /** The latest, also when it is used. */
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

/** Which of the invitations that were given out for a place. */
export type Which = 'latest' | 'earlier';

/** Everything that is done is refused before it changes anything, or done. Times are hours since the story began. */
export class Model {
  hour = 0;
  /** Who has a password. */
  readonly known = new Set<Person>();
  readonly policies = Object.fromEntries(ACCOUNTS.map((name) => [name, 'DENY'])) as Record<Account, ReusePolicy>;
  places: Place[] = [];
  runtimes: Runtime[] = [];
  userTokens: UserToken[] = [];
  /** How many were given out, by place. */
  readonly #invitations = new Map<string, number>();

  place = (account: Account, person: Person) =>
    this.places.find((place) => place.account === account && place.person === person);

  runtime = (name: RuntimeName) => this.runtimes.find((runtime) => runtime.name === name);

  /** R9: one that is suspended is as good as missing. */
  userToken = (person: Person, runtime: RuntimeName) =>
    this.userTokens.find((it) => it.person === person && it.runtime === runtime && it.suspendedAt === null);

  // R12: what you may not know of does not exist; what you may know of but not do is forbidden.

  /** Null for strangers, and for who is only invited (R11). */
  roleIn(account: Account, person: Person): Role | null {
    const place = this.place(account, person);
    return place?.status === 'ACTIVE' ? place.role : null;
  }

  sees(person: Person, name: RuntimeName): boolean {
    const role = this.roleIn(accountOf(name), person);
    const runtime = this.runtime(name);
    if (role === null || runtime === undefined) return false;
    const isGranted = this.place(accountOf(name), person)?.grants.has(name) === true;
    return role === 'ADMIN' || runtime.mode === 'ALL_MEMBERS' || isGranted;
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

  // R11: how people come and go.

  invite(who: Person, account: Account, person: Person, role: Role): void {
    this.#mustAdminister(who, account);
    if (this.place(account, person)?.status === 'ACTIVE') refuse('CONFLICT ALREADY_MEMBER');
    this.giveInvitation(account, person, role);
  }

  /** Takes the earlier one back. Good for seven days. */
  giveInvitation(account: Account, person: Person, role: Role): void {
    const number = 1 + (this.#invitations.get(account + person) ?? 0);
    this.#invitations.set(account + person, number);
    const invitation = { number, endsAt: this.hour + 7 * 24 };
    const place = this.place(account, person);
    if (place !== undefined) Object.assign(place, { role, invitation });
    else this.places.push({ account, person, role, status: 'INVITED', invitation, grants: new Set() });
  }

  /** Signed in, with one's own invitation to this very account. */
  join(who: Person, account: Account, person: Person, which: Which): void {
    const place = this.#placeFor(account, person, which);
    if (person !== who) refuse('BAD_USER_INPUT');
    if (place.status === 'ACTIVE') refuse('CONFLICT ALREADY_MEMBER');
    this.#mustBeOpen(place);
    place.status = 'ACTIVE';
    this.#settle();
  }

  /** By whoever holds it; but it sets no password for who has one. */
  accept(account: Account, person: Person, which: Which): void {
    const place = this.#placeFor(account, person, which);
    this.#mustBeOpen(place);
    if (this.known.has(person)) refuse('CONFLICT SIGN_IN_TO_JOIN');
    this.known.add(person);
    place.status = 'ACTIVE';
  }

  #placeFor(account: Account, person: Person, which: Which): Place {
    const latest = this.#invitations.get(account + person) ?? 0;
    const place = this.place(account, person);
    const isGood = place?.invitation?.number === (which === 'latest' ? latest : latest - 1);
    return (isGood && place) || refuse('BAD_USER_INPUT');
  }

  #mustBeOpen({ status, invitation }: Place): void {
    if (status === 'ACTIVE' || invitation === null || invitation.endsAt <= this.hour) refuse('BAD_USER_INPUT');
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

  #mustKeepAnAdmin({ account, person }: Place): void {
    const admins = this.places.filter((place) => this.roleIn(place.account, place.person) === 'ADMIN');
    const ofAccount = admins.filter((place) => place.account === account);
    if (ofAccount.length === 1 && ofAccount[0]?.person === person) refuse('CONFLICT LAST_ADMIN');
  }

  // R9: how access to runtimes comes and goes.

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

  /** After access has changed: user tokens follow it, unless it comes back after 24 hours. Answers how many became unusable. */
  #settle(): string {
    this.housekeep();
    const lost = this.userTokens.filter(({ person, runtime }) => !this.sees(person, runtime));
    const anew = lost.filter(({ suspendedAt }) => suspendedAt === null);
    for (const token of this.userTokens) if (!lost.includes(token)) token.suspendedAt = null;
    for (const token of anew) token.suspendedAt = this.hour;
    return suspended(anew.length);
  }

  housekeep(): void {
    this.userTokens = this.userTokens.filter(({ suspendedAt }) => suspendedAt === null || this.hour < suspendedAt + 24);
  }

  // R1, R2: runtimes and their tokens.

  createRuntime(who: Person, name: RuntimeName, mode: RuntimeAccessMode, value: Colour): string {
    this.#mustAdminister(who, accountOf(name));
    if (this.runtime(name) !== undefined) refuse('CONFLICT NAME_TAKEN');
    const stored = judgeRuntimeToken(this, who, name, value);
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
    const stored = judgeRuntimeToken(this, who, name, value);
    this.#replace(token, value);
    return stored;
  }

  setPolicy(who: Person, account: Account, policy: ReusePolicy): void {
    this.#mustAdminister(who, account);
    this.policies[account] = policy;
  }

  // R4, R8: one's own user token on a runtime that one sees.

  setUserToken(who: Person, name: RuntimeName, value: Colour): string {
    this.#mustSee(who, name);
    const stored = judgeUserToken(this, who, name, value);
    const token = { person: who, runtime: name, value, version: 1, checkedAt: this.hour, suspendedAt: null };
    const current = this.userToken(who, name);
    if (current === undefined) this.userTokens.push(token);
    else this.#replace(current, value);
    return stored;
  }

  deleteUserToken(who: Person, name: RuntimeName): void {
    this.#mustSee(who, name);
    const token = this.userToken(who, name);
    this.userTokens = this.userTokens.filter((other) => other !== token);
  }

  /** R4: the same value again is a re-check, not a new version. */
  #replace(token: Token, value: Colour): void {
    if (token.value !== value) token.version += 1;
    token.value = value;
    token.checkedAt = this.hour;
  }
}
