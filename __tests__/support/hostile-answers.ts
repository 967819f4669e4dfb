/**
 * Answers of Cognito, its login page, its token endpoint, STS and GitHub with a canary in every field, to find out if
 * any reaches the log.
 */
import { REDIRECT_URI } from './login-page.ts';

/** The text that must not appear in any output of a step. */
export const CANARY = 'canary <b>canary</b> "canary"';

interface HttpAnswer {
  readonly status: number;
  readonly statusText?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `bytes` replace the whole HTTP response. */
export type HostileAnswer = HttpAnswer | { readonly bytes: string };

/** An answer can echo the request. `earlier` is the number of earlier hostile answers. */
export type CreateHostileAnswer = (sent: {
  readonly headers: object;
  readonly body: string;
  readonly earlier: number;
}) => HostileAnswer;

/** Hostile answers by the reason why they are hostile. */
export type HostileAnswers = Readonly<Record<string, CreateHostileAnswer>>;

/** Formats an error of a service. */
type Refuse = (name: string, message: string) => { readonly type: string; readonly body: string };

const refuseByPage: Refuse = (name, message) => ({
  type: 'text/html',
  body: `<html><title>${escapeXml(name)}</title><p id="loginErrorMessage">${escapeXml(message)}</p></html>`,
});

const refusals: Readonly<Record<string, Refuse>> = {
  'oauth2/authorize': refuseByPage,
  'GET login': refuseByPage,
  'POST login': refuseByPage,
  AssumeRoleWithWebIdentity: (name, message) => ({
    type: 'text/xml',
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${escapeXml(name)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${escapeXml(CANARY)}</RequestId></ErrorResponse>`,
  }),
  'oauth2/token': (error, description) => ({
    type: 'application/json',
    body: JSON.stringify({ error, error_description: description, error_uri: CANARY }),
  }),
  'github-oidc': (typeKey, message) => ({
    type: 'application/json',
    body: JSON.stringify({ typeKey, message, [CANARY]: CANARY }),
  }),
};

const refuseAsCognito: Refuse = (name, message) => ({
  type: 'application/x-amz-json-1.1',
  body: JSON.stringify({ __type: name, message, Message: message, code: name, cause: CANARY, [CANARY]: CANARY }),
});

/** The exception for a violated constraint. */
const VALIDATION_NAMES: Readonly<Record<string, string>> = {
  AssumeRoleWithWebIdentity: 'ValidationError',
  'oauth2/token': 'invalid_request',
};

/**
 * Returns every hostile answer for an operation. After retries, the answer is a final error, so that no test waits for
 * the deadline.
 */
export function hostileAnswersFor(operation: string): HostileAnswers {
  const refuse = refusals[operation] ?? refuseAsCognito;
  const refusal = (name: string, message: string, more: Partial<HttpAnswer> = {}): HttpAnswer => {
    const { type, body } = refuse(name, message);
    return { status: 400, ...more, headers: { 'Content-Type': type, ...more.headers }, body };
  };
  const quoting: CreateHostileAnswer = ({ headers, body }) =>
    refusal(
      VALIDATION_NAMES[operation] ?? 'InvalidParameterException',
      `1 validation error detected: Value '${body} ${JSON.stringify(headers)}' at 'password' failed to satisfy constraint: ${CANARY}`,
    );
  const others = Object.entries({
    'an invalid name, status and ID': () =>
      refusal(CANARY, CANARY, { status: 418, statusText: CANARY, headers: HEADERS }),
    ...UNREADABLE,
    ...SUCCESSES[operation],
  }).map(([name, answer]): [string, CreateHostileAnswer] => [
    name,
    (sent) => (sent.earlier < 2 ? answer : quoting)(sent),
  ]);
  return { 'a refusal that quotes the request': quoting, ...Object.fromEntries(others) };
}

const HEADERS = Object.fromEntries(
  [
    'x-amzn-RequestId',
    'x-amz-id-2',
    'x-amz-cf-id',
    'x-amzn-ErrorType',
    'x-amzn-query-error',
    'Retry-After',
    'WWW-Authenticate',
    'Set-Cookie',
    'Warning',
  ].map((name) => [name, CANARY]),
);

/** Answers that no service sends, like those of a proxy in between. */
export const UNREADABLE: HostileAnswers = {
  'a redirect to another host': ({ body }) => ({
    status: 302,
    headers: { 'Content-Type': 'text/html', Location: 'http://canary:canary@127.0.0.1:9/canary?canary#canary' },
    body: `<html><title>${CANARY}</title>${body}</html>`,
  }),
  'truncated JSON': ({ body }) => ({
    status: 200,
    headers: { 'Content-Type': 'application/x-amz-json-1.1' },
    body: `{"canary": ${CANARY} ${body}`,
  }),
};

const json = (value: unknown): HostileAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-RequestId': CANARY },
  body: JSON.stringify(value),
});

const jwt = (claims: string): string => `e30.${Buffer.from(claims).toString('base64url')}.canary`;

const challenge: HostileAnswers = {
  'an unknown challenge': () =>
    json({
      ChallengeName: CANARY,
      Session: CANARY,
      ChallengeParameters: { USERNAME: CANARY, USER_ID_FOR_SRP: CANARY, canary: CANARY },
      AvailableChallenges: [CANARY],
    }),
  'unknown factors to set up': () =>
    json({
      ChallengeName: 'MFA_SETUP',
      Session: CANARY,
      ChallengeParameters: { MFAS_CAN_SETUP: JSON.stringify([`canary${'_canary'.repeat(20)}`, CANARY]) },
    }),
};

const choices: HostileAnswers = {
  'unknown first factors': () =>
    json({ ChallengeName: 'SELECT_CHALLENGE', Session: CANARY, AvailableChallenges: [CANARY, 'canary, canary'] }),
  'unknown second factors': () =>
    json({
      ChallengeName: 'SELECT_MFA_TYPE',
      Session: CANARY,
      ChallengeParameters: { MFAS_CAN_CHOOSE: JSON.stringify([`canary${'_canary'.repeat(20)}`, CANARY]) },
    }),
};

const tokensWith = (claims: string): HostileAnswer => {
  const token = jwt(claims);
  return json({ AuthenticationResult: { IdToken: token, AccessToken: token, RefreshToken: CANARY } });
};

const tokens: HostileAnswers = {
  'tokens that are not JWTs': () =>
    json({ AuthenticationResult: { IdToken: CANARY, AccessToken: 'canary', RefreshToken: `canary\n${CANARY}` } }),
  'tokens whose claims are not JSON': () => tokensWith(`{"exp": ${CANARY}`),
  'tokens with claims of other types': () => tokensWith(JSON.stringify({ exp: CANARY, sub: [CANARY] })),
  'tokens with an impossible expiry': () => tokensWith(JSON.stringify({ exp: 1e300, sub: CANARY })),
};

const otherTypes: HostileAnswers = {
  'fields of other types': () =>
    json({
      Session: { canary: CANARY },
      AuthenticationResult: { IdToken: { canary: CANARY }, AccessToken: [CANARY], ExpiresIn: '17 canary' },
    }),
  'a list': () => json([CANARY]),
  'a string': () => json(CANARY),
};

const bytes: HostileAnswers = {
  'bytes that are not HTTP': () => ({ bytes: `${CANARY}\r\n\r\n` }),
  'invalid headers': () => ({ bytes: `HTTP/1.1 200 OK\r\ncanary canary: canary\r\ncanary\r\n\r\n${CANARY}` }),
};

const page = (body: string): HostileAnswer => ({
  status: 200,
  headers: { 'Content-Type': 'text/html', 'x-amz-cognito-request-id': CANARY, 'Set-Cookie': 'canary=canary-canary' },
  body: `<html><title>${CANARY}</title>${body}</html>`,
});

const redirect = (location: string): HostileAnswer => ({ status: 302, headers: { Location: location }, body: CANARY });

const HOSTILE_PARAMETERS = new URLSearchParams({
  error: CANARY,
  error_description: CANARY,
  code: 'canary',
  state: CANARY,
});

const redirects: HostileAnswers = {
  'an error page with a hostile error': () => redirect(`/error?${HOSTILE_PARAMETERS}`),
  'a hostile error at the redirect URI': () => redirect(`${REDIRECT_URI}?${HOSTILE_PARAMETERS}`),
  'an invalid location': () => redirect('http://[canary'),
};

/** Hostile answers with the format of a success. */
const SUCCESSES: Readonly<Record<string, HostileAnswers>> = {
  AdminCreateUser: {
    'a user with invalid fields': () =>
      json({ User: { Username: CANARY, UserCreateDate: '17 canary', Attributes: CANARY } }),
  },
  InitiateAuth: { ...challenge, ...choices, ...tokens, ...otherTypes, ...bytes },
  RespondToAuthChallenge: challenge,
  AdminInitiateAuth: challenge,
  AdminRespondToAuthChallenge: challenge,
  AssociateSoftwareToken: {
    'a secret that is not base32': () => json({ SecretCode: `${CANARY} 0189!`, Session: CANARY }),
  },
  VerifySoftwareToken: { 'an unknown status': () => json({ Status: CANARY, Session: CANARY }) },
  GetTokensFromRefreshToken: { ...tokens, ...otherTypes },
  'oauth2/token': {
    ...bytes,
    'a token that is not a JWT': () => json({ access_token: CANARY, token_type: CANARY }),
    'an error that is not a string': () => json({ error: { canary: CANARY }, error_description: [CANARY] }),
    'a list': () => json([CANARY]),
  },
  'github-oidc': {
    'an invalid token': () => json({ value: `canary\n${CANARY}` }),
    'a token of another type': () => json({ value: { canary: CANARY } }),
  },
  AssumeRoleWithWebIdentity: {
    'truncated XML': () => ({ status: 200, headers: { 'Content-Type': 'text/xml' }, body: `<canary><${CANARY}` }),
    'invalid credentials': () => ({
      status: 200,
      headers: { 'Content-Type': 'text/xml' },
      body: `<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>canary\ncanary</AccessKeyId><SecretAccessKey>canary</SecretAccessKey><SessionToken>canary\u0001</SessionToken><Expiration>canary</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
    }),
  },
  GetClientToken: {
    'a token that is not a JWT': () => json({ ClientAuthenticationResult: { AccessToken: CANARY, TokenType: CANARY } }),
    'fields of other types': () => json({ ClientAuthenticationResult: { AccessToken: [CANARY] } }),
  },
  'oauth2/authorize': redirects,
  'GET login': { ...redirects, 'a page without the form': () => page(`<input name="csrf" value="canary">${CANARY}`) },
  'POST login': {
    ...redirects,
    'the form with a hostile message': () =>
      page(`<form name="cognitoSignInForm"><input name="_csrf"></form><p id="loginErrorMessage">${CANARY}</p>`),
    'another form': () => page(`<form action="/canary"><input name="${CANARY}"></form>`),
    'a code with another state': () => redirect(`${REDIRECT_URI}?code=canary&state=canary`),
  },
  GetId: { 'an identity of another type': () => json({ IdentityId: { canary: CANARY } }), ...bytes },
  GetCredentialsForIdentity: {
    'invalid credentials': () =>
      json({ Credentials: { AccessKeyId: CANARY, SecretKey: [CANARY], SessionToken: CANARY, Expiration: CANARY } }),
    'credentials without an expiry': () =>
      json({ IdentityId: CANARY, Credentials: { AccessKeyId: CANARY, SecretKey: CANARY, SessionToken: CANARY } }),
    'a list': () => json([CANARY]),
  },
  ListUsers: {
    'users with invalid fields': () =>
      json({ Users: [{ Username: CANARY, UserCreateDate: '17 canary' }, CANARY], PaginationToken: CANARY }),
  },
};

/** Hostile answers to the first call of SRP. */
export const SRP_HOSTILE_ANSWERS: HostileAnswers = {
  'invalid numbers': () =>
    json({
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeParameters: { SALT: CANARY, SRP_B: CANARY, SECRET_BLOCK: CANARY, USER_ID_FOR_SRP: CANARY },
    }),
  'missing numbers': () => json({ ChallengeName: 'PASSWORD_VERIFIER', ChallengeParameters: { canary: CANARY } }),
};

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
