// What is to be reached? Each goal says how it is read from the results.

import { type Measurement, type Results, roundsOf } from '../report/results';
import { median, medianOf, speedRatio } from '../report/statistics';
import type { ServerName } from './servers';
import type { WorkName } from './works';

export interface Goal {
  readonly id: string;
  readonly text: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Null where it was not measured. */
  readonly read: (results: Results) => number | null;
}

/** The size whose ratios the goals and the quick run go by. */
export const REFERENCE_SIZE = 10_000;
const LARGEST_SIZE = 1_000_000;

const find = (results: Results, work: WorkName, database: Measurement['database'], userTokens: number) =>
  results.measurements.find(
    (found) => found.work === work && found.database === database && found.userTokens === userTokens,
  );

const againstPeer =
  (work: WorkName, peer: ServerName, database: Measurement['database'] = 'sqlite'): Goal['read'] =>
  (results) => {
    const measurement = find(results, work, database, REFERENCE_SIZE);
    return measurement ? speedRatio(measurement, 'gateway', peer) : null;
  };

/** How much longer the slowest hundredth waits than the median. */
function tail(results: Results): number | null {
  const measurement = find(results, 'a', 'sqlite', REFERENCE_SIZE);
  return measurement ? medianOf(roundsOf(measurement, 'gateway'), ({ p99, median }) => p99 / median) : null;
}

function slowerWithSize(results: Results): number | null {
  const [small, large] = [REFERENCE_SIZE, LARGEST_SIZE].map((size) => find(results, 'a', 'sqlite', size));
  if (small === undefined || large === undefined) return null;
  const speed = (measurement: Measurement) =>
    medianOf(roundsOf(measurement, 'gateway'), ({ requestsPerSecond }) => requestsPerSecond);
  return speed(small) / speed(large);
}

const coldStart: Goal['read'] = ({ coldStart }) =>
  coldStart && median(coldStart.gateway) / median(coldStart.emptyApollo);

function megabytes({ memory }: Results): number | null {
  const largest = memory.find(({ userTokens }) => userTokens === LARGEST_SIZE);
  return largest ? largest.bytes / 2 ** 20 : null;
}

const twoGateways: Goal['read'] = ({ twoGateways }) => twoGateways && median(twoGateways.two) / median(twoGateways.one);

export const GOALS: readonly Goal[] = [
  { id: 'a/floor', text: 'my runtimes, of the floor’s speed', atLeast: 0.75, read: againstPeer('a', 'floor') },
  { id: 'a/mercurius', text: 'my runtimes, of Mercurius’s speed', atLeast: 1.05, read: againstPeer('a', 'mercurius') },
  { id: 'b/floor', text: 'one runtime, of the floor’s speed', atLeast: 0.7, read: againstPeer('b', 'floor') },
  { id: 'c/floor', text: 'setGitUserToken, of the floor’s speed', atLeast: 0.7, read: againstPeer('c', 'floor') },
  { id: 'a/tail', text: 'my runtimes, 99th percentile over median', atMost: 3, read: tail },
  { id: 'a/size', text: 'my runtimes, time at 10⁶ tokens over time at 10⁴', atMost: 1.2, read: slowerWithSize },
  { id: 'start', text: 'cold start, over an empty Apollo Server’s', atMost: 2, read: coldStart },
  { id: 'memory', text: 'resident memory at 10⁶ tokens, in MB', atMost: 200, read: megabytes },
  {
    id: 'a/postgres',
    text: 'my runtimes on PostgreSQL, of the floor’s speed',
    atLeast: 0.6,
    read: againstPeer('a', 'postgresFloor', 'postgres'),
  },
  { id: 'two', text: 'two gateways on PostgreSQL, over one', atLeast: 1.6, read: twoGateways },
];

export const isReached = ({ atLeast = 0, atMost = Number.POSITIVE_INFINITY }: Goal, value: number): boolean =>
  value >= atLeast && value <= atMost;
