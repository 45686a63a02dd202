// What do the tests of tokens and their reuse stand on? Runtimes of two accounts, and one person's token.

import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { addRuntime, addUserToken, type Name, storeWithCast, type TestStore, viewerNamed } from './store-fixture';

/** A runtime as somebody of the cast sees it. */
export async function viewOf(store: TestStore, name: Name, runtimeId = 'prod') {
  const view = await store.reads.runtime(await viewerNamed(store, name), { runtimeId });
  assert.ok(view, `${name} sees ${runtimeId}`);
  return view;
}

/** Acme's `prod` (with a token of alice) and `staging` (at another host), and one runtime of Globex. */
export async function storeWithRuntimes(t: TestContext): Promise<TestStore> {
  const store = await storeWithCast(t);
  await store.unitOfWork.run(async (tx) => {
    await addRuntime(tx, 'prod');
    await addRuntime(tx, 'staging', { gitProvider: 'GITLAB_CLOUD', gitProviderUrl: 'https://gitlab.com' });
    await addRuntime(tx, 'globex-prod', { accountId: 'globex' });
    await addUserToken(tx, 'prod', 'alice');
  });
  return store;
}
