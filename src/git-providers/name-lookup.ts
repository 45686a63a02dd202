// Where does a name lead, and may we go there? Looked up once for a check; what was checked is what is connected to.

import { lookup as askSystem } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { Clock } from '../application/ports';
import { BoundedMemory } from '../bounded-memory';
import { reachOf } from './network-addresses';
import { SingleFlight } from './single-flight';
import { Turns } from './turns';

export interface HostPlace {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. */
export type ResolveName = (name: string) => Promise<readonly HostPlace[]>;

/** The machine's own way: hosts file, search domains and all. */
const bySystem: ResolveName = (name) => askSystem(name, { all: true });

/** The system's look-ups occupy threads that passwords are hashed on too: a name server that is dead may not hold them all. */
const LOOKUPS_AT_ONCE = 2;

/** How long a name's last addresses may stand in where nobody can be asked. The rules for addresses hold for them too. */
const LAST_ADDRESSES_HOLD_MS = 60 * 60 * 1000;

/** Names: more than one gateway's runtimes have hosts. */
const REMEMBERED = 1000;

interface LastAddresses {
  readonly places: readonly HostPlace[];
  readonly until: number;
}

/**
 * Looks names up, a few at a time, and each name once at a time. Names that nobody answers for can take all turns, and keep
 * them longer than a check lasts; one that was answered for lately does not wait for them, and is asked for in the background.
 */
export function createNameLookup(
  resolve: ResolveName = bySystem,
  clock: Pick<Clock, 'now'> = { now: () => new Date() },
): ResolveName {
  const turns = new Turns(LOOKUPS_AT_ONCE);
  const flights = new SingleFlight<readonly HostPlace[]>();
  const known = new BoundedMemory<LastAddresses>(REMEMBERED);
  const endless = new AbortController().signal;

  const lookUp = async (name: string) => {
    const giveBack = await turns.take(ALL_NAMES, endless);
    try {
      const places = await resolve(name);
      known.keep(name, { places, until: clock.now().getTime() + LAST_ADDRESSES_HOLD_MS });
      return places;
    } catch (error) {
      known.forget(name);
      throw error;
    } finally {
      giveBack?.();
    }
  };

  return (name) => {
    const isBusy = turns.isFull(ALL_NAMES);
    const answer = flights.ask(name, () => lookUp(name));
    const last = isBusy ? known.recall(name) : undefined;
    if (last === undefined || last.until <= clock.now().getTime()) return answer;
    answer.catch(() => {}); // Whoever asks next learns of it.
    return Promise.resolve(last.places);
  };
}

/** They share their turns. */
const ALL_NAMES = '';

const bareName = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** `URL` has turned every odd spelling of an IPv4 address (decimal, octal, hexadecimal) into the usual one. */
export const isAddress = (url: URL): boolean => isIP(bareName(url)) !== 0;

/**
 * Where a host may be connected to; null when one of its addresses is not to be. Private ones are for hosts that the
 * operator has named (`isTrusted`), link-local and their like for none.
 */
export async function placesOf(url: URL, isTrusted: boolean, resolve: ResolveName): Promise<HostPlace[] | null> {
  const name = bareName(url);
  const places = isAddress(url) ? [{ address: name, family: isIP(name) }] : await resolve(name);
  const mayBeReached = ({ address }: HostPlace) => {
    const reach = reachOf(address);
    return reach === 'PUBLIC' || (reach === 'PRIVATE' && isTrusted);
  };
  return places.length > 0 && places.every(mayBeReached) ? [...places] : null;
}

/** Answers a socket's question for a name with these places, without asking anybody again. */
export function pinned(places: readonly HostPlace[]): LookupFunction {
  return (_name, options, answer) => {
    const [first] = places;
    if (options.all) answer(null, [...places]);
    else answer(first === undefined ? new Error('no place') : null, first?.address ?? '', first?.family);
  };
}
