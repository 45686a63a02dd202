// How does a gateway's database come into another one, from SQLite to PostgreSQL or back? `npm run move -- --help` tells.

import { runMove } from './move/run-move';

const { argv, env, stdout, stderr } = process;

runMove(argv.slice(2), { env, stdout, stderr }).then((exitCode) => {
  process.exitCode = exitCode; // and not process.exit(): what was written may still be on its way into a pipe
});
