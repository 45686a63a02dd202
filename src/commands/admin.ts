// What does the operator of the gateway do, whom no request can do it for? `npm run admin -- --help` tells.

import { systemClock } from '../system-clock';
import { runAdmin } from './admin/run-admin';

const { argv, env, stdout, stderr } = process;

runAdmin(argv.slice(2), { env, stdout, stderr, clock: systemClock }).then((exitCode) => {
  process.exitCode = exitCode; // and not process.exit(): what was written may still be on its way into a pipe
});
