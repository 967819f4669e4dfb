/**
 * What other emulators agree with, as far as known: the beginnings of names, of which every test agrees. All other tests
 * are known to differ. `npm run live` reports what differs although it is listed, and what agrees and is not listed.
 */
const BOTH: readonly string[] = [
  'administration › AdminSetUserPassword with Permanent',
  'administration › SignUp › accepts the secret hash of a client with a secret',
  'administration › attributes › are stored if they conform to the schema',
  'administration › the password policy accepts every symbol',
  'administration › usernames › follow the rules of the pool (case-sensitive,',
  'administration › usernames › follow the rules of the pool (plain, {}): ["ada@example.com"]',
  'mfa › a pool that only allows authenticator apps requires none',
  'sign-in › AdminInitiateAuth › returns tokens with ADMIN_USER_PASSWORD_AUTH',
  'sign-in › USER_PASSWORD_AUTH › accepts a phone number',
  'stories › ephemeral › ADMIN_USER_PASSWORD_AUTH',
  'stories › ephemeral › by e-mail address',
  'stories › ephemeral › by sign-up',
  'stories › ephemeral › by username',
  'stories › ephemeral › fails: a plain username',
  'stories › stored › fails: a wrong password',
  'stories › the sweep › ',
  'user-pools › ListUsers › finds users of a pool with username attributes by their UUID only',
  'user-pools › ListUsers › refuses a filter by a custom attribute',
  'user-pools › ListUsers › refuses a filter with another operator',
  'user-pools › ListUsers › refuses a filter without quotation marks',
  'user-pools › ListUsers › returns users with all fields',
  'user-pools › a user pool › is listed page by page',
  'user-pools › an app client › can have the callback URL',
  'wire › a signed call › is accepted if the clock of the caller is four minutes slow',
];

const KNOWN_AGREEMENTS: Readonly<Record<string, readonly string[]>> = {
  moto: [
    ...BOTH,
    'administration › AdminCreateUser › refuses RESEND for an unknown user',
    'administration › AdminCreateUser › refuses a user pool that does not exist',
    'administration › SignUp › refuses a password against the policy',
    'administration › the operations on users refuse an unknown user',
    'administration › usernames › follow the rules of the pool (e-mail or phone,',
    'sign-in › AdminInitiateAuth › returns tokens with ADMIN_NO_SRP_AUTH',
    'sign-in › NEW_PASSWORD_REQUIRED › is followed by the MFA challenge',
    'sign-in › NEW_PASSWORD_REQUIRED › refuses {"NEW_PASSWORD":"short"}',
    'sign-in › USER_PASSWORD_AUTH › refuses a disabled user',
    'sign-in › USER_PASSWORD_AUTH › refuses a wrong password',
    'sign-in › USER_PASSWORD_AUTH › refuses an alias that is not verified',
    'sign-in › USER_PASSWORD_AUTH › refuses an unknown user',
    'sign-in › USER_PASSWORD_AUTH › refuses another case by default',
    'sign-in › USER_PASSWORD_AUTH › refuses the e-mail attribute of a plain pool',
    'sign-in › an auth flow that the app client or the pool does not allow is refused › ADMIN_USER_PASSWORD_AUTH by Init',
    'sign-in › an auth flow that the app client or the pool does not allow is refused › USER_PASSWORD_AUTH by Admin',
    'stories › ephemeral › USER_SRP_AUTH',
    'stories › ephemeral › fails: a group that does not exist',
    'stories › ephemeral › sets up an authenticator app',
    'tokens › REFRESH_TOKEN_AUTH › returns a new ID token and access token of the same sign-in',
    'wire › a signed call › does not find the pool from another region',
  ],
  'cognito-local': [
    ...BOTH,
    'administration › AdminCreateUser › creates a user who must change the password',
    'administration › SignUp › creates a user',
    'administration › SignUp › refuses a name that is taken',
    'administration › SignUp › refuses a username that does not fit the pool',
    'administration › usernames › follow the rules of the pool (e-mail, {"UsernameAttributes":["email"]}): ["ada"]',
    'sign-in › NEW_PASSWORD_REQUIRED › refuses {}',
    'stories › ephemeral › USER_PASSWORD_AUTH',
    'stories › refresh › an app client without a secret',
    'stories › stored › USER_PASSWORD_AUTH',
    'stories › stored › with the client secret',
    'tokens › tokens of a sign-in › have no origin_jti',
  ],
};

/** Returns true if a test is known to differ. Nothing is known of AWS and of other services. */
export function isKnownDifference(service: string | undefined, name: string): boolean {
  const agreements = KNOWN_AGREEMENTS[service ?? ''];
  return agreements !== undefined && !agreements.some((beginning) => name.startsWith(beginning));
}
