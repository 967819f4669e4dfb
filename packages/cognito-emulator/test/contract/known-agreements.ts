/**
 * What cognito-local agrees with, as far as known: the beginnings of names, of which every test agrees. All other tests
 * are known to differ. `npm run live` reports what differs although it is listed, and what agrees and is not listed.
 */
const COGNITO_LOCAL: readonly string[] = [
  'administration › AdminCreateUser › creates a user who must change the password',
  'administration › AdminSetUserPassword with Permanent',
  'administration › SignUp › accepts the secret hash of a client with a secret',
  'administration › SignUp › creates a user',
  'administration › SignUp › refuses a name that is taken',
  'administration › SignUp › refuses a username that does not fit the pool',
  'administration › attributes › are stored if they conform to the schema',
  'administration › the password policy accepts every symbol',
  'administration › usernames › follow the rules of the pool (case-sensitive,',
  'administration › usernames › follow the rules of the pool (e-mail, {"UsernameAttributes":["email"]}): ["ada"]',
  'administration › usernames › follow the rules of the pool (plain, {}): ["ada@example.com"]',
  'mfa › a pool that only allows authenticator apps requires none',
  'sign-in › AdminInitiateAuth › returns tokens with ADMIN_USER_PASSWORD_AUTH',
  'sign-in › NEW_PASSWORD_REQUIRED › refuses {}',
  'sign-in › USER_PASSWORD_AUTH › accepts a phone number',
  'stories › ephemeral › ADMIN_USER_PASSWORD_AUTH',
  'stories › ephemeral › USER_PASSWORD_AUTH',
  'stories › ephemeral › by e-mail address',
  'stories › ephemeral › by sign-up',
  'stories › ephemeral › by username',
  'stories › ephemeral › fails: a plain username',
  'stories › refresh › an app client without a secret',
  'stories › stored › USER_PASSWORD_AUTH',
  'stories › stored › fails: a wrong password',
  'stories › stored › with the client secret',
  'stories › the sweep › ',
  'tokens › tokens of a sign-in › have no origin_jti',
  'user-pools › ListUsers › finds users of a pool with username attributes by their UUID only',
  'user-pools › ListUsers › refuses a filter by a custom attribute',
  'user-pools › ListUsers › refuses a filter with another operator',
  'user-pools › ListUsers › refuses a filter without quotation marks',
  'user-pools › ListUsers › returns users with all fields',
  'user-pools › a user pool › is listed page by page',
  'user-pools › an app client › can have the callback URL',
  'wire › a signed call › is accepted if the clock of the caller is four minutes slow',
];

/** Returns true if a test is known to differ. Only of cognito-local, anything is known. */
export function isKnownDifference(service: string | undefined, name: string): boolean {
  return service === 'cognito-local' && !COGNITO_LOCAL.some((beginning) => name.startsWith(beginning));
}
