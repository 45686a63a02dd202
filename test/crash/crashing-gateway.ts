// The gateway as the crash test runs it: in a process of its own, which is killed at any moment. Its Git hosts live with the test.

import { readFileSync } from 'node:fs';
import pino from 'pino';
import type { GitHosts } from '../../seed/git-hosts/git-hosts';
import { seedCast } from '../../seed/run';
import { composeGateway } from '../../src/compose';
import { databaseUrlParser } from '../../src/config/database-url';
import { systemClock } from '../../src/system-clock';
import { configFor, settingsFor } from '../support/test-gateway';

const databaseAt = databaseUrlParser((path) => readFileSync(path, 'utf8'));

/** The one argument, as JSON. */
export interface CrashingGatewayOrder {
  readonly databaseUrl: string;
  readonly hostUrls: GitHosts['urls'];
}

async function start({ databaseUrl, hostUrls }: CrashingGatewayOrder): Promise<void> {
  const { gateway, server } = await composeGateway(configFor('test', databaseAt(databaseUrl)), {
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
