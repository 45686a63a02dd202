// Which SQL do the peers run? The gateway's own statements.

export { BY_ID, PAGE } from '../../src/store/reads/runtimes';
export { VIEWER } from '../../src/store/reads/viewer';

/** Of the first page, unfiltered. */
export const pageParameters = (personId: string, limit: number) => ({
  personId,
  accountId: null,
  pattern: '%',
  afterName: '',
  afterId: '',
  limit,
});
