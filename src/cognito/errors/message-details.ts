/**
 * What of a message of AWS may be shown: words from closed lists. The rest can echo what was sent.
 */

/** Gives the words, or nothing. */
export type Detail = (message: string) => string;

/** Which username a user pool wants. */
export const wantedUsername: Detail = (message) => {
  const [wanted = ''] = USERNAME_FORMS.flatMap(([pattern, form]) => (pattern.test(message) ? [form] : []));
  return wanted;
};

const USERNAME_FORMS: readonly (readonly [RegExp, string])[] = [
  [/should be either an email or a phone number/i, 'an e-mail address or a phone number'],
  [/should be an email/i, 'an e-mail address'],
  [/should be a phone number/i, 'a phone number'],
  [/cannot be of email format/i, 'no e-mail address'],
  [/cannot be of phone number format/i, 'no phone number'],
];

/** The user attributes that a user pool misses: `name: The attribute is required`, `Invalid attributes given, name is missing`. */
export const missingAttributes: Detail = (message) => {
  const required = [...message.matchAll(/([\w:-]+): The attribute is required/gi)].map(([, name = '']) => name);
  const [, missing = ''] = /given, (.*) (?:is|are) missing/i.exec(message) ?? [];
  return attributeNames([...required, ...missing.split(/, | and /)]);
};

/**
 * The user attributes that a user pool does not take: `custom:tier: Attribute does not exist in the schema.`, `Type for attribute {custom:tier}
 * could not be determined`
 */
export const refusedAttributes: Detail = (message) => {
  const named = [...message.matchAll(/(?:schema: |\n|^)([\w:-]+): |attribute \{([\w:-]+)\}/g)].map(
    ([, before = '', inBraces = '']) => before || inBraces,
  );
  const formats = FORMATTED_ATTRIBUTES.flatMap(([pattern, name]) => (pattern.test(message) ? [name] : []));
  return attributeNames([...named, ...formats]);
};

const FORMATTED_ATTRIBUTES: readonly (readonly [RegExp, string])[] = [
  [/invalid email address format/i, 'email'],
  [/invalid phone number format/i, 'phone_number'],
  [/birthdate/i, 'birthdate'],
];

/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
const STANDARD_ATTRIBUTES =
  'address birthdate email email_verified family_name gender given_name locale middle_name name nickname phone_number phone_number_verified picture preferred_username profile sub updated_at website zoneinfo'.split(
    ' ',
  );

function attributeNames(names: readonly string[]): string {
  const known = names.filter((name) => STANDARD_ATTRIBUTES.includes(name) || /^custom:[\w-]{1,20}$/.test(name));
  return [...new Set(known)].join(' ');
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
export const triggerName: Detail = (message) => {
  const [name = ''] = TRIGGERS.exec(message) ?? [];
  return name;
};

const TRIGGERS =
  /\b(PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|PreTokenGeneration|CustomMessage|UserMigration|DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallengeResponse|CustomSMSSender|CustomEmailSender|InboundFederation)\b/;

/** Whether it is the password that keeps a user out. */
export const expiredPassword: Detail = (message) => (/temporary password/i.test(message) ? 'temporary password' : '');

/** Which kind of policy denies: `because no session policy allows …`, `with an explicit deny in a service control policy`. */
export const denyingPolicy: Detail = (message) => {
  const [policy = ''] = POLICIES.exec(message) ?? [];
  return policy;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const POLICIES =
  /\b(identity-based policy|session policy|resource-based policy|permissions boundary|service control policy|resource control policy|VPC endpoint policy)\b/;

/** The input that a value came from: `1 validation error detected: Value '…' at 'password' failed to satisfy constraint: …` */
export const malformedInput: Detail = (message) => {
  const [, field = ''] = / at '(\w+)/.exec(message) ?? [];
  return INPUTS_BY_FIELD.get(field) ?? '';
};

const INPUTS_BY_FIELD: ReadonlyMap<string, string> = new Map([
  ['userPoolId', 'user-pool-id'],
  ['clientId', 'client-id'],
  ['secretHash', 'client-secret'],
  ['clientSecret', 'client-secret'],
  ['username', 'username'],
  ['password', 'password'],
  ['temporaryPassword', 'password'],
  ['groupName', 'groups'],
  ['userAttributes', 'user-attributes'],
  ['clientMetadata', 'client-metadata'],
  ['refreshToken', 'refresh-token'],
  ['token', 'refresh-token'],
]);
