// Do two settings name the same database? As far as names tell: another name of the same server is noticed by its locks.

import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DatabaseSettings } from '../database-settings';

export const isSameDatabase = (one: DatabaseSettings, other: DatabaseSettings): boolean =>
  placeOf(one) === placeOf(other);

const placeOf = (settings: DatabaseSettings): string =>
  settings.kind === 'sqlite'
    ? realPathOf(settings.file)
    : JSON.stringify([settings.host, settings.port, settings.database]);

function realPathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file); // of what is not there yet
  }
}
