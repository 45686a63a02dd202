// Where does github-openapi.json come from? From GitHub's own description, which @octokit/openapi publishes: unpacked it has
// 400 MB, so only what is used here is kept. To make it anew, with a newer version:
//
//   npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz package/generated/api.github.com.json
//   npm run build && node dist/test/git-providers/excerpt-github-openapi.js package/generated/api.github.com.json
//   npm run format

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const EXCERPT = join(process.cwd(), 'test', 'git-providers', 'github-openapi.json');

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Schema = { readonly [name: string]: Json };

interface Excerpt {
  readonly source: string;
  readonly license: readonly string[];
  readonly operations: Readonly<Record<string, { readonly responses: Schema; readonly requiredFields?: Json }>>;
  readonly components: { readonly schemas: Schema };
}

/** What only people read. */
const PROSE = ['title', 'description', 'example', 'examples', 'summary', 'externalDocs', 'deprecated'];

const isObject = (value: Json | undefined): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without prose; a `nullable` beside no type is no JSON Schema, and is written as one. */
function plain(value: Json, isNames = false): Json {
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => isNames || !PROSE.includes(name));
  const object = Object.fromEntries(kept.map(([name, item]) => [name, plain(item, name === 'properties')]));
  if (isNames || object.nullable !== true || object.type !== undefined) return object;
  const { nullable: _, ...others } = object;
  return { anyOf: [others, { type: 'null' }] };
}

function excerptOf(full: Schema, before: Excerpt): Excerpt {
  const at = (path: readonly string[]): Json | undefined =>
    path.reduce<Json | undefined>((value, name) => (isObject(value) ? value[name] : undefined), full);
  const resolved = (value: Json | undefined): Json | undefined =>
    isObject(value) && typeof value.$ref === 'string' ? at(value.$ref.slice(2).split('/')) : value;
  const schemaOf = (response: Json | undefined): Json => {
    const described = resolved(response);
    const media = isObject(described) && isObject(described.content) ? Object.values(described.content)[0] : undefined;
    return isObject(media) && media.schema !== undefined ? plain(media.schema) : true;
  };

  const operations = Object.fromEntries(
    Object.entries(before.operations).map(([name, { responses, requiredFields }]) => {
      const [method = '', path = ''] = name.split(' ');
      const operation = at(['paths', path, method.toLowerCase()]);
      if (!isObject(operation)) throw new Error(`GitHub no longer describes ${name}.`);
      const listed = operation.responses as Schema;
      // Success of what looks like a write must never be met: what it would hold does not matter.
      const told = Object.keys(responses).map((status): [string, Json] => [
        status,
        responses[status] === true ? true : schemaOf(listed[status]),
      ]);
      return [name, { responses: Object.fromEntries(told), ...(requiredFields !== undefined && { requiredFields }) }];
    }),
  );

  const schemas: Record<string, Json> = {};
  const waiting: Json[] = [operations as unknown as Json, { $ref: '#/components/schemas/basic-error' }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [, name = ''] of JSON.stringify(next).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (schemas[name] !== undefined) continue;
      schemas[name] = plain(at(['components', 'schemas', name]) ?? true);
      waiting.push(schemas[name]);
    }
  }
  const sorted = Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)));
  return { ...before, operations, components: { schemas: sorted } };
}

const [, , file] = process.argv;
if (file === undefined) throw new Error('Name the file that holds the whole description.');
const before: Excerpt = JSON.parse(readFileSync(EXCERPT, 'utf8'));
const after = excerptOf(JSON.parse(readFileSync(file, 'utf8')), before);
writeFileSync(EXCERPT, `${JSON.stringify(after, null, 2)}\n`);
