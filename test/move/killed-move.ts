// A move in a process of its own, which kills itself (SIGKILL) when it comes to one of its steps.

import { runMove } from '../../src/commands/move/run-move';

const [step = '', ...argv] = process.argv.slice(2);

/** A terminal is told of a step when it begins. */
const terminal = {
  isTTY: true,
  columns: 200,
  write: (words: string) => void (words.includes(step) && process.kill(process.pid, 'SIGKILL')),
};

void runMove(argv, { env: process.env, stdout: process.stdout, stderr: terminal });
