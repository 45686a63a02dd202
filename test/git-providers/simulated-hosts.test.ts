// Are the simulated hosts fit to be pasted into? Their tokens look real enough and plainly fake; curl can change them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { request } from 'undici';
import { SIMULATED_TOKENS, TOKENS } from '../../seed/git-hosts/tokens';
import { openScene, type Scene, SYSTEMS } from './simulated-systems';

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.hosts.close());

test('every token has a value of its own, plainly fake, in the form its provider gives it', () => {
  const values = SIMULATED_TOKENS.map(({ value }) => value);
  assert.equal(new Set(values).size, values.length, 'two tokens share a value');
  const form = /^(gh[po]_FAKE[0-9A-Za-z]{32}|glpat-FAKE-[\w-]{15}|github_pat_FAKE\w{78}|FAKE\w{60})$/;
  for (const value of values) assert.match(value, form);
});

test('authentication schemes are held to: what is no Bearer and no header of the provider’s own is refused', async () => {
  for (const { name, family } of SYSTEMS) {
    const { value } = TOKENS[name].goodUser;
    const status = async (headers: Record<string, string>) => {
      const path = family === 'GITHUB' ? '/user' : '/personal_access_tokens/self';
      const answer = await request(`${scene.hosts.urls[name].api}${path}`, {
        headers: { 'user-agent': 'test', ...headers },
      });
      await answer.body.dump();
      return answer.statusCode;
    };
    assert.equal(await status({ authorization: `Bearer ${value}` }), 200);
    assert.equal(await status({ authorization: `token ${value}` }), family === 'GITHUB' ? 200 : 401);
    assert.equal(await status({ 'private-token': value }), family === 'GITHUB' ? 401 : 200);
    assert.equal(await status({ authorization: value }), 401);
    assert.equal(await status({ authorization: `Basic ${Buffer.from(`x:${value}`).toString('base64')}` }), 401);
    assert.equal(await status({}), 401);
  }
});

test('POST /_control/… revokes, expires, restores and fails, and says what it did not understand', async () => {
  for (const system of SYSTEMS) {
    const { value } = TOKENS[system.name].spareUser;
    const order = async (name: string, body: unknown, headers = { 'content-type': 'application/json' }) => {
      const url = `${scene.hosts.urls[system.name].allowlistEntry}/_control/${name}`;
      const answer = await request(url, { method: 'POST', body: JSON.stringify(body), headers });
      await answer.body.dump();
      return answer.statusCode;
    };
    const answers = async () => (await scene.inspect(system, value)).answer;
    for (const name of ['revoke', 'expire', 'block']) {
      assert.equal(await order(name, { token: value }), 200);
      assert.equal(await answers(), 'REFUSED', name);
      assert.equal(await order('restore', { token: value }), 200);
      assert.equal(await answers(), 'ACCEPTED', name);
    }
    assert.equal(await order('fail', { mode: 'MAINTENANCE' }), 200);
    assert.equal(await answers(), 'UNDETERMINED');
    assert.equal(await order('reset', {}), 200);
    assert.equal(await order('revoke', { token: 'nobody’s' }), 400);
    assert.equal(await order('slow-down', { milliseconds: -1 }), 400);
    assert.equal(await order('fail', { mode: 'toString' }), 400);
    assert.equal(await order('launch', {}), 404);
    assert.equal(await order('revoke', { token: value }, { 'content-type': 'text/plain' }), 415);
    assert.equal(await answers(), 'ACCEPTED');
  }
});
