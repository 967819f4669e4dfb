/**
 * What the inputs of a user pool have to look like. A wrong ARN is not quoted: it holds an account.
 */
import type { Form } from './reading/form.ts';

/**
 * UserPoolIdType, but with a region before its last `_`, so that it is told from the name of a pool. AWS's regions end in a digit;
 * cognito-local's is `local`.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html
 */
const USER_POOL_ID_PATTERN = /^(?=.{1,55}$)(?<region>[\w-]*\d|local)_[0-9a-zA-Z]+$/;

export const USER_POOL_ID: Form = {
  pattern: USER_POOL_ID_PATTERN,
  words: 'the ID of a user pool, like eu-west-1_AbCdEf123',
  hint: 'Find it in the Cognito console > user pool > Overview > User pool ID.',
  mistakes: [
    {
      pattern: /^arn:.*:userpool\/(?<id>[\w-]+_[0-9a-zA-Z]+)$/,
      seen: 'is an ARN',
      rather: 'the ID at its end: $<id>',
    },
    { pattern: /^arn:/, seen: 'is an ARN' },
    {
      pattern: /^(?:https?:\/\/)?cognito-idp\.[\w.-]+\/(?<id>[\w-]+_[0-9a-zA-Z]+)(?:\/.*)?$/,
      seen: 'is a URL',
      rather: 'the ID in it: $<id>',
    },
    { pattern: /^https?:/, seen: 'is a URL' },
    { pattern: /^[\w-]+:[0-9a-f-]{36}$/, seen: 'is the ID of an identity pool' },
    { pattern: /^[0-9a-z]{26}$/, seen: 'looks like the ID of an app client' },
    {
      pattern: /^(?<id>(?=.*[A-Z])(?=.*[a-z0-9])[0-9a-zA-Z]{9})$/,
      seen: 'is "$<id>", without the region and _ in front',
    },
  ],
};

/** The region that the ID of a user pool begins with, or undefined. */
export function regionOfUserPool(userPoolId: string | undefined): string | undefined {
  return USER_POOL_ID_PATTERN.exec(userPoolId ?? '')?.groups?.['region'];
}

/** What can stand in a host name, since emulators have regions of their own; but no availability zone, which has a letter behind the digit. */
export const REGION: Form = {
  pattern: /^(?!.*\d[a-z]$)[a-z0-9-]+$/,
  words: 'the code of a region, like eu-west-1',
  mistakes: [
    {
      pattern: /^(?<region>[a-z]+(?:-[a-z]+)+-\d+)(?<letter>[a-z])$/,
      seen: 'is the availability zone $<region>$<letter>',
      rather: 'the region: $<region>',
    },
  ],
};

export const ROLE_ARN: Form = {
  pattern: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  words: 'the ARN of a role, like arn:aws:iam::111122223333:role/api-tests',
  hint: 'Find it in the IAM console > Roles > the role > ARN.',
  mistakes: [
    { pattern: /^arn:[\w-]+:sts::\d*:assumed-role\//, seen: 'is the ARN of a role session' },
    { pattern: /^arn:[\w-]+:iam::\d*:user\//, seen: 'is the ARN of a user' },
    { pattern: /^arn:[\w-]+:iam::\d*:(?:oidc|saml)-provider\//, seen: 'is the ARN of an identity provider' },
    { pattern: /^arn:[\w-]+:iam::(?!\d{12}:)[^:]*:role\//, seen: 'has an account ID that is not 12 digits' },
    { pattern: /^arn:/, seen: 'is the ARN of something else' },
  ],
};
