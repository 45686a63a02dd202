// Why can a PostgreSQL not be used? One line for the operator, with what to do; never a password, a host or the server's own words.

import type { DataSource } from 'typeorm';
import { StoreUnusable } from './database-errors';

/** By the code of Node or of PostgreSQL (SQLSTATE), in words that follow `DATABASE_URL: `. */
const REASONS: readonly (readonly [code: RegExp, reason: string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'its host is unknown; check the name.'],
  [/^(ECONNREFUSED|ENOENT)$/, 'no PostgreSQL answers there; check host and port, and that the server is running.'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, 'its host cannot be reached; check the network between here and there.'],
  [/^(ECONNRESET|EPIPE|08...)$/, 'the server closed the connection; does a PostgreSQL listen on that port?'],
  [/^28P01$/, 'the server refuses user and password.'],
  [/^28...$/, 'the server does not let this user in from here, or not without TLS (pg_hba.conf).'],
  [/^3D000$/, 'the server has no database of that name; create it first.'],
  [/^42501$/, 'its user may not create tables in that database; make it the owner.'],
  [/^3F000$/, 'its user has no schema to put tables in (search_path).'],
  [/^53...$/, 'the server has no connection to spare (max_connections).'],
  [/^25006$/, 'it cannot be written to: a standby, or set to be read-only. Name the primary.'],
  [/^(55000|55P03|57014)$/, 'it is busy, or takes no connections now; try again in a moment.'],
  [/^(42P07|42703|42P01|42710)$/, 'it holds the tables of another program; give the gateway a database of its own.'],
  [/^57...$/, 'the server is starting or stopping; try again in a moment.'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, "the server's certificate is for another host name than the URL's."],
  [
    /^(EPROTO|ERR_SSL.*)$/,
    'what listens there does not speak TLS as it should; does a PostgreSQL listen on that port?',
  ],
  [/CERT|ISSUER|SIGNATURE/, "the server's certificate is not trusted; name its authority with sslrootcert=<file>."],
];

/** What is told without a code. */
const REASONS_IN_WORDS: readonly (readonly [words: RegExp, reason: string])[] = [
  [
    /does not support SSL/,
    'the server does not speak TLS; set it up there or, where the network is trusted, add sslmode=disable.',
  ],
  [/establishing an SSL/, 'TLS cannot be set up with what listens there; does a PostgreSQL listen on that port?'],
  [/timeout/, 'its host does not answer; check host and port, and the network between here and there.'],
  [/Connection terminated|password must be a string/, 'the server closed the connection, or wants a password.'],
];

/** The reason as `StoreUnusable`, where it is the database's; other errors are passed on as they are. */
export function postgresUnusable(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnusable) return error;
  const reason = reasonOf(error);
  return reason === null ? error : new StoreUnusable(`DATABASE_URL: ${reason}`);
}

/** Of an error that came up while the gateway was running. */
export const outageInWords = (error: unknown): string =>
  (error instanceof Error && reasonOf(error)) || 'the database does not answer as it should.';

function reasonOf(error: Error): string | null {
  const { code } = error as { code?: unknown };
  const row =
    typeof code === 'string'
      ? REASONS.find(([form]) => form.test(code))
      : REASONS_IN_WORDS.find(([words]) => words.test(error.message));
  if (row) return row[1];
  return 'severity' in error ? `the server refuses to work with it (SQLSTATE ${String(code)}).` : null;
}

/** Settings of a server that the store relies on. */
const RELIED_ON = [
  {
    setting: 'transaction_read_only',
    isGood: (value: string) => value === 'off',
    reason: 'it cannot be written to: a standby, or set to be read-only. Name the primary.',
  },
  {
    setting: 'synchronous_commit',
    isGood: (value: string) => value !== 'off',
    reason: 'this server acknowledges what is not on its disk yet (synchronous_commit = off); turn that on.',
  },
  {
    setting: 'server_encoding',
    isGood: (value: string) => value === 'UTF8',
    reason: 'this database cannot hold every character; create it with the encoding UTF8.',
  },
] as const;

export async function refuseUnsafeServer(source: DataSource): Promise<void> {
  for (const { setting, isGood, reason } of RELIED_ON) {
    const [row] = await source.query<Record<string, string>[]>(`SHOW ${setting}`);
    if (!isGood(row?.[setting] ?? '')) throw new StoreUnusable(`DATABASE_URL: ${reason}`);
  }
}
