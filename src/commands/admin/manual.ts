// What does --help say? A manual page; what each command does is told in the table of commands.

import { COMMANDS } from './commands';

const indent = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);

const commandPages = Object.entries(COMMANDS)
  .map(([name, { operands, manual }]) => `${[name, ...operands].join(' ')}\n${indent(manual, '    ')}`)
  .join('\n\n');

export const MANUAL = `\
NAME
    admin - what only the operator of the gateway can do

SYNOPSIS
    npm run admin -- COMMAND [OPERAND ...] [--out FILE] [--yes]
    node dist/src/commands/admin.js COMMAND ...

DESCRIPTION
    Works on the gateway's database, whether the gateway is running or not; a
    running one heeds the change with its next request. A command is done whole
    or not at all. Each change leaves an event in the audit log of every account
    it concerns, with the actor "operator"; what changes nothing leaves none.

    No secret is taken from the command line, and none is stored: invitations
    and temporary passwords are told once. They go to a terminal, or to the file
    of --out; elsewhere the command refuses before it changes anything.

    When a person was an account's only active admin, that is warned of, not
    refused.

COMMANDS
${indent(commandPages, '    ')}

OPTIONS
    --out FILE  Writes what is secret to a new file that only its owner can read
                (mode 0600). A file that is there is never overwritten.
    --yes       Says that you mean what cannot be undone.
    --help, -h  This page.

EXIT CODES
    0  Done, perhaps with warnings on standard error.
    1  Refused, and nothing was changed: an unknown e-mail, a malformed name or
       e-mail, a file that exists, a wrong configuration, a database that is away.
       If the change was made and only the file could not be written, the line
       says so.
    2  Misused: not a command line that this page allows, or secrets without a
       terminal and without --out. Nothing was changed.

ENVIRONMENT
    As the gateway itself; a command needs the same of these:
    DATABASE_URL  The database; sqlite:./data/gateway.sqlite.
    GATEWAY_KEYS  The keys; GATEWAY_KEYS_FILE names a file that holds them. Needed
                  in production. Elsewhere the development keys serve.
    NODE_ENV      production, development or test; development.
`;
