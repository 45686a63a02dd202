// Where does the gateway's time go? V8's own profiler runs in it while one work is asked for, once it is warm.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchOptions } from '../options';
import { WORKS } from '../plan/works';
import type { Stage } from '../run/stage';
import { summarize } from './summarize';

const LIMIT_MS = 30_000;

/** Of the first work, size and server that the options name. With `--data` the profile stays there, for Chrome's DevTools. */
export async function profileGateway(stage: Stage, { works, sizes, servers, pace }: BenchOptions): Promise<string> {
  const [work = 'a'] = works;
  const [userTokens = 0] = sizes;
  const [name = 'gateway'] = servers ?? [];
  const { file, cast } = await stage.dataset(userTokens);
  const profileFile = join(stage.folder, `${name}-${work}.cpuprofile`);
  rmSync(profileFile, { force: true });
  const server = await stage.start(name, `sqlite:${file}`, {
    nodeOptions: ['--require', join(__dirname, 'profile-on-signal.js')],
    environment: { BENCH_PROFILE: profileFile },
  });

  const { title, connections, operations: makeOperations } = WORKS[work];
  const operations = makeOperations(cast, stage.tokens);
  const accessToken = work === 'd' ? null : stage.accessTokenFor(cast);
  const loadFor = (seconds: number, from: number) =>
    stage.load.run({ url: server.url, accessToken, connections, seconds, operations, from });
  const { answered: warm } = await loadFor(pace.warmUpSeconds, 0);
  server.signal('SIGUSR2');
  const { answered, failed } = await loadFor(pace.rounds * pace.seconds, warm + connections);
  server.signal('SIGUSR2');
  if (failed > 0) throw server.failure(`failed ${failed} of ${answered} requests`);

  await present(profileFile);
  await stage.stopServers();
  const profile = JSON.parse(readFileSync(profileFile, 'utf8'));
  return `(${work}) ${title}: ${name}, ${answered} requests\n\n${summarize(profile, answered)}`;
}

async function present(file: string): Promise<void> {
  for (const endsAt = Date.now() + LIMIT_MS; !existsSync(file); ) {
    if (Date.now() > endsAt) throw new Error('The server wrote no profile.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
