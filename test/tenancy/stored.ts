// What is stored? Told twice in the same words: by the model, and by the rows of the database.

import type { Contents } from '../support/database-snapshot';
import { HOUR_MS } from '../support/manual-clock';
import type { Model, Token } from './model';
import { type Colour, personOf } from './names';
import { Names, wordsFor } from './things';

/** Each in one line, sorted. */
export interface Stored {
  readonly people: readonly string[];
  readonly policies: readonly string[];
  readonly places: readonly string[];
  readonly grants: readonly string[];
  readonly runtimes: readonly string[];
  readonly userTokens: readonly string[];
}

export function storedByTheRules({ known, policies, places, runtimes, userTokens }: Model): Stored {
  return inOrder({
    people: [...known],
    policies: Object.entries(policies).map(([account, policy]) => `${account}: ${policy}`),
    places: places.map(({ account, person, role, status }) => `${wordsFor.place(account, person)}: ${role} ${status}`),
    grants: places.flatMap(({ account, person, grants }) =>
      [...grants].map((runtime) => `${runtime} to ${wordsFor.place(account, person)}`),
    ),
    runtimes: runtimes.map(({ name, mode, token }) => `${name}: ${mode}, ${inWords(token)}`),
    userTokens: userTokens.map(
      ({ person, runtime, suspendedAt, ...token }) => `${person} on ${runtime}: ${inWords(token)}${since(suspendedAt)}`,
    ),
  });
}

/** How the rows are read: colours by fingerprint, hours since the story began. */
export interface Reading {
  readonly colours: ReadonlyMap<string, Colour>;
  readonly startedAt: Date;
}

export function storedInRows(contents: Contents, { colours, startedAt }: Reading): Stored {
  const names = new Names(contents);
  const { account = [], person = [], membership = [], runtime_access = [], runtime = [], git_token = [] } = contents;
  const hourOf = (text: unknown) => (Date.parse(String(text)) - startedAt.getTime()) / HOUR_MS;
  const tokenOf = ({ fingerprint, version, verified_at }: (typeof git_token)[number]) =>
    inWords({
      value: colours.get(String(fingerprint)) ?? ('unknown' as Colour),
      version: Number(version),
      checkedAt: hourOf(verified_at),
    });
  return inOrder({
    people: person.map(({ email }) => personOf(email)),
    policies: account.map(({ name, runtime_token_reuse }) => `${name}: ${runtime_token_reuse}`),
    places: membership.map(({ id, role, status }) => `${names.place(id)}: ${role} ${status}`),
    grants: runtime_access.map(
      ({ runtime_id, membership_id }) => `${names.runtime(runtime_id)} to ${names.place(membership_id)}`,
    ),
    // As often as there are runtime tokens that name it: a second one would show.
    runtimes: runtime.flatMap(({ id, name, access_mode }) =>
      git_token
        .filter(({ kind, runtime_id }) => kind === 'RUNTIME' && runtime_id === id)
        .map((token) => `${name}: ${access_mode}, ${tokenOf(token)}`),
    ),
    userTokens: git_token
      .filter(({ kind }) => kind === 'USER')
      .map((token) => {
        const { person_id, runtime_id, suspended_at } = token;
        const suspendedAt = suspended_at === null ? null : hourOf(suspended_at);
        return `${names.person(person_id)} on ${names.runtime(runtime_id)}: ${tokenOf(token)}${since(suspendedAt)}`;
      }),
  });
}

const inWords = ({ value, version, checkedAt }: Token): string =>
  `${value}, version ${version}, checked in hour ${checkedAt}`;

const since = (hour: number | null): string => (hour === null ? '' : `, suspended since hour ${hour}`);

const inOrder = (stored: Stored): Stored =>
  Object.fromEntries(Object.entries(stored).map(([name, lines]) => [name, [...lines].sort()])) as unknown as Stored;
