import type { HttpAnswer, HttpRequest } from './http-server.ts';
import { parseJson } from './json.ts';
import { type LoginSecret, loginSecretsOfAnswer, loginSecretsOfRequest } from './oauth/login-secrets.ts';

/** The kinds of secrets. */
export type SecretKind =
  | 'username'
  | 'password'
  | 'client secret'
  | 'secret hash'
  | 'Basic header'
  | 'challenge session'
  | 'challenge answer'
  | 'challenge parameter'
  | 'TOTP secret'
  | 'TOTP code'
  | 'proof of SRP'
  | 'ID token'
  | 'access token'
  | 'refresh token'
  | 'device key'
  | LoginSecret['kind']
  | 'PKCE verifier'
  | 'OIDC token of GitHub'
  | 'token for OIDC tokens'
  | 'AWS credentials'
  | 'AWS credentials of a user';

export interface Secret {
  readonly kind: SecretKind;
  readonly text: string;
}

/** Field names of all emulated services. */
const KINDS: ReadonlyMap<string, SecretKind> = new Map([
  ...['Username', 'USERNAME', 'username', 'USER_ID_FOR_SRP'].map((name) => [name, 'username'] as const),
  ...['Password', 'TemporaryPassword', 'PASSWORD', 'password'].map((name) => [name, 'password'] as const),
  ...['ClientSecret', 'client_secret', 'Secret'].map((name) => [name, 'client secret'] as const),
  ...['SecretHash', 'SECRET_HASH'].map((name) => [name, 'secret hash'] as const),
  ['Session', 'challenge session'],
  ['SecretCode', 'TOTP secret'],
  ...['UserCode', 'SOFTWARE_TOKEN_MFA_CODE'].map((name) => [name, 'TOTP code'] as const),
  ...['SECRET_BLOCK', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'PasswordVerifier'].map(
    (name) => [name, 'proof of SRP'] as const,
  ),
  ...['IdToken', 'id_token'].map((name) => [name, 'ID token'] as const),
  ...['AccessToken', 'access_token'].map((name) => [name, 'access token'] as const),
  ...['RefreshToken', 'REFRESH_TOKEN', 'refresh_token', 'Token'].map((name) => [name, 'refresh token'] as const),
  ['code_verifier', 'PKCE verifier'],
  ...['DeviceKey', 'DEVICE_KEY'].map((name) => [name, 'device key'] as const),
  ...['WebIdentityToken', 'value'].map((name) => [name, 'OIDC token of GitHub'] as const),
  ...['AccessKeyId', 'SecretAccessKey', 'SessionToken'].map((name) => [name, 'AWS credentials'] as const),
]);

/** The generated ID of a user is not secret, although it can replace the username. */
function isSub(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/**
 * Returns a secret and the parts that reveal it. For a token, these are all parts but the first, which is the same in
 * all tokens of a key.
 */
export function secretsOf(kind: SecretKind, text: string): Secret[] {
  const parts = kind.includes('token') && kind !== 'token for OIDC tokens' ? text.split('.').slice(1) : [];
  return [text, ...parts].filter((part) => part !== '').map((part) => ({ kind, text: part }));
}

/** The fields of credentials that an identity pool gives to a user. Those of a role have other names. */
function secretsInUserCredentials(credentials: object): Secret[] {
  return Object.values(credentials)
    .filter((value) => typeof value === 'string')
    .flatMap((value) => secretsOf('AWS credentials of a user', value));
}

function textsIn(value: unknown): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(value ?? {}).flatMap(([name, text]: [string, unknown]) =>
      typeof text === 'string' ? [[name, text]] : [],
    ),
  );
}

/** Returns the answer to a custom challenge, or what its trigger shows. Other challenges have choices as answers. */
function customChallengeSecretsIn(message: object): Secret[] {
  const fields = new Map<string, unknown>(Object.entries(message));
  if (fields.get('ChallengeName') !== 'CUSTOM_CHALLENGE') {
    return [];
  }
  const shown = new Map(textsIn(fields.get('ChallengeParameters')));
  shown.delete('USERNAME');
  return [
    ...secretsOf('challenge answer', textsIn(fields.get('ChallengeResponses')).get('ANSWER') ?? ''),
    ...[...shown.values()].flatMap((text) => secretsOf('challenge parameter', text)),
  ];
}

function secretsIn(value: unknown, name = ''): Secret[] {
  if (typeof value === 'object' && value !== null) {
    if ('SecretKey' in value) {
      return secretsInUserCredentials(value);
    }
    const fields = Object.entries(value).flatMap(([field, entry]) => secretsIn(entry, field));
    return [...customChallengeSecretsIn(value), ...fields];
  }
  const kind = KINDS.get(name);
  return kind === undefined || typeof value !== 'string' || isSub(value) ? [] : secretsOf(kind, value);
}

/** Parses JSON, the XML of STS or a form. */
function parse(body: string): unknown {
  const json = parseJson(body);
  if (json !== undefined) {
    return json;
  }
  const elements = [...body.matchAll(/<(\w+)>([^<>]+)<\/\1>/g)].map(([, name, text]) => [name, text]);
  return Object.fromEntries(elements.length > 0 ? elements : new URLSearchParams(body));
}

const AUTHORIZATIONS: ReadonlyMap<string, SecretKind> = new Map([
  ['basic', 'Basic header'],
  ['bearer', 'token for OIDC tokens'],
]);

function secretsInHeaders(headers: HttpRequest['headers']): Secret[] {
  const [scheme = '', ...credentials] = (headers.get('authorization') ?? '').split(' ');
  const kind = AUTHORIZATIONS.get(scheme.toLowerCase());
  return [
    ...(kind === undefined ? [] : secretsOf(kind, credentials.join(' '))),
    ...secretsOf('AWS credentials', headers.get('x-amz-security-token') ?? ''),
  ];
}

/** Collects every secret in requests and answers. */
export class SeenSecrets {
  /** Evaluated on demand, so that collecting costs almost nothing. */
  readonly #messages: (() => Secret[])[] = [];

  /** In order of first appearance. */
  get all(): readonly Secret[] {
    const byText = new Map<string, Secret>();
    for (const secret of this.#messages.flatMap((read) => read())) {
      byText.set(secret.text, byText.get(secret.text) ?? secret);
    }
    return [...byText.values()];
  }

  /** Wraps a request handler to collect the secrets of requests and answers. */
  tap(respond: (request: HttpRequest) => Promise<HttpAnswer>): (request: HttpRequest) => Promise<HttpAnswer> {
    return async (request) => {
      this.addRequest(request);
      const answer = await respond(request);
      if (typeof answer !== 'string') {
        this.#messages.push(() => [...secretsIn(parse(answer.body)), ...loginSecretsOfAnswer(answer)]);
      }
      return answer;
    };
  }

  addRequest({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): void {
    this.#messages.push(() => [
      ...secretsInHeaders(headers),
      ...secretsIn(parse(body.toString())),
      ...loginSecretsOfRequest({ headers, body }),
    ]);
  }
}
