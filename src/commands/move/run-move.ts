// How does a move run, from its words to its exit code?

import { loadConfig } from '../../config';
import type { Environment } from '../../config/settings-reader';
import { createKeyRing } from '../../crypto/key-ring';
import { createTokenCipher } from '../../crypto/token-cipher';
import { moveDatabase } from '../../store/move/move-database';
import { type ExitCode, exitCodeAfter } from '../exit-codes';
import type { ProgressOutlet } from '../progress-bar';
import { type CommandLine, parseCommandLine } from './command-line';
import { MANUAL } from './manual';
import { drawnProgress } from './progress';
import { readTarget } from './target-setting';
import { refusalIn, summaryOf } from './words';

export interface MoveSurroundings {
  readonly env: Environment;
  readonly stdout: Pick<ProgressOutlet, 'write'>;
  readonly stderr: ProgressOutlet;
}

export const runMove = (argv: readonly string[], surroundings: MoveSurroundings): Promise<ExitCode> =>
  exitCodeAfter('move', surroundings.stderr, async () => {
    const line = parseCommandLine(argv);
    surroundings.stdout.write(line === 'HELP' ? MANUAL : await perform(line, surroundings));
  });

async function perform({ to, keepUnreadable }: CommandLine, { env, stderr }: MoveSurroundings): Promise<string> {
  const target = readTarget(to, env);
  const { database: source, keys } = loadConfig(env);
  const cipher = createTokenCipher(createKeyRing(keys));
  const progress = drawnProgress(stderr);
  const startedAt = performance.now();
  try {
    const moved = await moveDatabase({ source, target: target.database, cipher, keepUnreadable, progress });
    return summaryOf(moved, performance.now() - startedAt);
  } catch (error) {
    throw refusalIn(error, target.name);
  } finally {
    progress.end();
  }
}
