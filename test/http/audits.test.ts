// Does the API speak GraphQL over HTTP as specified? Every audit of graphql-http, one test each.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serverAudits } from 'graphql-http';
import { type SmallApi, startSmallApi, TOKEN } from './small-api';

describe('GraphQL over HTTP', () => {
  let api: SmallApi;
  before(async () => {
    api = await startSmallApi();
  });
  after(() => api.close());

  /** Signed in, and with the header that cross-site requests cannot have. */
  const fetchFn = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, authorization: TOKEN, 'apollo-require-preflight': 'true' } });
  const audits = serverAudits({ url: () => `${api.url}/graphql`, fetchFn });

  for (const audit of audits) {
    it(`${audit.id}: ${audit.name}`, async () => {
      const result = await audit.fn();
      assert.equal(result.status, 'ok', 'reason' in result ? result.reason : '');
    });
  }

  it('has 61 audits; another number means graphql-http has changed', () => {
    assert.equal(audits.length, 61);
  });
});
