// How is the page measured on PostgreSQL? Beside its floor; and two gateways side by side, where the cores allow it.

import type { ProgressBar } from '../../src/commands/progress-bar';
import { copyToPostgres } from '../data/copy-to-postgres';
import type { BenchOptions } from '../options';
import { POSTGRES_SERVERS } from '../plan/servers';
import { WORKS } from '../plan/works';
import type { Measurement, TwoGateways } from '../report/results';
import { Load } from './load';
import { measureWork, secondsOf, type Task } from './measure-work';
import { startPostgres } from './postgres-server';
import { assertSameAnswers } from './same-answers';
import type { ServerProcess } from './server-process';
import type { Stage } from './stage';

export interface PostgresResults {
  readonly measurements: readonly Measurement[];
  readonly twoGateways: TwoGateways | null;
}

export const postgresSeconds = ({ pace }: BenchOptions): number => secondsOf(POSTGRES_SERVERS.length, pace);

export async function measurePostgres(
  stage: Stage,
  userTokens: number,
  options: BenchOptions,
  progress: ProgressBar,
): Promise<PostgresResults> {
  const { file, cast } = await stage.dataset(userTokens);
  progress.step('PostgreSQL, work a, seconds of load');
  const postgres = await startPostgres();
  try {
    await copyToPostgres(file, postgres.place, stage.keys);
    const servers: ServerProcess[] = [];
    for (const name of POSTGRES_SERVERS) servers.push(await stage.start(name, postgres.url));
    const operations = WORKS.a.operations(cast, stage.tokens);
    const accessToken = () => stage.accessTokenFor(cast);
    await assertSameAnswers(servers, operations, accessToken());
    const task: Task = { connections: WORKS.a.connections, operations, accessToken };
    const rounds = await measureWork(stage.load, servers, task, options.pace, progress);
    const [gateway] = servers;
    const twoGateways = gateway && (await measureTwo(stage, gateway, postgres.url, task, options, progress));
    return {
      measurements: [{ work: 'a', database: 'postgres', userTokens, servers: rounds }],
      twoGateways: twoGateways ?? null,
    };
  } finally {
    await stage.stopServers();
    await postgres.stop();
  }
}

async function measureTwo(
  stage: Stage,
  first: ServerProcess,
  databaseUrl: string,
  { connections, operations, accessToken }: Task,
  { pace }: BenchOptions,
  progress: ProgressBar,
): Promise<TwoGateways | null> {
  if (!stage.cores.allowTwoServers) return null;
  const second = await stage.start('gateway', databaseUrl, { place: 1 });
  progress.step('two gateways');
  const secondLoad = new Load(stage.cores.load);
  const speedOf = async (load: Load, { url }: ServerProcess, seconds: number): Promise<number> => {
    const job = { url, accessToken: accessToken(), connections, seconds, operations, from: 0 };
    return (await load.run(job)).requestsPerSecond;
  };
  const one: number[] = [];
  const two: number[] = [];
  await speedOf(secondLoad, second, pace.warmUpSeconds);
  for (let round = 0; round < pace.rounds; round++) {
    one.push(await speedOf(stage.load, first, pace.seconds));
    const both = [speedOf(stage.load, first, pace.seconds), speedOf(secondLoad, second, pace.seconds)];
    two.push((await Promise.all(both)).reduce((sum, speed) => sum + speed, 0));
  }
  secondLoad.stop();
  return { one, two };
}
