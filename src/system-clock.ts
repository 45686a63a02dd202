// What time is it, and how long is a moment? The machine's own clock.

import { setTimeout } from 'node:timers/promises';
import type { Clock } from './application/ports';

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (milliseconds) => setTimeout(milliseconds),
};
