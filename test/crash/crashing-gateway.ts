// The gateway as the crash test runs it: in a process of its own, which is killed at any moment. Its Git hosts live with the test.

import pino from 'pino';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { seedCast } from '../../seed/run';
import { composeGateway } from '../../src/compose';
import { systemClock } from '../../src/system-clock';
import { configFor, settingsFor } from '../support/test-gateway';

/** The one argument, as JSON. */
export interface CrashingGatewayOrder {
  readonly databaseFile: string;
  readonly hostUrls: GitHosts['urls'];
}

async function start({ databaseFile, hostUrls }: CrashingGatewayOrder): Promise<void> {
  const { gateway, server } = await composeGateway(configFor('test', databaseFile), {
    clock: systemClock,
    log: pino({ level: 'silent' }),
    gitHosts: settingsFor(hostUrls),
  });
  await seedCast(gateway, hostUrls);
  const { url } = await server.listen();
  process.send?.(url);
}

process.on('disconnect', () => process.exit(1)); // nobody is left who would kill it
void start(JSON.parse(process.argv[2] ?? ''));
