// What has PostgreSQL written to the disk since then? The files of a database, and the write-ahead log, which keeps what a page has lost.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { FileOnDisk } from './test-database';

/** As PostgreSQL is built by default. */
const PAGE = 8192;
const HEADER = 24;
const FIRST_HEADER_OF_FILE = 40;

interface PlaceInLog {
  readonly file: string;
  readonly offset: number;
}

export async function placeInLog(client: Client): Promise<PlaceInLog> {
  const { rows } = await client.query(
    'SELECT file_name AS file, file_offset AS offset FROM pg_walfile_name_offset(pg_current_wal_lsn())',
  );
  return rows[0];
}

/** The server is on this machine, and who may start it may read its files. */
export async function bytesWrittenSince(client: Client, beginning: PlaceInLog): Promise<FileOnDisk[]> {
  await client.query('CHECKPOINT');
  const { rows } = await client.query(
    "SELECT current_setting('data_directory') AS folder, oid FROM pg_database WHERE datname = current_database()",
  );
  const [database, log] = [join(rows[0].folder, 'base', String(rows[0].oid)), join(rows[0].folder, 'pg_wal')];
  const end = await placeInLog(client);
  const ofLog = readdirSync(log).filter((name) => name >= beginning.file && name <= end.file);
  return [
    ...readdirSync(database).map((name) => ({ name, content: readFileSync(join(database, name)) })),
    { name: 'the write-ahead log', content: Buffer.concat(ofLog.sort().map((name) => textOfLog(join(log, name)))) },
  ];
}

/** Without the headers of its pages, which would cut what goes over from one to the next. */
function textOfLog(path: string): Buffer {
  const file = readFileSync(path);
  const pages = Array.from({ length: file.length / PAGE }, (_, page) =>
    file.subarray(page * PAGE + (page === 0 ? FIRST_HEADER_OF_FILE : HEADER), (page + 1) * PAGE),
  );
  return Buffer.concat(pages);
}
