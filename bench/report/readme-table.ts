// What of the committed results does the README show? Requests per second at the reference size, a row for each work.

import { table } from '../../src/commands/markdown';
import { REFERENCE_SIZE } from '../plan/goals';
import type { ServerName } from '../plan/servers';
import { shortTitle, WORKS } from '../plan/works';
import { committedResults } from './files';
import { DATABASES, type Measurement, roundsOf } from './results';
import { medianOf } from './statistics';

/** Columns; a floor is another program on each database. */
const COLUMNS: readonly (readonly [title: string, ...servers: ServerName[]])[] = [
  ['this gateway', 'gateway'],
  ['`node:http` alone', 'floor', 'postgresFloor'],
  ['Mercurius', 'mercurius'],
  ['Apollo Server', 'apollo'],
  ['GraphQL Yoga', 'yoga'],
];

export function readmeTable(): string {
  const { measurements = [] } = committedResults() ?? {};
  const shown = measurements.filter(({ userTokens, servers }) => userTokens === REFERENCE_SIZE && servers.length > 1);
  return table(
    ['requests a second', ...COLUMNS.map(([title]) => title)],
    shown.map((measurement) => {
      const { work, database } = measurement;
      return [
        `${shortTitle(WORKS[work])}, ${DATABASES[database]}`,
        ...COLUMNS.map(([, ...servers]) => speedOf(measurement, servers)),
      ];
    }),
  );
}

/** Of the one among these servers that was measured; empty where none was. */
function speedOf(measurement: Measurement, servers: readonly ServerName[]): string {
  const rounds = servers.flatMap((server) => roundsOf(measurement, server));
  return rounds.length === 0
    ? ''
    : Math.round(medianOf(rounds, ({ requestsPerSecond }) => requestsPerSecond)).toLocaleString('en');
}
