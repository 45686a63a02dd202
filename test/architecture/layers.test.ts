// Which part may import which? Arrows point inward: graphql, http → application → domain. What breaks them is named here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Import, importsOf, importsUnder } from './imports';

interface Part {
  /** Other parts, or single files of them. Its own files are always free. */
  readonly parts: readonly string[];
  /** `node:` stands for Node's own modules. */
  readonly packages: readonly string[];
}

/** Parts are the folders of src/, and the files beside them by name. Those that put parts together stand last. */
const MAY_IMPORT: Readonly<Record<string, Part | 'EVERYTHING'>> = {
  domain: { parts: [], packages: [] },
  application: { parts: ['domain'], packages: [] },
  store: {
    parts: ['domain', 'application/ports', 'application/ids', 'bounded-memory'],
    packages: ['typeorm', 'better-sqlite3', 'pg', 'reflect-metadata', 'node:'],
  },
  'git-providers': { parts: ['domain', 'application/ports', 'bounded-memory'], packages: ['undici', 'node:'] },
  crypto: {
    parts: ['domain', 'application/ports', 'bounded-memory'],
    packages: ['jsonwebtoken', '@node-rs/argon2', '@zxcvbn-ts/core', '@zxcvbn-ts/language-common', 'node:'],
  },
  graphql: {
    parts: ['domain', 'application'],
    packages: ['type-graphql', 'class-validator', 'graphql', 'reflect-metadata'],
  },
  http: {
    parts: ['domain', 'application', 'bounded-memory'],
    packages: ['@apollo/server', '@as-integrations/fastify', 'fastify', 'graphql', 'graphql-jit', 'pino', 'node:'],
  },
  // The form of a key is the key ring's business, and what a database needs is the store's, also where they are read from
  // the environment.
  config: { parts: ['domain', 'crypto/key-ring', 'store/database-settings'], packages: ['node:'] },
  'bounded-memory': { parts: [], packages: [] },
  'system-clock': { parts: ['application/ports'], packages: ['node:'] },
  commands: 'EVERYTHING',
  compose: 'EVERYTHING',
  'compose-ports': 'EVERYTHING',
  main: 'EVERYTHING',
};

/** `http` of `src/http/server.ts`, `compose` of `src/compose.ts`. */
const partOf = (path: string): string => /^src\/([^/.]+)/.exec(path)?.[1] ?? path;

/** A sentence for an import that points the wrong way; null for a good one. */
function complaint({ file, specifier, of, isDynamic }: Import): string | null {
  const part = partOf(file);
  const says = `${file} imports '${specifier}'`;
  const allowed = MAY_IMPORT[part];
  if (allowed === undefined) return `${file} is in no part we know: say in MAY_IMPORT what ${part} may import.`;
  if (of.startsWith('seed/')) return complaintAboutSeed(part, says, isDynamic);
  if (allowed === 'EVERYTHING' || partOf(of) === part) return null;
  if (!of.startsWith('src/')) {
    return allowed.packages.includes(of)
      ? null
      : `${says}: of packages, ${part} may import ${allowed.packages.join(', ') || 'none'}.`;
  }
  const isAllowed = allowed.parts.some((path) => of === `src/${path}` || of.startsWith(`src/${path}/`));
  return isAllowed ? null : `${says}: of other parts, ${part} may import ${allowed.parts.join(', ') || 'none'}.`;
}

/** The cast and the simulated Git hosts must not be loaded in production; commands run beside the server. */
function complaintAboutSeed(part: string, says: string, isDynamic: boolean): string | null {
  if (part === 'commands' || (part === 'main' && isDynamic)) return null;
  return `${says}: seed/ is loaded by main.ts alone, in development only, with import(…).`;
}

test('the arrows point inward: no part imports what it may not', () => {
  const imports = importsUnder('src');
  assert.ok(imports.length > 300, `only ${imports.length} import lines were found`);
  const wrong = imports.flatMap((line) => complaint(line) ?? []);
  if (wrong.length > 0) {
    assert.fail(`\
If you're here because this failed: an import points the wrong way. Move the code to where its imports are allowed, or ask
for what you need through a port (src/application/ports). The table in this test changes only when the architecture does.

  ${wrong.join('\n  ')}`);
  }
});

test('main.ts loads seed/ with import(…), and nothing of it before', () => {
  const dynamic = importsUnder('src').filter(({ of, file }) => of.startsWith('seed/') && partOf(file) === 'main');
  assert.deepEqual(
    dynamic.map(({ of, isDynamic }) => [of, isDynamic]),
    [['seed/demonstration', true]],
  );
});

const WRONG: Readonly<Record<string, string>> = {
  "import { readFile } from 'node:fs';": 'src/domain/account.ts',
  "import type { Clock } from '../application/ports';": 'src/domain/runtime.ts',
  "import type { DataSource } from 'typeorm';": 'src/application/change.ts',
  "import { randomUUID } from 'node:crypto';": 'src/application/ids.ts',
  "import {\n  openStore,\n} from '../../store/open-store';": 'src/application/people/sign-in.ts',
  "export { KeyRing } from '../crypto/key-ring';": 'src/store/connection.ts',
  "import { createTokenCipher } from '../crypto/token-cipher';": 'src/git-providers/github.ts',
  "import { Field } from 'type-graphql';": 'src/http/server.ts',
  "const { buildGatewaySchema } = require('../graphql/schema');": 'src/http/apollo.ts',
  "import { signIn } from '../application/people/sign-in';": 'src/crypto/passwords.ts',
  "import { seedCast } from '../seed/run';": 'src/main.ts',
  "const { seedCast } = await import('../../seed/run.js');": 'src/http/server.ts',
  "import './anything';": 'src/no-such-part/file.ts',
};

test('every wrong import is seen, whatever its form', () => {
  for (const [line, file] of Object.entries(WRONG)) {
    const [found] = importsOf(file, `// a comment\n${line}\n`);
    assert.ok(found, `not read as an import: ${line}`);
    const words = complaint(found);
    assert.ok(words?.includes(file), `nothing is said of ${file}: ${line}`);
  }
});
