// What if a check cannot even begin in its ten seconds? It ends without a verdict, and says no more than that the provider was not to be asked.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulatedHostSettings } from '../../seed/git-hosts/host-settings';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { Secret } from '../../src/domain/secret';
import { createGitProviders, type TroubleNote } from '../../src/git-providers/git-providers';
import { openGitHosts } from '../support/git-hosts';
import { ManualClock } from '../support/manual-clock';
import { until } from '../support/until';

test('a check that waits for its turn for ten seconds ends PROVIDER_UNAVAILABLE, and nothing of it is sent', async (t) => {
  const clock = new ManualClock();
  const hosts = await openGitHosts(clock);
  t.after(() => hosts.close());
  const deadlines: AbortController[] = [];
  const limits: number[] = [];
  const notes: TroubleNote[] = [];
  const { inspect } = createGitProviders({
    clock,
    hosts: simulatedHostSettings(hosts.urls),
    log: (note) => void notes.push(note),
    // Time passes when the test says so.
    startTimeLimit(milliseconds) {
      const deadline = new AbortController();
      deadlines.push(deadline);
      limits.push(milliseconds);
      return { signal: deadline.signal, end() {} };
    },
  });
  const check = ({ value }: { value: string }) =>
    inspect({
      provider: 'GITHUB',
      providerUrl: 'https://github.com',
      credential: { value: new Secret(value), username: null },
      repository: null,
      tokenKind: 'USER',
    });
  const release = hosts.github.hold();
  const { goodUser, spareUser, goodRuntime, spareRuntime, excessive } = TOKENS.github;
  const others = [goodUser, spareUser, goodRuntime, spareRuntime].map(check);
  await until('GitHub has as many requests as it gets at a time', () => hosts.github.requests.length === 4);

  const late = check(excessive);
  deadlines.at(-1)?.abort();
  const inspection = await late;
  assert.ok(inspection.answer === 'UNDETERMINED' && inspection.trouble === 'PROVIDER_UNAVAILABLE');
  assert.deepEqual(
    notes.map(({ because }) => because),
    ['BUSY'],
  );
  release();
  for (const { answer } of await Promise.all(others)) assert.equal(answer, 'ACCEPTED');
  assert.ok(!hosts.github.requests.some((request) => request.presented(excessive.value)));
  assert.deepEqual(limits, Array(5).fill(10_000));
});
