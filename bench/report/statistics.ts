// What is a run's figure? The median over its rounds; of ratios, the median of the ratio in each round.

import type { ServerName } from '../plan/servers';
import { type Measurement, type Round, roundsOf } from './results';

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  const lower = sorted[middle - 1] ?? upper;
  return sorted.length % 2 === 1 ? upper : (upper + lower) / 2;
}

/** The value that such a share of all is not above; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export const medianOf = (rounds: readonly Round[], figure: (round: Round) => number | null): number =>
  median(rounds.flatMap((round) => figure(round) ?? []));

/** How many times as many requests a second the one answers as the other. Null where one of them was not measured. */
export function speedRatio(measurement: Measurement, one: ServerName, other: ServerName): number | null {
  return roundRatio(measurement, one, other, ({ requestsPerSecond }) => requestsPerSecond);
}

/** How many times as much of a core the one needs for a request as the other. */
export function cpuRatio(measurement: Measurement, one: ServerName, other: ServerName): number | null {
  return roundRatio(measurement, one, other, ({ cpuMicros }) => cpuMicros);
}

function roundRatio(
  measurement: Measurement,
  one: ServerName,
  other: ServerName,
  figure: (round: Round) => number | null,
): number | null {
  const others = roundsOf(measurement, other);
  const ratios = roundsOf(measurement, one).flatMap((round, index) => {
    const ours = figure(round);
    const theirs = others[index] && figure(others[index]);
    return ours && theirs ? [ours / theirs] : [];
  });
  return ratios.length === 0 ? null : median(ratios);
}
