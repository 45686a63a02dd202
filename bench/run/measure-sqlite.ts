// How is one size measured on SQLite? All servers on the same file, work after work.

import type { ProgressBar } from '../../src/commands/progress-bar';
import { fillSeconds } from '../data/fill-sqlite';
import type { BenchOptions } from '../options';
import { type ServerName, SQLITE_SERVERS } from '../plan/servers';
import { WORKS, type WorkName } from '../plan/works';
import type { Measurement, ResidentMemory } from '../report/results';
import { inPowers } from '../report/table';
import { measureWork, secondsOf } from './measure-work';
import { assertSameAnswers } from './same-answers';
import type { ServerProcess } from './server-process';
import type { Stage } from './stage';

export interface SizeResults {
  readonly measurements: readonly Measurement[];
  readonly memory: ResidentMemory | null;
}

const chosenServers = ({ servers }: BenchOptions): readonly ServerName[] =>
  SQLITE_SERVERS.filter((name) => servers === null || servers.includes(name));

/** Signing in is measured aside: hashing takes nearly all of it, on every side. */
const serversFor = (work: WorkName, options: BenchOptions): readonly ServerName[] =>
  work === 'd' ? ['gateway'] : chosenServers(options);

/** Of all sizes, filling included. */
export function sqliteSeconds(options: BenchOptions): number {
  const { works, sizes, pace } = options;
  if (works.length === 0) return 0;
  const load = works.reduce((sum, work) => sum + secondsOf(serversFor(work, options).length, pace), 0);
  return sizes.reduce((sum, userTokens) => sum + fillSeconds(userTokens) + load, 0);
}

export async function measureSqlite(
  stage: Stage,
  userTokens: number,
  options: BenchOptions,
  progress: ProgressBar,
): Promise<SizeResults> {
  const size = `${inPowers(userTokens)} user tokens`;
  progress.step(`${size} are made, seconds foretold`);
  const { file, cast } = await stage.dataset(userTokens, (seconds) => progress.advance(seconds));
  const started = new Map<ServerName, ServerProcess>();
  for (const name of chosenServers(options)) started.set(name, await stage.start(name, `sqlite:${file}`));

  const measurements: Measurement[] = [];
  let memory: ResidentMemory | null = null;
  for (const work of options.works) {
    const servers = serversFor(work, options).flatMap((name) => started.get(name) ?? []);
    const { connections, operations: makeOperations } = WORKS[work];
    const operations = makeOperations(cast, stage.tokens);
    const accessToken = () => (work === 'd' ? null : stage.accessTokenFor(cast));
    await assertSameAnswers(servers, operations, accessToken());
    progress.step(`${size}, work ${work}, seconds of load`);
    const task = { connections, operations, accessToken };
    const rounds = await measureWork(stage.load, servers, task, options.pace, progress);
    measurements.push({ work, database: 'sqlite', userTokens, servers: rounds });
    // After the pages: argon2 would add its own 19 MiB for each hash.
    if (work !== 'd') memory = memoryOf(started.get('gateway'), userTokens) ?? memory;
  }
  await stage.stopServers();
  return { measurements, memory };
}

function memoryOf(gateway: ServerProcess | undefined, userTokens: number): ResidentMemory | null {
  const bytes = gateway?.residentBytes() ?? null;
  return bytes === null ? null : { userTokens, bytes };
}
