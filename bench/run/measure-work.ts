// How is one work measured? All servers in turn, round after round, so that what disturbs one disturbs its neighbours too.

import type { ProgressBar } from '../../src/commands/progress-bar';
import type { Operation } from '../plan/works';
import type { Round, ServerRounds } from '../report/results';
import type { Load } from './load';
import type { ServerProcess } from './server-process';

export interface Pace {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface Task {
  readonly connections: number;
  readonly operations: readonly Operation[];
  /** A fresh one each time: they end after 15 minutes. Null: the operation needs none. */
  readonly accessToken: () => string | null;
}

/** Seconds of load, by which the progress bar goes. */
export const secondsOf = (servers: number, { rounds, seconds, warmUpSeconds }: Pace): number =>
  servers * (rounds * seconds + warmUpSeconds);

export async function measureWork(
  load: Load,
  servers: readonly ServerProcess[],
  { connections, operations, accessToken }: Task,
  { rounds, seconds, warmUpSeconds }: Pace,
  progress: ProgressBar,
): Promise<ServerRounds[]> {
  const measured = new Map<ServerProcess, Round[]>(servers.map((server) => [server, []]));
  let sent = servers.length; // the first ones were asked for when the answers were compared
  const loadOn = async (server: ServerProcess, time: number): Promise<Round> => {
    const before = server.cpuMicroseconds();
    const job = { url: server.url, accessToken: accessToken(), connections, seconds: time, operations, from: sent };
    const report = await load.run(job);
    const after = server.cpuMicroseconds();
    progress.advance(time);
    sent += report.answered + connections;
    if (report.failed > 0) throw server.failure(`failed ${report.failed} of ${report.answered} requests`);
    const { requestsPerSecond, median, p99, answered } = report;
    return { requestsPerSecond, median, p99, cpuMicros: cpuEach(before, after, answered) };
  };

  for (const server of servers) await loadOn(server, warmUpSeconds);
  for (let round = 0; round < rounds; round++) {
    for (const server of rotated(servers, round)) measured.get(server)?.push(await loadOn(server, seconds));
  }
  return servers.map((server) => ({ server: server.name, rounds: measured.get(server) ?? [] }));
}

/** Nobody is always first. */
const rotated = <T>(items: readonly T[], by: number): readonly T[] => {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
};

const cpuEach = (before: number | null, after: number | null, answered: number): number | null =>
  before === null || after === null || answered === 0 ? null : Math.round((after - before) / answered);
