// Do named parameters become each database's placeholders, in order?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Dialect, Statement } from '../../src/store/statement';

const STATEMENT = new Statement('SELECT x::text FROM t WHERE a = :a AND b IN (:list) AND (a = :a OR c = :c)');
const PARAMETERS = { a: 1, list: ['p', 'q'], c: null };

test('SQLite gets question marks, PostgreSQL numbers; a name may stand twice, a list grows', () => {
  const values = [1, 'p', 'q', 1, null];
  const bound = (dialect: Dialect) => {
    const { sql, values } = STATEMENT.bind(PARAMETERS, dialect);
    return { sql, values };
  };
  assert.deepEqual(bound('sqlite'), {
    sql: 'SELECT x::text FROM t WHERE a = ? AND b IN (?, ?) AND (a = ? OR c = ?)',
    values,
  });
  assert.deepEqual(bound('postgres'), {
    sql: 'SELECT x::text FROM t WHERE a = $1 AND b IN ($2, $3) AND (a = $4 OR c = $5)',
    values,
  });
});

test('an empty list finds nothing', () => {
  const { sql, values } = new Statement('x IN (:list)').bind({ list: [] }, 'sqlite');
  assert.deepEqual([sql, values], ['x IN (?)', [null]]);
});

test('a missing parameter is named', () => {
  assert.throws(() => STATEMENT.bind({ a: 1, list: [] }, 'sqlite'), /:c/);
});

test('one text has one name, under which it is prepared once; what is planned each time has none', () => {
  const name = (statement: Statement) => statement.bind(PARAMETERS, 'postgres').name;
  assert.equal(name(STATEMENT), name(STATEMENT));
  assert.notEqual(name(STATEMENT), name(new Statement('SELECT :a')));
  assert.equal(name(new Statement('SELECT :a', 'EACH_TIME')), null);
});
