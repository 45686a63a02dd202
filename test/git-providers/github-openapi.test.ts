// Is the simulated GitHub like GitHub? Its answers, held against GitHub's own description of its API, which nobody here wrote.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Ajv, type SchemaObject } from 'ajv';
import { request } from 'undici';
import { TOKENS } from '../../seed/git-hosts/tokens';
import { GITHUB_PROBES } from '../../src/git-providers/github-probes';
import { GITHUB_SYSTEMS, openScene, type Scene } from './simulated-systems';

interface Description {
  readonly operations: Readonly<
    Record<string, { readonly responses: Readonly<Record<string, SchemaObject>>; readonly requiredFields?: string[] }>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaObject>> };
}

/** An excerpt, because the whole package has 400 MB; excerpt-github-openapi.ts makes it. */
const description: Description = JSON.parse(
  readFileSync(join(process.cwd(), 'test', 'git-providers', 'github-openapi.json'), 'utf8'),
);

// OpenAPI's own words (`discriminator`, `format: uri`) are left aside.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

/** What GitHub says of this answer; of errors that it does not list: its general form of an error. */
function schemaOf(operation: string, status: number): SchemaObject | null {
  const listed = description.operations[operation]?.responses[status];
  return listed ?? (status >= 400 ? { $ref: '#/components/schemas/basic-error' } : null);
}

function assertAsDescribed(operation: string, status: number, body: unknown) {
  const schema = schemaOf(operation, status);
  assert.ok(schema !== null, `GitHub never answers ${status} to ${operation}`);
  const isValid = ajv.compile({ ...schema, components: description.components });
  assert.ok(isValid(body), `${operation} ${status}: ${ajv.errorsText(isValid.errors)}`);
}

const REPOSITORY = '/repos/{owner}/{repo}';

/** An operation of GitHub's description, and the request that is sent for it. */
const QUESTIONS: readonly { operation: string; method: string; path: string; body?: object }[] = [
  { operation: 'GET /user', method: 'GET', path: '/user' },
  { operation: 'GET /installation/repositories', method: 'GET', path: '/installation/repositories?per_page=1' },
  { operation: `GET ${REPOSITORY}`, method: 'GET', path: '/repos/acme/apps' },
  { operation: `GET ${REPOSITORY}`, method: 'GET', path: '/repos/acme/old-config' },
  { operation: `GET ${REPOSITORY}`, method: 'GET', path: '/repos/acme/nothing-here' },
  ...Object.values(GITHUB_PROBES).flatMap(({ reading, writing }) => [
    { operation: operationOf('GET', reading.path), method: 'GET', path: `/repos/acme/apps${reading.path}` },
    {
      operation: operationOf(writing.method, writing.path),
      method: writing.method,
      path: `/repos/acme/apps${writing.path}`,
      body: writing.body,
    },
  ]),
];

/** `GET /repos/{owner}/{repo}/commits/{ref}/statuses` for `/commits/HEAD/statuses?per_page=1`. */
function operationOf(method: string, path: string): string {
  const [bare = ''] = path.split('?');
  const found = Object.keys(description.operations).find((operation) => {
    const form = `${operation.replace(/\{\w+\}/g, '[^/]+')}$`;
    return new RegExp(form).test(`${method} /repos/acme/apps${bare}`);
  });
  return found ?? assert.fail(`GitHub describes no ${method} ${bare}`);
}

let scene: Scene;
before(async () => {
  scene = await openScene();
});
after(() => scene.hosts.close());

for (const { name, kind } of GITHUB_SYSTEMS) {
  const tokens = TOKENS[name as 'github' | 'githubEnterprise'];
  describe(kind, () => {
    for (const [key, { value, purpose }] of Object.entries(tokens)) {
      test(`what ${key} is answered (${purpose}) is as GitHub describes it`, async () => {
        for (const { operation, method, path, body } of QUESTIONS) {
          const answer = await request(`${scene.hosts.urls[name].api}${path}`, {
            method: method as 'GET',
            headers: { authorization: `Bearer ${value}`, 'user-agent': 'test' },
            body: body && JSON.stringify(body),
          });
          assertAsDescribed(operation, answer.statusCode, await answer.body.json());
        }
      });
    }
  });
}

test('GitHub’s own description: each write lacks a required field, but for the two that name what does not exist', () => {
  const withAllFields = Object.values(GITHUB_PROBES)
    .map(({ writing }) => writing)
    .filter(({ method, path, body }) => {
      const { requiredFields = [] } = description.operations[operationOf(method, path)] ?? {};
      return requiredFields.every((field) => field in body);
    });
  assert.deepEqual(
    withAllFields.map(({ path }) => path),
    ['/git/refs', '/hooks/9007199254740991'],
  );
});
