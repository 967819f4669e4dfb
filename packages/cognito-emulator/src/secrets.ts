import { formOf, type HttpAnswer, type HttpRequest } from './http-server.ts';
import { isJsonObject, type JsonObject, parseJson } from './json.ts';
import { readCookies } from './oauth/pages.ts';

/** The names of secret members and fields, by kind. */
const FIELDS = [
  ['username', ['Username', 'USERNAME', 'username', 'USER_ID_FOR_SRP']],
  ['password', ['Password', 'TemporaryPassword', 'PASSWORD', 'password']],
  ['client secret', ['ClientSecret', 'client_secret', 'Secret']],
  ['secret hash', ['SecretHash', 'SECRET_HASH']],
  ['challenge session', ['Session']],
  ['TOTP secret', ['SecretCode']],
  ['TOTP code', ['UserCode', 'SOFTWARE_TOKEN_MFA_CODE']],
  ['proof of SRP', ['SECRET_BLOCK', 'PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE', 'PasswordVerifier']],
  ['ID token', ['IdToken', 'id_token']],
  ['access token', ['AccessToken', 'access_token']],
  ['refresh token', ['RefreshToken', 'REFRESH_TOKEN', 'refresh_token', 'Token']],
  ['PKCE verifier', ['code_verifier']],
  ['device key', ['DeviceKey', 'DEVICE_KEY']],
  ['OIDC token of GitHub', ['WebIdentityToken', 'value']],
  ['AWS credentials', ['AccessKeyId', 'SecretAccessKey', 'SessionToken']],
] as const;

export type SecretKind =
  | (typeof FIELDS)[number][0]
  | 'login cookie'
  | 'authorization code'
  | 'Basic header'
  | 'challenge answer'
  | 'challenge parameter'
  | 'token for OIDC tokens'
  | 'AWS credentials of a user';

export interface Secret {
  readonly kind: SecretKind;
  readonly text: string;
}

/** The generated ID of a user is not secret, although it can replace the username. */
function isSub(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/**
 * Returns a secret and the parts that reveal it, if there is one. For a token, these are all parts but the first, which
 * is the same in all tokens of a key.
 */
export function secretsOf(kind: SecretKind, text: unknown): Secret[] {
  if (typeof text !== 'string') {
    return [];
  }
  const parts = kind.includes('token') && kind !== 'token for OIDC tokens' ? text.split('.').slice(1) : [];
  return [text, ...parts].filter((part) => part !== '').map((part) => ({ kind, text: part }));
}

/** Returns the answer to a custom challenge, or what its trigger shows. Other challenges have choices as answers. */
function customChallengeSecretsIn(message: object): Secret[] {
  const members: JsonObject = { ...message };
  const { ChallengeName: name, ChallengeParameters: parameters, ChallengeResponses: responses } = members;
  if (name !== 'CUSTOM_CHALLENGE') {
    return [];
  }
  const { USERNAME: _, ...shown } = isJsonObject(parameters) ? parameters : {};
  return [
    ...secretsOf('challenge answer', isJsonObject(responses) && responses['ANSWER']),
    ...Object.values(shown).flatMap((text) => secretsOf('challenge parameter', text)),
  ];
}

function secretsIn(value: unknown, name = ''): Secret[] {
  if (typeof value === 'object' && value !== null) {
    // An identity pool gives such credentials to a user. Those of a role have other names.
    if ('SecretKey' in value) {
      return Object.values(value).flatMap((text) => secretsOf('AWS credentials of a user', text));
    }
    const fields = Object.entries(value).flatMap(([field, entry]) => secretsIn(entry, field));
    return [...customChallengeSecretsIn(value), ...fields];
  }
  const [kind] = FIELDS.find(([, names]) => names.some((candidate) => candidate === name)) ?? [];
  return kind === undefined || (typeof value === 'string' && isSub(value)) ? [] : secretsOf(kind, value);
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

/**
 * Returns the cookies of the login page (one of which the form repeats as `_csrf`) and the code. They are secret,
 * although they look like a `sub`.
 */
function loginSecrets(cookies: Iterable<unknown>, code: unknown): Secret[] {
  const cookieSecrets = [...cookies].flatMap((cookie) => secretsOf('login cookie', cookie));
  return [...cookieSecrets, ...secretsOf('authorization code', code)];
}

function secretsInRequest(request: Pick<HttpRequest, 'headers' | 'body'>): Secret[] {
  const { headers, body } = request;
  const [scheme = '', ...credentials] = (headers.get('authorization') ?? '').split(' ');
  const kind = AUTHORIZATIONS.get(scheme.toLowerCase());
  return [
    ...(kind === undefined ? [] : secretsOf(kind, credentials.join(' '))),
    ...secretsOf('AWS credentials', headers.get('x-amz-security-token')),
    ...secretsIn(parse(body.toString())),
    ...loginSecrets(readCookies(headers).values(), formOf(request)?.get('code')),
  ];
}

function secretsInAnswer(answer: HttpAnswer): Secret[] {
  if (typeof answer === 'string') {
    return [];
  }
  const { headers, body } = answer;
  const cookies = [headers['Set-Cookie'] ?? []].flat().map((cookie) => /^[^=]+="?([^";]*)/.exec(cookie)?.[1]);
  const [location = ''] = [headers['Location'] ?? []].flat();
  const code = new URLSearchParams(location.split('?')[1]).get('code');
  return [...secretsIn(parse(body)), ...loginSecrets(cookies, code)];
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
      this.#messages.push(() => secretsInAnswer(answer));
      return answer;
    };
  }

  addRequest(request: Pick<HttpRequest, 'headers' | 'body'>): void {
    this.#messages.push(() => secretsInRequest(request));
  }
}
