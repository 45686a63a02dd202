// What happens in a story, one deed after another?

import fc from 'fast-check';
import { tidyUp } from '../../src/application/housekeeping';
import { type Deed, deed, randomDeed } from './deed';
import { PEOPLE_DEEDS } from './people-deeds';
import { RUNTIME_DEEDS } from './runtime-deeds';

const { invite, join, accept, changeRole, remove } = PEOPLE_DEEDS;
const { grant, revoke, changeMode, createRuntime, deleteRuntime } = RUNTIME_DEEDS;
const { setRuntimeToken, setPolicy, setUserToken, deleteUserToken } = RUNTIME_DEEDS;

/** Nobody does that: time passes, and the hourly housekeeping has run by then, or not. */
const timePasses = (hours: number, housekeeping: boolean): Deed => {
  const words = `${hours} hours pass ${housekeeping ? 'with' : 'without'} housekeeping`;
  return {
    by: (model) => ({
      who: 'ada',
      account: 'Acme',
      words,
      byTheRules() {
        model.hour += hours;
        if (housekeeping) model.housekeep();
        return 'done';
      },
      async overHttp(world) {
        await world.waitHours(hours);
        if (housekeeping) await tidyUp(world.running.gateway);
        return 'done';
      },
    }),
    toString: () => words,
  };
};

/**
 * How every story begins: with something in every account that can be taken away or come back, one runtime token on two
 * runtimes from before that was forbidden, and invitations that wait, two of them renewed.
 */
export const OPENING: readonly Deed[] = [
  deed('alice', join, { account: 'Initech', person: 'alice', which: 'latest' }),
  deed('alice', createRuntime, { runtime: 'initech-live', mode: 'ALL_MEMBERS', value: 'blue' }),
  deed('gus', createRuntime, { runtime: 'globex-live', mode: 'ALL_MEMBERS', value: 'gold' }),
  deed('ada', setPolicy, { account: 'Acme', policy: 'ALLOW' }),
  deed('ada', createRuntime, { runtime: 'acme-live', mode: 'ALL_MEMBERS', value: 'red' }),
  deed('ada', createRuntime, { runtime: 'acme-lab', mode: 'ALL_MEMBERS', value: 'red' }),
  deed('ada', createRuntime, { runtime: 'acme-test', mode: 'RESTRICTED', value: 'green' }),
  deed('ada', setPolicy, { account: 'Acme', policy: 'DENY' }),
  deed('ada', changeRole, { account: 'Acme', person: 'carol', role: 'ADMIN' }),
  deed('ada', grant, { runtime: 'acme-test', as: 'Acme', person: 'bob' }),
  deed('alice', setUserToken, { runtime: 'acme-live', value: 'rose' }),
  deed('bob', setUserToken, { runtime: 'acme-test', value: 'plum' }),
  deed('carol', setUserToken, { runtime: 'acme-test', value: 'pink' }),
  deed('gus', invite, { account: 'Globex', person: 'bob', role: 'USER' }),
  deed('bob', join, { account: 'Globex', person: 'bob', which: 'latest' }),
  deed('bob', setUserToken, { runtime: 'globex-live', value: 'plum' }),
  deed('gus', remove, { account: 'Globex', person: 'bob' }),
  deed('gus', invite, { account: 'Globex', person: 'bob', role: 'USER' }),
  deed('ada', invite, { account: 'Acme', person: 'gus', role: 'USER' }),
  deed('ada', invite, { account: 'Acme', person: 'gus', role: 'ADMIN' }),
  deed('ada', invite, { account: 'Acme', person: 'nora', role: 'ADMIN' }),
  deed('ada', invite, { account: 'Acme', person: 'nora', role: 'USER' }),
];

/** By how often it is done. Accepting takes the time of a password's hash. */
const NEXT = fc.oneof(
  { weight: 6, arbitrary: randomDeed(setUserToken) },
  { weight: 1, arbitrary: randomDeed(deleteUserToken) },
  { weight: 2, arbitrary: randomDeed(grant) },
  { weight: 2, arbitrary: randomDeed(revoke) },
  { weight: 3, arbitrary: randomDeed(changeMode) },
  { weight: 2, arbitrary: randomDeed(invite) },
  { weight: 3, arbitrary: randomDeed(join) },
  { weight: 1, arbitrary: randomDeed(accept) },
  { weight: 2, arbitrary: randomDeed(changeRole) },
  { weight: 2, arbitrary: randomDeed(remove) },
  { weight: 2, arbitrary: randomDeed(createRuntime) },
  { weight: 1, arbitrary: randomDeed(deleteRuntime) },
  { weight: 3, arbitrary: randomDeed(setRuntimeToken) },
  { weight: 1, arbitrary: randomDeed(setPolicy) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(1, 23, 24, 7 * 24), fc.boolean()).map(([h, tidy]) => timePasses(h, tidy)),
  },
);

export const STORIES: fc.Arbitrary<Deed[]> = fc.noBias(fc.array(NEXT, { minLength: 1, maxLength: 25, size: 'max' }));
