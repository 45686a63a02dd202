// Does a move keep everything? A database goes from SQLite into the store of this run, is worked with there, and goes back.

import assert from 'node:assert/strict';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { GraphQLClient } from '../support/graphql-client';
import { verifyRuntimeToken } from '../support/operations';
import { askWhoIAm, continueWith, signIn, withToken } from '../support/session-operations';
import { PERSONAS } from '../support/test-gateway';
import { contentsOf, contentsOfFile, move, openTarget } from './moving';
import { MANY, useSeededSource } from './seeded-source';

const seeded = useSeededSource();

test('every row is there, letter by letter, and the source is as it was', async (t) => {
  const [file, target] = [await seeded.copy(), await openTarget(t)];
  const contents = await contentsOfFile(file);
  assert.ok(contents.git_token?.length === 6 && Number(contents.audit_event?.length) > MANY, 'it is worth moving');

  const ran = await move(`sqlite:${file}`, ['--to', target.url]);
  assert.equal(ran.code, 0, ran.stderr);
  assert.deepEqual(await contentsOf(target), contents);
  assert.deepEqual(await target.faults(), []);
  assert.deepEqual(await contentsOfFile(file), contents);
});

test('a gateway on the new database: the same session goes on, people sign in, tokens are VALID and can be used', async (t) => {
  const [file, target] = [await seeded.copy(), await openTarget(t)];
  await move(`sqlite:${file}`, ['--to', target.url]);
  await seeded.atGateway(target.settings, async (anonymous) => {
    assert.equal(await emailOf(withToken(anonymous, seeded.session)), PERSONAS.alice);
    assert.equal(await emailOf(withToken(anonymous, await continueWith(anonymous, seeded.session))), PERSONAS.alice);

    const admin = withToken(anonymous, await signIn(anonymous, PERSONAS.acmeAdmin));
    const runtimes = await runtimesOf(admin);
    assert.ok(runtimes.length > 1);
    for (const { id, name, runtimeTokenStatus } of runtimes) {
      assert.equal(runtimeTokenStatus, 'VALID', name);
      const { verdict, runtimeToken } = (await verifyRuntimeToken(admin, id)).data.verifyGitRuntimeToken;
      assert.deepEqual([verdict.outcome, runtimeToken.status], ['ACCEPTED', 'VALID'], name);
    }
  });
});

test('the way back: what was done there comes along, into a file that was not there', async (t) => {
  const [file, target] = [await seeded.copy(), await openTarget(t)];
  const back = join(dirname(file), 'back/gateway.sqlite');
  await move(`sqlite:${file}`, ['--to', target.url]);
  const session = await seeded.atGateway(target.settings, (anonymous) => signIn(anonymous, PERSONAS.bob));
  const contents = await contentsOf(target);

  const ran = await move(target.url, ['--to', `sqlite:${back}`]);
  assert.equal(ran.code, 0, ran.stderr);
  assert.deepEqual(await contentsOfFile(back), contents);
  await seeded.atGateway({ kind: 'sqlite', file: back }, async (anonymous) =>
    assert.equal(await emailOf(withToken(anonymous, session)), PERSONAS.bob),
  );
});

const emailOf = async (who: GraphQLClient): Promise<string> => (await askWhoIAm(who)).data.viewer.email;

interface RuntimeOverview {
  readonly id: string;
  readonly name: string;
  readonly runtimeTokenStatus: string;
}

async function runtimesOf(who: GraphQLClient): Promise<RuntimeOverview[]> {
  const { viewer } = (await who.send('{ viewer { runtimes { edges { node { id name runtimeTokenStatus } } } } }')).data;
  return viewer.runtimes.edges.map(({ node }: { node: RuntimeOverview }) => node);
}
