// What do mutations answer? Payloads are nullable, so that one refused mutation does not swallow its neighbours' answers.

import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { TokenVerdict as TokenVerdictData } from '../../domain/token-verdict';
import { DateTimeScalar } from '../scalars';
import { Account } from './account';
import { GitRuntimeToken, GitUserToken } from './git-token';
import { Runtime } from './runtime';
import { TokenVerdict } from './token-verdict';
import { Viewer } from './viewer';

const STORED = {
  description:
    'Whether the token given is now the one in use; false for `dryRun` and for every verdict but `ACCEPTED`, unless it was in use before.',
};

@ObjectType('SessionPayload', {
  description: 'A signed-in session. The access token goes into `Authorization: Bearer …`.',
})
export class SessionPayload {
  @Field({ description: 'Good for 15 minutes, and only as long as its session lives.' })
  readonly accessToken!: string;

  @Field(() => DateTimeScalar, { description: 'When the access token ends; refresh before.' })
  readonly accessTokenExpiresAt!: Date;

  @Field(() => String, {
    nullable: true,
    description:
      'Good once, for `refreshSession`. Using it again later ends the session. Always given, though the type allows null.',
  })
  readonly refreshToken!: string | null;

  @Field(() => Viewer, { description: 'Who is signed in.' })
  readonly viewer!: Viewer;
}

@ObjectType('LogoutPayload', { description: 'The end of a session.' })
export class LogoutPayload {
  @Field({ description: 'Always true: the session’s tokens are worthless from now on.' })
  readonly signedOut!: boolean;
}

@ObjectType('ChangePasswordPayload', {
  description: 'A changed password. All other sessions of the person have ended.',
})
export class ChangePasswordPayload {
  @Field(() => Viewer, { description: 'Whose password it is.' })
  readonly viewer!: Viewer;
}

@ObjectType('CreateRuntimePayload', { description: 'A new runtime, or why there is none.' })
export class CreateRuntimePayload {
  @Field(() => Runtime, { nullable: true, description: 'The runtime; null when nothing was stored.' })
  readonly runtime!: Runtime | null;

  @Field(STORED)
  readonly stored!: boolean;

  @Field(() => TokenVerdict, { description: 'What the provider said of the token.' })
  readonly verdict!: TokenVerdictData;
}

@ObjectType('UpdateRuntimePayload', { description: 'A changed runtime.' })
export class UpdateRuntimePayload {
  @Field(() => Runtime, { description: 'As it is now.' })
  readonly runtime!: Runtime;

  @Field(() => Int, {
    description: 'How many user tokens became unusable by this change; they come back with access within 24 hours.',
  })
  readonly suspendedUserTokens!: number;
}

@ObjectType('DeleteRuntimePayload', { description: 'A deleted runtime; its tokens went along.' })
export class DeleteRuntimePayload {
  @Field(() => ID, { description: 'The id it had.' })
  readonly deletedRuntimeId!: string;

  @Field(() => Account, { description: 'The account it belonged to.' })
  readonly account!: Account;
}

@ObjectType('SetGitRuntimeTokenPayload', { description: 'What came of setting a runtime token.' })
export class SetGitRuntimeTokenPayload {
  @Field(() => Runtime, { description: 'The runtime, as it is now.' })
  readonly runtime!: Runtime;

  @Field(() => GitRuntimeToken, { description: 'The token in use; after a refusal the old one, untouched.' })
  readonly runtimeToken!: GitRuntimeToken;

  @Field(STORED)
  readonly stored!: boolean;

  @Field(() => TokenVerdict, { description: 'What the provider said of the token given.' })
  readonly verdict!: TokenVerdictData;
}

@ObjectType('VerifyGitRuntimeTokenPayload', { description: 'What came of checking a runtime token.' })
export class VerifyGitRuntimeTokenPayload {
  @Field(() => Runtime, { description: 'The runtime, as it is now.' })
  readonly runtime!: Runtime;

  @Field(() => GitRuntimeToken, { description: 'The token, with what was learned.' })
  readonly runtimeToken!: GitRuntimeToken;

  @Field(() => TokenVerdict, { description: 'What the provider said this time.' })
  readonly verdict!: TokenVerdictData;
}

@ObjectType('SetGitUserTokenPayload', { description: 'What came of setting the viewer’s own token.' })
export class SetGitUserTokenPayload {
  @Field(() => Runtime, { description: 'The runtime, as it is now.' })
  readonly runtime!: Runtime;

  @Field(() => GitUserToken, { nullable: true, description: 'The token in use; after a refusal the old one, or null.' })
  readonly userToken!: GitUserToken | null;

  @Field(STORED)
  readonly stored!: boolean;

  @Field(() => TokenVerdict, { description: 'What the provider said of the token given.' })
  readonly verdict!: TokenVerdictData;
}

@ObjectType('VerifyGitUserTokenPayload', { description: 'What came of checking the viewer’s own token.' })
export class VerifyGitUserTokenPayload {
  @Field(() => Runtime, { description: 'The runtime, as it is now.' })
  readonly runtime!: Runtime;

  @Field(() => GitUserToken, { description: 'The token, with what was learned.' })
  readonly userToken!: GitUserToken;

  @Field(() => TokenVerdict, { description: 'What the provider said this time.' })
  readonly verdict!: TokenVerdictData;
}

@ObjectType('DeleteGitUserTokenPayload', { description: 'The viewer’s own token is gone, or there was none.' })
export class DeleteGitUserTokenPayload {
  @Field(() => Runtime, { description: 'The runtime, as it is now.' })
  readonly runtime!: Runtime;
}
