// What does TypeORM's own command line work on? The connection that writes.

import type { DataSource } from 'typeorm';
import type { DatabaseSettings } from './database-settings';
import { migratingSource } from './postgres-source';
import { writingSource } from './sqlite-sources';

export const typeormSource = (settings: DatabaseSettings): DataSource =>
  settings.kind === 'sqlite' ? writingSource(settings) : migratingSource(settings);
