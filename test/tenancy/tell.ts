// How is a story told? Deed by deed, to the model and to the gateway; after each one they are held against each other.

import assert from 'node:assert/strict';
import { PEOPLE as CAST } from '../../seed/data';
import type { Role } from '../../src/domain/account';
import type { Contents } from '../support/database-snapshot';
import { checkEvents, checkRefusal, checkRows, checkSeen, checkStored } from './checks';
import type { Act, Deed } from './deed';
import { Model } from './model';
import { type Account, personOf } from './names';
import { Refused } from './outcome';
import { OPENING } from './story';
import type { World } from './world';

/** Is told what came of each deed. */
export type Listener = (outcome: string) => void;

/** Once, in a new world: from then on every story begins after it. */
export async function tellOpening(world: World): Promise<void> {
  await tellDeeds(world, castModel(), OPENING);
  await world.beginHere();
}

/** From the same beginning each time. */
export async function tell(world: World, story: readonly Deed[], listener?: Listener): Promise<void> {
  await world.restore();
  const model = castModel();
  for (const deed of OPENING) deed.by(model).byTheRules();
  await tellDeeds(world, model, story, listener);
}

/** The people of the cast in their accounts, and who is invited to Initech. */
function castModel(): Model {
  const model = new Model();
  for (const { email, roles } of CAST) {
    const person = personOf(email);
    model.known.add(person);
    for (const [account, role] of Object.entries(roles) as [Account, Role][]) {
      model.places.push({ account, person, role, status: 'ACTIVE', invitation: null, grants: new Set() });
    }
  }
  model.giveInvitation('Initech', 'alice', 'ADMIN');
  return model;
}

/** Fails with the story so far, in words. */
async function tellDeeds(world: World, model: Model, deeds: readonly Deed[], listener?: Listener): Promise<void> {
  const told: string[] = [];
  let stored = await world.look();
  try {
    for (const deed of deeds) {
      const act = deed.by(model);
      told.push(`  ${told.length + 1}. ${act.words}`);
      const { outcome, after } = await happen(world, model, act, stored);
      told.push(`${told.pop()}: ${outcome}`);
      listener?.(outcome);
      stored = after;
    }
    assert.deepEqual(await world.running.database.faults(), []);
  } catch (error) {
    throw new Error(`${told.join('\n')}\n\n${(error as Error).message}`, { cause: error });
  }
}

async function happen(
  world: World,
  model: Model,
  act: Act,
  before: Contents,
): Promise<{ readonly outcome: string; readonly after: Contents }> {
  const { expected, isRefused } = expectationOf(act);
  const outcome = await act.overHttp(world);
  assert.equal(outcome, expected, 'the answer is not what the rules say');
  const after = await world.look();
  checkStored(world, model, after);
  // Where nothing has changed, everybody sees what they have just seen.
  if (isRefused) checkRefusal(world, act, outcome, before, after);
  else {
    await checkRows(world);
    checkEvents(world, act, before, after);
    await checkSeen(world, model);
  }
  return { outcome, after };
}

function expectationOf(act: Act): { readonly expected: string; readonly isRefused: boolean } {
  try {
    return { expected: act.byTheRules(), isRefused: false };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { expected: error.message, isRefused: true };
  }
}
