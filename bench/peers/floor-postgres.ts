// The floor on PostgreSQL: node:http and pg, with statements that the server has prepared. Serves the page only.

import { Pool } from 'pg';
import { createKeyRing } from '../../src/crypto/key-ring';
import { createTokenCipher } from '../../src/crypto/token-cipher';
import type { Parameters, Statement } from '../../src/store/statement';
import { describePage } from './describe-runtime';
import { serveJson } from './node-server';
import type { RuntimeRow, ViewerRow } from './rows';
import { accessTokenKey, sessionOf, viewerIn } from './sign-in';
import { PAGE, pageParameters, VIEWER } from './statements';
import { readSurroundings } from './surroundings';

/** As many as the gateway has. */
const CONNECTIONS = 10;

const surroundings = readSurroundings();
const { database, keys } = surroundings.config;
if (database.kind !== 'postgres') throw new Error('This peer reads PostgreSQL.');
const pool = new Pool({ ...database, password: database.password?.reveal(), max: CONNECTIONS });
const cipher = createTokenCipher(createKeyRing(keys));
const key = accessTokenKey(keys);

async function rowsOf<Row extends object>(statement: Statement, parameters: Parameters): Promise<Row[]> {
  const { name, sql, values } = statement.bind(parameters, 'postgres');
  return (await pool.query<Row>({ name: name ?? undefined, text: sql, values: [...values] })).rows;
}

serveJson(surroundings, async ({ variables }, authorization) => {
  const now = new Date();
  const sessionId = sessionOf(authorization, key);
  const viewer = sessionId && viewerIn(await rowsOf<ViewerRow>(VIEWER, { sessionId, now: now.toISOString() }));
  if (!viewer) return { status: 401, body: { errors: [{ message: 'not signed in' }] } };
  const rows = await rowsOf<RuntimeRow>(PAGE, pageParameters(viewer.personId, variables.first + 1));
  return {
    status: 200,
    body: { data: { viewer: { runtimes: describePage(rows, variables.first, viewer, cipher, now) } } },
  };
});
