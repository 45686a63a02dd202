// How does one command run, from its words to its exit code? Nothing is changed before it is clear where secrets go.

import type { Clock } from '../../application/ports';
import { composePorts } from '../../compose-ports';
import { loadConfig } from '../../config';
import type { Environment } from '../../config/settings-reader';
import { placeOf } from '../../store/database-settings';
import { type ExitCode, exitCodeAfter } from '../exit-codes';
import { type CommandLine, parseCommandLine } from './command-line';
import { COMMANDS, type Report } from './commands';
import { MANUAL } from './manual';
import { openSecretOutlet, type SecretOutlet, type Terminal } from './secret-outlet';

export interface AdminSurroundings {
  readonly env: Environment;
  readonly stdout: Terminal;
  readonly stderr: Pick<Terminal, 'write'>;
  readonly clock: Clock;
}

export const runAdmin = (argv: readonly string[], surroundings: AdminSurroundings): Promise<ExitCode> =>
  exitCodeAfter('admin', surroundings.stderr, async () => {
    const line = parseCommandLine(argv);
    if (line === 'HELP') surroundings.stdout.write(MANUAL);
    else await runCommand(line, surroundings);
  });

async function runCommand(line: CommandLine, surroundings: AdminSurroundings): Promise<void> {
  const { stdout, stderr } = surroundings;
  const outlet = COMMANDS[line.command].tellsSecrets ? openSecretOutlet(line.out, stdout) : null;
  const report = await perform(line, surroundings).catch((error: unknown) => {
    outlet?.discard();
    throw error;
  });
  for (const text of report.done) stdout.write(`${text}\n`);
  for (const text of report.warnings) stderr.write(`Warning: ${text}\n`);
  if (outlet !== null) reveal(outlet, report, stdout);
}

/** The store is open for as long as the command takes; a gateway that runs on it meanwhile goes on. */
async function perform({ command, operands }: CommandLine, { env, stderr, clock }: AdminSurroundings): Promise<Report> {
  const config = loadConfig(env);
  stderr.write(`Database: ${placeOf(config.database)}\n`);
  const { ports, close } = await composePorts(config, { clock });
  try {
    return await COMMANDS[command].run(ports, operands);
  } finally {
    await close();
  }
}

function reveal(outlet: SecretOutlet, { secrets }: Report, stdout: Terminal): void {
  const place = outlet.reveal(secrets);
  if (place !== null) stdout.write(`What is secret stands in ${place}; delete it when you have passed it on.\n`);
}
