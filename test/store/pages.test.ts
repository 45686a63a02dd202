// Are pages of runtimes in order, complete, searched as people expect, and steady while others write?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuntimePageQuery } from '../../src/application/ports';
import type { Viewer } from '../../src/domain/account';
import type { RuntimeView } from '../../src/domain/runtime';
import { addRuntime, storeWithCast, type TestStore, viewerNamed } from './store-fixture';

const ALL: RuntimePageQuery = { accountId: null, search: null, after: null, limit: null, withReuse: true };

const namesOf = (page: readonly RuntimeView[]) => page.map(({ runtime }) => runtime.name);

const end = (page: readonly RuntimeView[]) => {
  const last = page.at(-1)?.runtime;
  return last === undefined ? null : { name: last.name, id: last.id };
};

async function addNamed(store: TestStore, names: Record<string, string>, accountId = 'acme') {
  await store.unitOfWork.run(async (tx) => {
    for (const [id, name] of Object.entries(names)) await addRuntime(tx, id, { name, accountId });
  });
}

async function search(store: TestStore, viewer: Viewer, text: string): Promise<string[]> {
  const query = { ...ALL, search: text };
  const page = await store.reads.runtimes(viewer, query);
  assert.equal(await store.reads.countRuntimes(viewer, query), page.length, 'the count equals the list');
  return namesOf(page);
}

test('runtimes come by name, then id, of all the viewer’s accounts or of one', async (t) => {
  const store = await storeWithCast(t);
  await addNamed(store, { r3: 'b', r1: 'c', r2: 'a' });
  await addNamed(store, { r0: 'b', r9: 'd' }, 'globex');
  const carol = await viewerNamed(store, 'carol');
  const ids = async (query: RuntimePageQuery) =>
    (await store.reads.runtimes(carol, query)).map(({ runtime }) => runtime.id);
  assert.deepEqual(await ids(ALL), ['r2', 'r0', 'r3', 'r1', 'r9']);
  assert.deepEqual(await ids({ ...ALL, accountId: 'globex' }), ['r0', 'r9']);
  assert.deepEqual(await ids({ ...ALL, accountId: 'unknown' }), []);
  assert.equal(await store.reads.countRuntimes(carol, ALL), 5);
  assert.equal(await store.reads.countRuntimes(await viewerNamed(store, 'bob'), ALL), 3);
});

test('page after page gives every runtime once, whatever is added or deleted in between', async (t) => {
  const store = await storeWithCast(t);
  await addNamed(store, { r1: 'b', r2: 'd', r3: 'f', r4: 'h', r5: 'j' });
  const alice = await viewerNamed(store, 'alice');
  const first = await store.reads.runtimes(alice, { ...ALL, limit: 2 });
  assert.deepEqual(namesOf(first), ['b', 'd']);

  await addNamed(store, { r6: 'a', r7: 'e' });
  await store.unitOfWork.run((tx) => tx.runtimes.delete('r2')); // the row of the cursor itself
  const second = await store.reads.runtimes(alice, { ...ALL, limit: 2, after: end(first) });
  assert.deepEqual(namesOf(second), ['e', 'f']);
  const third = await store.reads.runtimes(alice, { ...ALL, limit: 2, after: end(second) });
  assert.deepEqual(namesOf(third), ['h', 'j']);
  assert.deepEqual(await store.reads.runtimes(alice, { ...ALL, limit: 2, after: end(third) }), []);
});

test('a search finds part of a name in any case, and takes every character as itself', async (t) => {
  const store = await storeWithCast(t);
  await addNamed(store, {
    r1: 'Acme-Production',
    r2: '100%',
    r3: '1000',
    r4: 'a_b',
    r5: 'aXb',
    r6: 'wow!',
    r7: 'Zürich',
  });
  const alice = await viewerNamed(store, 'alice');
  const expected: Record<string, string[]> = {
    PROD: ['Acme-Production'],
    '0%': ['100%'],
    a_b: ['a_b'],
    '!': ['wow!'],
    ZÜR: ['Zürich'],
    "' OR 1=1 --": [],
    '': ['100%', '1000', 'Acme-Production', 'Zürich', 'aXb', 'a_b', 'wow!'],
  };
  for (const [text, names] of Object.entries(expected)) {
    assert.deepEqual(await search(store, alice, text), names, `search: ${JSON.stringify(text)}`);
  }
});
