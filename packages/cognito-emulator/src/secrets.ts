import type { HttpAnswer, HttpRequest, HttpResponse } from './http-server.ts';
import { parseJson } from './json.ts';
import { readCookies } from './oauth/pages.ts';

function fields<const Kind extends string>(kind: Kind, ...names: readonly string[]): [string, Kind][] {
  return names.map((name) => [name, kind]);
}

const FIELDS = [
  ...fields('username', 'Username', 'USERNAME', 'username', 'USER_ID_FOR_SRP'),
  ...fields('password', 'Password', 'TemporaryPassword', 'PASSWORD', 'password'),
  ...fields('client secret', 'ClientSecret', 'client_secret', 'Secret'),
  ...fields('secret hash', 'SecretHash', 'SECRET_HASH'),
  ...fields('challenge session', 'Session'),
  ...fields('TOTP secret', 'SecretCode'),
  ...fields('TOTP code', 'UserCode', 'SOFTWARE_TOKEN_MFA_CODE'),
  ...fields(
    'proof of SRP',
    'SECRET_BLOCK',
    'PASSWORD_CLAIM_SECRET_BLOCK',
    'PASSWORD_CLAIM_SIGNATURE',
    'PasswordVerifier',
  ),
  ...fields('ID token', 'IdToken', 'id_token'),
  ...fields('access token', 'AccessToken', 'access_token'),
  ...fields('refresh token', 'RefreshToken', 'REFRESH_TOKEN', 'refresh_token', 'Token'),
  ...fields('PKCE verifier', 'code_verifier'),
  ...fields('device key', 'DeviceKey', 'DEVICE_KEY'),
  ...fields('OIDC token of GitHub', 'WebIdentityToken', 'value'),
  ...fields('AWS credentials', 'AccessKeyId', 'SecretAccessKey', 'SessionToken'),
];

export type SecretKind =
  | (typeof FIELDS)[number][1]
  | 'login cookie'
  | 'authorization code'
  | 'Basic header'
  | 'challenge answer'
  | 'challenge parameter'
  | 'token for OIDC tokens'
  | 'AWS credentials of a user';

const KINDS: ReadonlyMap<string, SecretKind> = new Map(FIELDS);

export interface Secret {
  readonly kind: SecretKind;
  readonly text: string;
}

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

function loginSecrets(cookies: Iterable<string | undefined>, code: string | null): Secret[] {
  return [
    ...[...cookies].flatMap((cookie) => secretsOf('login cookie', cookie ?? '')),
    ...secretsOf('authorization code', code ?? ''),
  ];
}

/**
 * Returns the cookies of the login page (one of which the form repeats as `_csrf`) and codes. They are secret, although
 * they look like a `sub`.
 */
function loginSecretsOfRequest({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): Secret[] {
  const isForm = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  const form = new URLSearchParams(isForm ? body.toString() : '');
  return loginSecrets(readCookies(headers).values(), form.get('code'));
}

function loginSecretsOfAnswer({ headers }: HttpResponse): Secret[] {
  const cookies = [headers['Set-Cookie'] ?? []].flat().map((cookie) => /^[^=]+="?([^";]*)/.exec(cookie)?.[1]);
  const [location = ''] = [headers['Location'] ?? []].flat();
  return loginSecrets(cookies, new URLSearchParams(location.split('?')[1]).get('code'));
}

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
