// How fast is the gateway beside its peers? `npm run bench`; see README.md beside this file.

import { ProgressBar } from '../src/commands/progress-bar';
import { BadOption, type BenchOptions, MANUAL, readOptions } from './options';
import { REFERENCE_SIZE } from './plan/goals';
import { WORKS } from './plan/works';
import { profileGateway } from './profile/profile-gateway';
import { compare } from './report/compare';
import { committedResults, writeResults } from './report/files';
import { describeMachine } from './report/machine';
import type { ColdStart, Results } from './report/results';
import { describeResults } from './report/table';
import { COLD_START_SECONDS, measureColdStart } from './run/cold-start';
import { measurePostgres, postgresSeconds } from './run/measure-postgres';
import { measureSqlite, type SizeResults, sqliteSeconds } from './run/measure-sqlite';
import { Stage } from './run/stage';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const stage = await Stage.open(options.dataFolder);
  process.once('SIGINT', () => stage.close().finally(() => process.exit(130)));
  try {
    if (options.task === 'PROFILE') return print(await profileGateway(stage, options));
    const results = await measureAll(stage, options);
    if (options.task === 'COMPARE') print(compare(results, committedResults()));
    else print(describeResults(results));
    if (options.task === 'WRITE') writeResults(results);
  } finally {
    await stage.close();
  }
}

async function measureAll(stage: Stage, options: BenchOptions): Promise<Results> {
  const { works, sizes, asides } = options;
  const progress = new ProgressBar(process.stderr, secondsFor(options));
  try {
    const measured: SizeResults[] = [];
    for (const userTokens of works.length > 0 ? sizes : []) {
      measured.push(await measureSqlite(stage, userTokens, options, progress));
    }
    const postgres = asides.includes('postgres')
      ? await measurePostgres(stage, REFERENCE_SIZE, options, progress)
      : null;
    return {
      on: new Date().toISOString().slice(0, 10),
      machine: describeMachine(stage.cores.arePinned),
      measurements: [...measured.flatMap(({ measurements }) => measurements), ...(postgres?.measurements ?? [])],
      coldStart: asides.includes('start') ? await coldStart(stage, progress) : null,
      memory: measured.flatMap(({ memory }) => memory ?? []),
      twoGateways: postgres?.twoGateways ?? null,
    };
  } finally {
    progress.end();
  }
}

const secondsFor = (options: BenchOptions): number =>
  sqliteSeconds(options) +
  (options.asides.includes('postgres') ? postgresSeconds(options) : 0) +
  (options.asides.includes('start') ? COLD_START_SECONDS : 0);

async function coldStart(stage: Stage, progress: ProgressBar): Promise<ColdStart> {
  const { file, cast } = await stage.dataset(REFERENCE_SIZE);
  const [firstQuery] = WORKS.a.operations(cast, stage.tokens);
  if (firstQuery === undefined) throw new Error('There is nothing to ask.');
  const environment = stage.environmentFor(`sqlite:${file}`);
  const core = stage.cores.arePinned ? stage.cores.servers[0] : null;
  return measureColdStart({ environment, core }, firstQuery, () => stage.accessTokenFor(cast), progress);
}

const print = (text: string): void => void process.stdout.write(`${text}\n`);

main().catch((error: unknown) => {
  const isUsage = error instanceof BadOption || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  const { message, stack } = error as Error;
  process.stderr.write(isUsage ? `${message}\n\n${MANUAL}` : `${stack}\n`);
  process.exitCode = 1;
});
