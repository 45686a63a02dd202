// What does --help say? A manual page.

export const MANUAL = `\
NAME
    move - copies the gateway's database into another one, all or nothing

SYNOPSIS
    npm run move -- [--to URL] [--keep-unreadable]
    node dist/src/commands/move.js ...

DESCRIPTION
    Copies all rows of the database that DATABASE_URL names into the one of --to:
    from SQLite to PostgreSQL, from PostgreSQL to SQLite, or between two of a
    kind. Stop every gateway first. While it runs nobody can write to the
    database that is moved, and nothing of it is changed: it is the way back.

    The new database is empty: without any table, or with this version's tables
    and not a row in them. Anything else is refused. All is copied in one
    transaction, which is committed when as many rows are in every table as
    before and every token opens with GATEWAY_KEYS. Until then the new database
    is as it was, also when the command is killed.

    How far it is, is told on standard error; what was moved, on standard output.

OPTIONS
    --to URL           The new database, written as DATABASE_URL is. A password in
                       it is seen by others on this machine and kept in the
                       shell's history: better give MOVE_TO_URL_FILE.
    --keep-unreadable  Moves tokens that do not open, too, as they are. They will
                       be as unreadable there.
    --help, -h         This page.

EXIT CODES
    0  Done.
    1  Refused, and nothing was changed: a wrong configuration, a database that is
       away, in use, not empty or of another version, tokens that do not open. If
       the new database went away in the last moment, run the command again: where
       all is there already, it says that the database is not empty.
    2  Misused: not a command line that this page allows. Nothing was changed.

ENVIRONMENT
    DATABASE_URL  The database that is moved; sqlite:./data/gateway.sqlite.
    MOVE_TO_URL   The new one, in place of --to; MOVE_TO_URL_FILE names a file that
                  holds the URL.
    GATEWAY_KEYS  The gateway's keys; GATEWAY_KEYS_FILE names a file that holds
                  them. Needed in production. Elsewhere the development keys serve.
    NODE_ENV      production, development or test; development.
`;
