// How is a running server profiled without a change to it? Loaded before it (node --require): the first SIGUSR2 begins, the
// second one writes what was seen and tells so by the file's presence.

import { renameSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';

/** Names the file to write. */
const FILE = process.env.BENCH_PROFILE ?? '';
const INTERVAL_MICROSECONDS = 200;

const session = new Session();
let isRunning = false;

process.on('SIGUSR2', () => (isRunning ? stop() : start()));

function start(): void {
  isRunning = true;
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROSECONDS });
  session.post('Profiler.start');
}

function stop(): void {
  session.post('Profiler.stop', (_error, { profile }) => {
    writeFileSync(`${FILE}.part`, JSON.stringify(profile));
    renameSync(`${FILE}.part`, FILE); // whole, or not there
  });
}
