// Which documents do the tests send over and over? The operations of the API, asking for all that matters.

import type { Answer, GraphQLClient } from './graphql-client';

const VERDICT = `verdict {
  outcome reason message tokenType tokenName grantedScopes expiresAt fixUrl checkedAt
  identity { login displayName kind }
  requirements { scope purpose state evidence grantedBy }
  warnings { code message }
}`;

const TOKEN = `id hint version status expiresAt expirySource createdAt updatedAt verifiedAt ${VERDICT}`;

export const RUNTIME_FIELDS = `id name gitProvider gitProviderUrl sharedConfigRepository accessMode scopeCheckMode
  health runtimeTokenStatus userTokenStatus viewerActions
  runtimeToken { ${TOKEN} setBy }
  userToken { ${TOKEN} }`;

interface TokenOptions {
  readonly username?: string | null;
  readonly expiresAt?: string | null;
  readonly dryRun?: boolean;
}

const tokenInput = (value: string, { username, expiresAt }: TokenOptions) => ({ value, username, expiresAt });

export const setUserToken = (
  who: GraphQLClient,
  runtimeId: string,
  value: string,
  options: TokenOptions = {},
): Promise<Answer> =>
  who.send(
    `mutation ($input: SetGitUserTokenInput!) {
      setGitUserToken(input: $input) { stored userToken { ${TOKEN} } runtime { id userTokenStatus } ${VERDICT} }
    }`,
    { input: { runtimeId, token: tokenInput(value, options), dryRun: options.dryRun } },
  );

export const verifyUserToken = (who: GraphQLClient, runtimeId: string): Promise<Answer> =>
  who.send(
    `mutation ($input: VerifyGitUserTokenInput!) {
      verifyGitUserToken(input: $input) { userToken { ${TOKEN} } runtime { id userTokenStatus } ${VERDICT} }
    }`,
    { input: { runtimeId } },
  );

export const deleteUserToken = (who: GraphQLClient, runtimeId: string): Promise<Answer> =>
  who.send(
    `mutation ($input: DeleteGitUserTokenInput!) {
      deleteGitUserToken(input: $input) { runtime { id userTokenStatus userToken { id } } }
    }`,
    { input: { runtimeId } },
  );

export const setRuntimeToken = (
  who: GraphQLClient,
  runtimeId: string,
  value: string,
  options: TokenOptions & { readonly expectedVersion?: number } = {},
): Promise<Answer> =>
  who.send(
    `mutation ($input: SetGitRuntimeTokenInput!) {
      setGitRuntimeToken(input: $input) { stored runtimeToken { ${TOKEN} setBy } runtime { id health runtimeTokenStatus } ${VERDICT} }
    }`,
    {
      input: {
        runtimeId,
        token: tokenInput(value, options),
        expectedVersion: options.expectedVersion,
        dryRun: options.dryRun,
      },
    },
  );

export const verifyRuntimeToken = (who: GraphQLClient, runtimeId: string): Promise<Answer> =>
  who.send(
    `mutation ($input: VerifyGitRuntimeTokenInput!) {
      verifyGitRuntimeToken(input: $input) { runtimeToken { ${TOKEN} setBy } runtime { id health runtimeTokenStatus } ${VERDICT} }
    }`,
    { input: { runtimeId } },
  );

export interface RuntimeInput {
  readonly accountId: string;
  readonly name: string;
  readonly gitProvider: string;
  readonly gitProviderUrl?: string | null;
  readonly sharedConfigRepository?: string | null;
  readonly accessMode?: string | null;
  readonly scopeCheckMode?: string | null;
  readonly token: { readonly value: string } & TokenOptions;
  readonly dryRun?: boolean | null;
}

export const createRuntime = (who: GraphQLClient, input: RuntimeInput): Promise<Answer> =>
  who.send(
    `mutation ($input: CreateRuntimeInput!) {
      createRuntime(input: $input) { stored runtime { ${RUNTIME_FIELDS} } ${VERDICT} }
    }`,
    { input },
  );

export const updateRuntime = (who: GraphQLClient, input: Record<string, unknown>): Promise<Answer> =>
  who.send(
    `mutation ($input: UpdateRuntimeInput!) {
      updateRuntime(input: $input) { suspendedUserTokens runtime { ${RUNTIME_FIELDS} } }
    }`,
    { input },
  );

export const deleteRuntime = (who: GraphQLClient, runtimeId: string): Promise<Answer> =>
  who.send(
    `mutation ($input: DeleteRuntimeInput!) { deleteRuntime(input: $input) { deletedRuntimeId account { id name } } }`,
    { input: { runtimeId } },
  );

export const readRuntime = (who: GraphQLClient, id: string): Promise<Answer> =>
  who.send(`query ($id: ID!) { runtime(id: $id) { ${RUNTIME_FIELDS} } }`, { id });
