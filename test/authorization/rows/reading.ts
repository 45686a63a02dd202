// Who may read what: the queries, and the fields that lead on from what they answer.

import { type MatrixRow, row } from '../matrix-row';
import { NODES } from '../node-targets';
import { ACCOUNTS, INVITED, MEMBERS, RUNTIMES, RUNTIMES_BY_NAME, THEMSELVES } from '../targets';

export const READING: readonly MatrixRow[] = [
  row({ field: 'viewer', document: '{ viewer { id } }', on: THEMSELVES, variables: () => ({}) }),
  row({ field: 'gitProviders', document: '{ gitProviders { kind } }', on: THEMSELVES, variables: () => ({}) }),
  row({
    field: 'node',
    document: 'query ($id: ID!) { node(id: $id) { id } }',
    on: NODES,
    variables: ({ id }) => ({ id }),
  }),
  row({
    field: 'account',
    document: 'query ($id: ID!) { account(id: $id) { id } }',
    on: ACCOUNTS,
    variables: ({ id }) => ({ id }),
  }),
  row({
    field: 'runtime',
    document: 'query ($id: ID!) { runtime(id: $id) { id } }',
    on: RUNTIMES,
    variables: ({ id }) => ({ id }),
  }),
  row({
    field: 'Account.runtime',
    document: 'query ($id: ID!, $name: String!) { account(id: $id) { runtime(name: $name) { id } } }',
    on: RUNTIMES_BY_NAME,
    variables: ({ accountId, name }) => ({ id: accountId, name }),
    got: ({ account }) => account?.runtime,
  }),
  row({
    field: 'Account.runtimes',
    document: 'query ($id: ID!) { account(id: $id) { runtimes { edges { node { id } } } } }',
    on: RUNTIMES_BY_NAME,
    variables: ({ accountId }) => ({ id: accountId }),
    got: ({ account }, { id }) => account && isListed(account.runtimes, id),
  }),
  row({
    field: 'Account.members',
    document: 'query ($id: ID!) { account(id: $id) { members { edges { node { id } } } } }',
    on: ACCOUNTS,
    variables: ({ id }) => ({ id }),
    got: ({ account }) => account?.members,
  }),
  row({
    field: 'Account.auditEvents',
    document: 'query ($id: ID!) { account(id: $id) { auditEvents { edges { node { id } } } } }',
    on: ACCOUNTS,
    variables: ({ id }) => ({ id }),
    got: ({ account }) => account?.auditEvents,
    needs: 'auditEvent:read',
  }),
  row({
    field: 'Viewer.runtimes',
    document: '{ viewer { runtimes { edges { node { id } } } } }',
    on: RUNTIMES_BY_NAME,
    variables: () => ({}),
    got: ({ viewer }, { id }) => isListed(viewer.runtimes, id),
  }),
  row({
    field: 'Viewer.runtimes',
    variant: 'of one account',
    document: 'query ($id: ID) { viewer { runtimes(accountId: $id) { totalCount } } }',
    on: ACCOUNTS,
    variables: ({ id }) => ({ id }),
    got: ({ viewer }) => viewer.runtimes.totalCount > 0,
  }),
  row({
    field: 'Runtime.runtimeToken',
    document: 'query ($id: ID!) { runtime(id: $id) { runtimeToken { id } } }',
    on: RUNTIMES,
    variables: ({ id }) => ({ id }),
    got: ({ runtime }) => runtime?.runtimeToken,
  }),
  row({
    field: 'Runtime.userToken',
    document: 'query ($id: ID!) { runtime(id: $id) { userToken { id } } }',
    on: RUNTIMES,
    variables: ({ id }) => ({ id }),
    got: ({ runtime }) => runtime?.userToken,
  }),
  row({
    field: 'Runtime.members',
    document: 'query ($id: ID!) { runtime(id: $id) { members { edges { node { id } } } } }',
    on: RUNTIMES,
    variables: ({ id }) => ({ id }),
    got: ({ runtime }) => runtime?.members,
  }),
  row({
    field: 'Runtime.tokenRequirements',
    document: 'query ($id: ID!) { runtime(id: $id) { tokenRequirements(kind: RUNTIME) { tokenType } } }',
    on: RUNTIMES,
    variables: ({ id }) => ({ id }),
    got: ({ runtime }) => runtime?.tokenRequirements,
  }),
  row({
    field: 'Member.userTokens',
    document: 'query ($id: ID!) { node(id: $id) { ... on Member { userTokens { edges { node { status } } } } } }',
    on: async (stage) => [...(await INVITED(stage)), ...(await MEMBERS(stage))],
    variables: ({ id }) => ({ id }),
    got: ({ node }) => node?.userTokens,
  }),
];

const isListed = ({ edges }: { edges: { node: { id: string } }[] }, id: string): boolean =>
  edges.some(({ node }) => node.id === id);
