// What is sent to sign in, to stay signed in, and to change a password?

import { Field, InputType } from 'type-graphql';
import { PASSWORD_LENGTH } from '../../application/people/new-password';
import { IsEmailAddress, IsPassword } from './constraints';

/** Of every field in which a password is chosen. */
export const NEW_PASSWORD = `${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters; common and easily guessed ones are refused.`;

@InputType('LoginInput', { description: 'With what a person signs in.' })
export class LoginInput {
  @Field({ description: 'The person’s e-mail; case does not matter.' })
  @IsEmailAddress()
  readonly email!: string;

  @Field({ description: 'The person’s password.' })
  @IsPassword()
  readonly password!: string;
}

@InputType('RefreshSessionInput', { description: 'With what a session goes on.' })
export class RefreshSessionInput {
  @Field(() => String, {
    nullable: true,
    description: 'The refresh token of the last `login` or `refreshSession`; good once. Null: `UNAUTHENTICATED`.',
  })
  readonly refreshToken?: string | null;
}

@InputType('ChangePasswordInput', { description: 'A person’s password, and what it shall be.' })
export class ChangePasswordInput {
  @Field({ description: 'The password the person signs in with now.' })
  @IsPassword()
  readonly currentPassword!: string;

  @Field({ description: NEW_PASSWORD })
  @IsPassword(PASSWORD_LENGTH)
  readonly newPassword!: string;
}
