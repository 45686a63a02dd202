// Is a database's schema today's, so that it can be moved from or into? Otherwise one line that says what it is.

import { MIGRATION_NAMES } from '../migrations/all';
import { MoveRefused } from './move-refused';
import type { Side } from './side';

type Schema = 'NONE' | 'TODAYS' | 'OLDER' | 'NEWER' | 'FOREIGN';

const UNFIT_SOURCE: Readonly<Record<Exclude<Schema, 'TODAYS'>, string>> = {
  NONE: 'it has no tables; is it the database that the gateway used?',
  OLDER: 'its schema is of an older version; start this version of the gateway on it once, stop it, then move.',
  NEWER: 'its schema is of a newer version; move with that version.',
  FOREIGN: 'its tables are those of another program.',
};

const UNFIT_TARGET: Readonly<Record<Exclude<Schema, 'TODAYS' | 'NONE'>, string>> = {
  OLDER: 'it has the schema of an older version; give an empty database.',
  NEWER: 'it has the schema of a newer version; give an empty database.',
  FOREIGN: 'it holds tables of another program; give an empty database.',
};

/** What is moved from has exactly this program's schema. */
export async function refuseUnfitSource(source: Side): Promise<void> {
  const schema = await schemaOf(source);
  if (schema !== 'TODAYS') throw new MoveRefused('source', UNFIT_SOURCE[schema]);
}

/** What is moved into has this program's schema already, or none. Rows are another question. */
export async function hasSchema(target: Side): Promise<boolean> {
  const schema = await schemaOf(target);
  if (schema === 'TODAYS' || schema === 'NONE') return schema === 'TODAYS';
  throw new MoveRefused('target', UNFIT_TARGET[schema]);
}

async function schemaOf(side: Side): Promise<Schema> {
  const relations = await side.relations();
  if (relations.length === 0) return 'NONE';
  if (!relations.includes('migrations')) return 'FOREIGN';
  // All columns: other programs have tables of this name too, without the one that is looked for.
  const applied = (await side.rows<{ name?: unknown }>('SELECT * FROM migrations')).map(({ name }) => String(name));
  if (!MIGRATION_NAMES.some((name) => applied.includes(name))) return 'FOREIGN';
  if (applied.some((name) => !MIGRATION_NAMES.includes(name))) return 'NEWER';
  return MIGRATION_NAMES.every((name) => applied.includes(name)) ? 'TODAYS' : 'OLDER';
}
