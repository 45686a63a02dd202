// What is the bench asked to do? Its command line; nothing said means everything, and the results are written.

import { parseArgs } from 'node:util';
import { SERVERS, type ServerName } from './plan/servers';
import { shortTitle, WORKS, type WorkName } from './plan/works';
import type { Pace } from './run/measure-work';

/** What is measured besides: the page on PostgreSQL, and cold start. */
const ASIDES = { postgres: true, start: true } as const;
export type Aside = keyof typeof ASIDES;

export interface BenchOptions {
  readonly works: readonly WorkName[];
  readonly sizes: readonly number[];
  /** Null: all. */
  readonly servers: readonly ServerName[] | null;
  readonly pace: Pace;
  /** Data stays there for another run. */
  readonly dataFolder: string | null;
  readonly asides: readonly Aside[];
  readonly task: 'WRITE' | 'COMPARE' | 'PRINT' | 'PROFILE';
}

export const MANUAL = `npm run bench [-- options]

  (none)             everything, about 20 minutes; the results are written to bench/results/
  --quick            10⁴ tokens, short rounds; says what got slower than the committed results
  --only a,b         some works: ${Object.entries(WORKS)
    .map(([name, work]) => `${name} (${shortTitle(work)})`)
    .join(', ')}; postgres, start
  --size 1e4,1e5     some sizes, in user tokens
  --servers a,b      some servers: ${Object.keys(SERVERS).join(', ')}
  --rounds 5  --seconds 3
  --data DIR         keep the data in a folder, and use what is there
  --profile          where the gateway's time goes under one work (--only), by package and function
`;

const EVERYTHING: readonly (WorkName | Aside)[] = ['a', 'b', 'c', 'd', 'postgres', 'start'];
const BRIEF: readonly WorkName[] = ['a', 'b', 'c'];

const FULL: Pace = { rounds: 5, seconds: 3, warmUpSeconds: 3 };
const QUICK: Pace = { rounds: 3, seconds: 1, warmUpSeconds: 1.5 };

export class BadOption extends Error {}

export function readOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      only: { type: 'string' },
      size: { type: 'string' },
      servers: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const { quick, profile, data = null } = values;
  const isPartial = [values.only, values.size, values.servers, values.rounds, values.seconds].some(Boolean);
  const isBrief = quick || profile || isPartial;
  const usual = quick ? QUICK : FULL;
  const parts = namesIn(values.only, { ...WORKS, ...ASIDES }) ?? (isBrief ? BRIEF : EVERYTHING);
  return {
    works: parts.filter((part): part is WorkName => Object.hasOwn(WORKS, part)),
    asides: parts.filter((part): part is Aside => Object.hasOwn(ASIDES, part)),
    sizes: values.size?.split(',').map(size) ?? (isBrief ? [1e4] : [1e4, 1e5, 1e6]),
    servers: namesIn(values.servers, SERVERS) ?? (quick ? ['gateway', 'floor', 'mercurius'] : null),
    pace: {
      rounds: positive(values.rounds) ?? usual.rounds,
      seconds: positive(values.seconds) ?? usual.seconds,
      warmUpSeconds: usual.warmUpSeconds,
    },
    dataFolder: data,
    task: profile ? 'PROFILE' : quick ? 'COMPARE' : isPartial ? 'PRINT' : 'WRITE',
  };
}

function namesIn<T extends string>(list: string | undefined, table: Readonly<Record<T, unknown>>): T[] | null {
  if (list === undefined) return null;
  return list.split(',').map((name) => {
    if (!Object.hasOwn(table, name)) throw new BadOption(`${name} is none of ${Object.keys(table).join(', ')}`);
    return name as T;
  });
}

function size(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1000) throw new BadOption('a size is a number of user tokens, 1000 or more');
  return value;
}

function positive(text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!(value > 0)) throw new BadOption('rounds and seconds are numbers above 0');
  return value;
}
