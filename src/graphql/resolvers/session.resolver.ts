// How do people sign in, stay signed in and sign out?

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { changePassword } from '../../application/people/change-password';
import type { SessionTokens } from '../../application/people/open-session';
import { refreshSession } from '../../application/people/refresh-session';
import { signIn } from '../../application/people/sign-in';
import { signOut } from '../../application/people/sign-out';
import { actorOf, type GraphQLContext } from '../context';
import { ChangePasswordInput, LoginInput, RefreshSessionInput } from '../inputs/session-inputs';
import { ChangePasswordPayload, LogoutPayload, SessionPayload } from '../types/payloads';
import { Viewer } from '../types/viewer';

@Resolver()
export class SessionResolver {
  @Mutation(() => SessionPayload, {
    nullable: true,
    description:
      'Signs in. A wrong e-mail and a wrong password are answered alike: `UNAUTHENTICATED`, reason `WRONG_CREDENTIALS`.',
  })
  async login(
    @Arg('input', () => LoginInput, { description: 'Who signs in.' }) { email, password }: LoginInput,
    @Ctx() { gateway }: GraphQLContext,
  ): Promise<SessionPayload> {
    return toSessionPayload(await signIn(gateway, email, password), gateway.clock.now());
  }

  @Mutation(() => SessionPayload, {
    nullable: true,
    description:
      'A new pair of tokens for the same session. The refresh token given is used up; used again after 10 seconds, it ends the session.',
  })
  async refreshSession(
    @Arg('input', () => RefreshSessionInput, { description: 'The refresh token.' }) input: RefreshSessionInput,
    @Ctx() { gateway }: GraphQLContext,
  ): Promise<SessionPayload> {
    return toSessionPayload(await refreshSession(gateway, input.refreshToken ?? null), gateway.clock.now());
  }

  @Mutation(() => LogoutPayload, {
    nullable: true,
    description: 'Ends this session at once, its access token included.',
  })
  async logout(@Ctx() context: GraphQLContext): Promise<LogoutPayload> {
    await signOut(context.gateway, actorOf(context));
    return { signedOut: true };
  }

  @Mutation(() => ChangePasswordPayload, {
    nullable: true,
    description: 'Changes the password, and ends the person’s other sessions.',
  })
  async changePassword(
    @Arg('input', () => ChangePasswordInput, { description: 'The old and the new password.' })
    input: ChangePasswordInput,
    @Ctx() context: GraphQLContext,
  ): Promise<ChangePasswordPayload> {
    const viewer = await changePassword(context.gateway, actorOf(context), input);
    return { viewer: new Viewer(viewer, context.gateway.clock.now()) };
  }
}

/** What signing in in any way answers. */
export const toSessionPayload = (session: SessionTokens, now: Date): SessionPayload => ({
  ...session,
  viewer: new Viewer(session.viewer, now),
});
