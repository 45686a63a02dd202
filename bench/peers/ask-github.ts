// What does the (simulated) GitHub say of a token? One request on a connection of its own, as the gateway has it too: no two
// tokens share one.

import { get, type IncomingMessage } from 'node:http';
import type { TokenEvidence } from '../../src/domain/token-evidence';
import { githubExpiry } from '../../src/git-providers/host-expiry';

export async function askGithub(apiUrl: string, token: string, now: Date): Promise<TokenEvidence> {
  const response = await answerOf(`${apiUrl}/user`, token);
  const user = JSON.parse(await textOf(response));
  if (response.statusCode !== 200) throw new Error(`The simulated GitHub answered ${response.statusCode}.`);
  return {
    answer: 'ACCEPTED',
    tokenType: 'GITHUB_CLASSIC',
    tokenName: null,
    identity: { login: user.login, displayName: user.name, kind: 'UNKNOWN' },
    scopes: { how: 'READ', scopes: String(response.headers['x-oauth-scopes']).split(', ') },
    expiry: githubExpiry(String(response.headers['github-authentication-token-expiration'])),
    repository: 'NOT_ASKED',
    checkedAt: now.toISOString(),
  };
}

const answerOf = (url: string, token: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = { accept: 'application/json', 'user-agent': 'bench', authorization: `Bearer ${token}` };
    get(url, { agent: false, headers }, resolve).on('error', reject);
  });

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
