// How do the tests sign in, stay signed in and sign out? The operations of a session, as a front end sends them.

import { CAST_PASSWORD } from '../../seed/data';
import type { Answer } from './graphql-client';
import { GraphQLClient } from './graphql-client';

const SESSION =
  'accessToken accessTokenExpiresAt refreshToken viewer { id email memberships { role account { name } } }';

export const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) { ${SESSION} } }`;
export const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { ${SESSION} } }`;

/** What a person holds who has signed in. */
export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export const login = (who: GraphQLClient, email: string, password: string = CAST_PASSWORD): Promise<Answer> =>
  who.send(LOGIN, { input: { email, password } });

export const refresh = (who: GraphQLClient, refreshToken: string | null): Promise<Answer> =>
  who.send(REFRESH, { input: { refreshToken } });

export const logout = (who: GraphQLClient): Promise<Answer> => who.send('mutation { logout { signedOut } }');

export const changePassword = (who: GraphQLClient, currentPassword: string, newPassword: string): Promise<Answer> =>
  who.send('mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { email } } }', {
    input: { currentPassword, newPassword },
  });

export const askWhoIAm = (who: GraphQLClient): Promise<Answer> => who.send('{ viewer { email } }');

/** A pair of tokens, signed in with e-mail and password. */
export const signIn = async (who: GraphQLClient, email: string, password?: string): Promise<TokenPair> =>
  (await login(who, email, password)).data.login;

/** A new pair for a refresh token that is good. */
export const continueWith = async (who: GraphQLClient, { refreshToken }: TokenPair): Promise<TokenPair> =>
  (await refresh(who, refreshToken)).data.refreshSession;

/** The same gateway, spoken to with this access token. */
export const withToken = ({ url }: GraphQLClient, { accessToken }: Pick<TokenPair, 'accessToken'>): GraphQLClient =>
  new GraphQLClient(url, accessToken);
