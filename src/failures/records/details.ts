/**
 * Reads details from messages of services. Only words from closed lists may be shown: the rest can echo what was sent.
 */

/** `getaddrinfo ENOTFOUND proxy.example.com`, in the words of Node.js */
export function readLookedUpHost(message: string) {
  return { lookedUp: /^getaddrinfo ENOTFOUND ([\w.-]{1,253})$/.exec(message)?.[1] };
}

/** `Username should be either an email or a phone number.`, `Username cannot be of email format, since …` */
export function readUsernameFormats(message: string) {
  const required = ['email', 'phone-number'].filter((format) => message.includes(format.replace('-', ' ')));
  return { formats: /should be/i.test(message) ? required : ['plain'] };
}

/** `name: The attribute is required`, `name.formatted: The attribute name.formatted is required`, `name is missing` */
export function readMissingAttributes(message: string) {
  const required = [...message.matchAll(/([\w:.-]+): The attribute (?:[\w:.-]+ )?is required/gi)].map(
    ([, name = '']) => SCIM_NAMES.get(name) ?? name,
  );
  const [, missing = ''] = /given, (.*) (?:is|are) missing/i.exec(message) ?? [];
  return { attributes: attributeNames([...required, ...missing.split(/, | and /)]) };
}

/**
 * `custom:tier: Attribute does not exist in the schema`, `Type for attribute {custom:tier}`, `Invalid phone number`,
 * `Attribute value for picture must not be null`
 */
export function readRefusedAttributes(message: string) {
  const names = [
    ...message.matchAll(
      /(?:schema: |attributes: |\n)(?:user\.)?([\w:-]+): |attribute (?:\{|value for )([\w:-]+)|invalid (email|phone number)/gi,
    ),
  ].map(([, before = '', after = '', formatted = '']) => before || after || formatted.replaceAll(' ', '_'));
  return { attributes: attributeNames(names) };
}

/** The names of some missing attributes: https://www.rfc-editor.org/rfc/rfc7643#section-4.1 */
const SCIM_NAMES: ReadonlyMap<string, string> = new Map([
  ['name.formatted', 'name'],
  ['name.givenName', 'given_name'],
  ['name.familyName', 'family_name'],
  ['name.middleName', 'middle_name'],
  ['phoneNumbers', 'phone_number'],
  ['emails', 'email'],
  ['addresses', 'address'],
]);

/** https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims */
const ATTRIBUTE =
  /^(address|birthdate|email|email_verified|family_name|gender|given_name|locale|middle_name|name|nickname|phone_number|phone_number_verified|picture|preferred_username|profile|sub|updated_at|website|zoneinfo|custom:[\w-]{1,20})$/;

function attributeNames(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name) => ATTRIBUTE.test(name)))];
}

const TRIGGER =
  /\b(PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|PreTokenGeneration|CustomMessage|UserMigration|DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallengeResponse|CustomSMSSender|CustomEmailSender|InboundFederation)\b/;

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
export function readTrigger(message: string) {
  return { trigger: TRIGGER.exec(message)?.[0] };
}

/** `Unable to send the message. User pool does not have SMS configuration to send messages.` */
export function readDeliveryFailure(message: string) {
  const [, reason] = DELIVERY_FAILURES.find(([wording]) => wording.test(message)) ?? [];
  return { reason };
}

const DELIVERY_FAILURES: readonly (readonly [wording: RegExp, reason: string])[] = [
  [/not have sms configuration/i, 'the user pool has no SMS settings'],
  [/invalid phone number/i, 'the phone number is not valid, or SMS cannot reach it'],
];

const POLICY =
  /\b(session policy|resource-based policy|permissions boundary|service control policy|resource control policy|VPC endpoint policy)\b/;

/**
 * `because no session policy allows …`, `with an explicit deny in a service control policy`. Undefined for the caller's
 * own policy, which AWS does not always mention. The action can be one that Cognito needs itself, in another service.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function readDenial(message: string) {
  const [, action] = DENIED_ACTION.exec(message) ?? [];
  return { policy: POLICY.exec(message)?.[0], action };
}

/** The form of an IAM action, such as `kms:CreateGrant`. */
const DENIED_ACTION = /not authorized to perform: ([a-z][a-z\d-]{1,30}:[A-Z][A-Za-z\d]{1,60})(?![\w:])/;

/** `1 validation error detected: Value '…' at 'password' failed to satisfy constraint: …` */
export function readMalformedInput(message: string) {
  const [, field = ''] = / at '(\w+)/.exec(message) ?? [];
  return { input: INPUTS_BY_FIELD.get(field) };
}

const INPUTS_BY_FIELD: ReadonlyMap<string, string> = new Map([
  ['userPoolId', 'user-pool-id'],
  ['clientId', 'client-id'],
  ['secretHash', 'client-secret'],
  ['clientSecret', 'client-secret'],
  ['secret', 'client-secret'],
  ['scopes', 'scopes'],
  ['deviceKey', 'device-key'],
  ['username', 'username'],
  ['password', 'password'],
  ['temporaryPassword', 'password'],
  ['groupName', 'groups'],
  ['userAttributes', 'user-attributes'],
  ['clientMetadata', 'client-metadata'],
  ['refreshToken', 'refresh-token'],
  ['token', 'refresh-token'],
]);
