// Into which database? From --to, or from a setting, which keeps its password out of the shell's history.

import { readFileSync } from 'node:fs';
import { databaseUrlParser } from '../../config/database-url';
import { type Environment, SettingsReader } from '../../config/settings-reader';
import type { DatabaseSettings } from '../../store/database-settings';
import { CommandRefused, UsageError } from '../exit-codes';

const OPTION = '--to';
const VARIABLE = 'MOVE_TO_URL';

export interface TargetSetting {
  /** As messages name it. */
  readonly name: typeof OPTION | typeof VARIABLE;
  readonly database: DatabaseSettings;
}

/** Read as `DATABASE_URL` is; the variable from the file that MOVE_TO_URL_FILE names, too. */
export function readTarget(to: string | null, env: Environment): TargetSetting {
  const given = [env[VARIABLE], env[`${VARIABLE}_FILE`]].some((text) => text?.trim());
  if (to === null && !given) throw new UsageError(`Say where to: ${OPTION} URL, or ${VARIABLE} or ${VARIABLE}_FILE.`);
  if (to !== null && given) throw new UsageError(`${OPTION} and ${VARIABLE} are both given; give only one of them.`);
  return to === null ? read(VARIABLE, env) : read(OPTION, { [OPTION]: to });
}

function read(name: TargetSetting['name'], from: Environment): TargetSetting {
  const readFile = (path: string) => readFileSync(path, 'utf8');
  const settings = new SettingsReader(from, readFile);
  const database = settings.optional(name, databaseUrlParser(readFile));
  if (settings.problems.length > 0 || database === null) throw new CommandRefused(settings.problems.join('\n'));
  return { name, database };
}
