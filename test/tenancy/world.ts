// Where does a story happen? In a real gateway, in which everything goes by the names of the stories.

import { createAccount } from '../../src/application/operator/create-account';
import { openSession } from '../../src/application/people/open-session';
import { Secret } from '../../src/domain/secret';
import { type Contents, DatabaseSnapshot } from '../support/database-snapshot';
import { GraphQLClient } from '../support/graphql-client';
import { HOUR_MS } from '../support/manual-clock';
import { deleteRuntime } from '../support/operations';
import { openTestGateway, type TestGateway } from '../support/test-gateway';
import type { Which } from './model';
import { type Account, COLOURS, type Colour, EMAILS, type Person, personOf, type RuntimeName, VALUES } from './names';
import { type Thing, thingsIn, wordsFor } from './things';

/** An invitation that was never given out. */
const MADE_UP = 'x'.repeat(43);

/** The end of an id that was never given. */
const NEVER_GIVEN = '1'.padStart(26, '0');

/** What the people remember of a story; replaced as a whole, never changed. */
interface Memory {
  readonly clients: ReadonlyMap<Person, GraphQLClient>;
  /** Whatever has had an id, by its id; the latest stands last. */
  readonly things: ReadonlyMap<string, Thing>;
  /** Ids of what is there at present. */
  readonly present: ReadonlySet<string>;
  /** By place, the latest last. */
  readonly invitations: ReadonlyMap<string, readonly string[]>;
}

interface Beginning {
  readonly snapshot: DatabaseSnapshot;
  readonly memory: Memory;
}

export class World {
  readonly startedAt: Date;
  /** By fingerprint. */
  readonly colours: ReadonlyMap<string, Colour>;
  #memory: Memory = { clients: new Map(), things: new Map(), present: new Set(), invitations: new Map() };
  #beginning: Beginning;
  #turn = 0;

  private constructor(
    readonly running: TestGateway,
    snapshot: DatabaseSnapshot,
  ) {
    this.startedAt = running.clock.now();
    const { fingerprints } = running.gateway;
    this.colours = new Map(
      COLOURS.flatMap((colour) => fingerprints.of(new Secret(VALUES[colour].value)).map((print) => [print, colour])),
    );
    this.#beginning = { snapshot, memory: this.#memory };
  }

  /** With the cast's people and accounts, without their runtimes; and with Initech, to which alice is invited as ADMIN. */
  static async open(): Promise<World> {
    const running = await openTestGateway({ keepsRecords: false });
    try {
      for (const [account, admin] of [['Acme', 'acmeAdmin'] as const, ['Globex', 'globexAdmin'] as const]) {
        const runtimes = await running.rows('SELECT id FROM runtime WHERE account_id = ?', running.accountId(account));
        for (const { id } of runtimes) await deleteRuntime(await running.as(admin), String(id));
      }
      const initech = await createAccount(running.gateway, { name: 'Initech', adminEmail: EMAILS.alice });
      const world = new World(running, await DatabaseSnapshot.take(running.database));
      world.keepInvitation('Initech', 'alice', initech.invitationToken);
      await world.signEverybodyIn();
      await world.look();
      return world;
    } catch (error) {
      await running.close(); // what still listens would keep the test from ending
      throw error;
    }
  }

  /** From now on every story begins as it is now. */
  async beginHere(): Promise<void> {
    await this.#beginning.snapshot.close();
    const snapshot = await DatabaseSnapshot.take(this.running.database);
    this.#beginning = { snapshot, memory: this.#memory };
  }

  async restore(): Promise<void> {
    const { clock, hosts } = this.running;
    await this.#beginning.snapshot.restore();
    this.#memory = this.#beginning.memory;
    this.#turn = 0;
    clock.advance(this.startedAt.getTime() - clock.now().getTime());
    hosts.reset();
  }

  async close(): Promise<void> {
    await this.#beginning.snapshot.close();
    await this.running.close();
  }

  /** All rows, now; what has come to be is remembered, also when it is gone. */
  async look(): Promise<Contents> {
    const contents = await this.#beginning.snapshot.look();
    const present = thingsIn(contents);
    const things = new Map(this.#memory.things);
    for (const thing of present) if (!things.has(thing.id)) things.set(thing.id, thing);
    this.#memory = { ...this.#memory, things, present: new Set(present.map(({ id }) => id)) };
    return contents;
  }

  /** So many, and others the next time: all of them in turn. */
  nextThings(count: number): readonly Thing[] {
    const things = [...this.#memory.things.values()];
    const from = this.#turn;
    this.#turn = from + count < things.length ? from + count : 0;
    return things.slice(from, from + count);
  }

  /** Events stay, whatever becomes of what they tell. */
  isThere = ({ id }: Thing): boolean => this.#memory.present.has(id) || id.startsWith('evt_');

  /** Who has no password yet is not signed in. */
  as = (person: Person): GraphQLClient => this.#memory.clients.get(person) ?? this.running.anonymous();

  /** Anew: access tokens do not last for hours. */
  async signEverybodyIn(): Promise<void> {
    const { gateway, clock, url, rows } = this.running;
    const clients = new Map<Person, GraphQLClient>();
    const people = await rows('SELECT id, email FROM person');
    await gateway.unitOfWork.run(async (tx) => {
      for (const { id, email } of people) {
        const { accessToken } = await openSession(gateway, tx, String(id), clock.now());
        clients.set(personOf(email), new GraphQLClient(url, accessToken));
      }
    });
    this.#memory = { ...this.#memory, clients };
  }

  async waitHours(hours: number): Promise<void> {
    this.running.clock.advance(hours * HOUR_MS);
    await this.signEverybodyIn();
  }

  accountId = (account: Account): string => this.#idOf(wordsFor.account(account), 'acc');
  /** Of the latest that had the name, also when it is deleted. */
  runtimeId = (runtime: RuntimeName): string => this.#idOf(wordsFor.runtime(runtime), 'run');
  /** Of the latest place, also when the member is removed. */
  memberId = (account: Account, person: Person): string => this.#idOf(wordsFor.place(account, person), 'mem');

  #idOf(words: string, prefix: string): string {
    const things = [...this.#memory.things.values()];
    return things.filter((thing) => thing.words === words).at(-1)?.id ?? `${prefix}_${NEVER_GIVEN}`;
  }

  keepInvitation(account: Account, person: Person, token: string): void {
    const words = wordsFor.place(account, person);
    const invitations = new Map(this.#memory.invitations);
    invitations.set(words, [...(invitations.get(words) ?? []), token]);
    this.#memory = { ...this.#memory, invitations };
  }

  invitation(account: Account, person: Person, which: Which): string {
    const given = this.#memory.invitations.get(wordsFor.place(account, person)) ?? [];
    return given.at(which === 'latest' ? -1 : -2) ?? MADE_UP;
  }
}
