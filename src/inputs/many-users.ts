/** Checks of `users` against other inputs. */
import type { UsernameFormat } from '../ephemeral-user.ts';
import { minSecondsFor, type UserRecipe } from '../quotas.ts';
import type { InputReader } from './reading/reader.ts';

interface ManyUsers extends UserRecipe {
  readonly userCount: number;
  readonly usernameFormat: UsernameFormat;
  readonly userAttributes: Readonly<Record<string, string>>;
}

/** The attributes that identify a user, by the username format that they belong to. */
const IDENTIFYING_ATTRIBUTES: Readonly<Record<UsernameFormat, string>> = {
  email: 'email',
  'phone-number': 'phone_number',
  plain: 'preferred_username',
};

export function checkManyUsers(reader: InputReader, inputs: ManyUsers): void {
  const { userCount, usernameFormat, userAttributes } = inputs;
  if (userCount === 1) {
    return;
  }
  const attribute = IDENTIFYING_ATTRIBUTES[usernameFormat];
  if (userAttributes[attribute] !== undefined) {
    reader.addProblem(
      'user-attributes',
      `sets ${attribute}, which would be the same for all ${userCount} users. Remove it.`,
    );
  }
  const minSeconds = minSecondsFor(userCount, inputs);
  if (minSeconds > Number(reader.text('timeout-seconds'))) {
    reader.addProblem(
      'users',
      `is ${userCount}, which takes at least ${minSeconds} seconds at Cognito's default request quotas. Raise timeout-seconds, or lower users.`,
    );
  }
}
