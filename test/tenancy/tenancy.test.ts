// R4–R6, R8–R13: random people do random things in three accounts, and nobody ever sees or changes what the rules forbid.
// A failure prints its seed and the shortest story that shows it; TENANCY_SEED tells the same stories again, TENANCY_RUNS more of them.

import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { STORIES } from './story';
import { tell, tellOpening } from './tell';
import { World } from './world';

const { TENANCY_RUNS, TENANCY_SEED } = process.env;
const runs = Number(TENANCY_RUNS ?? 25);
const seed = TENANCY_SEED === undefined ? {} : { seed: Number(TENANCY_SEED) };

let world: World | undefined;
before(async () => {
  world = await World.open();
  await tellOpening(world);
});
after(() => world?.close());

test('R4–R6, R8–R13: whatever people try, the gateway does, stores and shows what the rules say', async (t) => {
  const outcomes = new Map<string, number>();
  const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const property = fc.asyncProperty(STORIES, (story) => tell(world as World, story, count));
  await fc.assert(property, { numRuns: runs, includeErrorInReport: true, ...seed });
  if (TENANCY_RUNS === undefined) return;
  for (const [outcome, times] of [...outcomes].sort()) t.diagnostic(`${outcome}: ${times}`);
});
