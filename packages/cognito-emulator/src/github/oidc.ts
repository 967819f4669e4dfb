import { randomBytes, randomUUID } from 'node:crypto';
import { exchange, type Protocol } from '../exchange.ts';
import type { HttpRequest, HttpResponse } from '../http-server.ts';
import { type SigningKey, signJwt } from '../jwt.ts';
import { Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';

export type GithubOidc = ReturnType<typeof createGithubOidc>;

const PATH = '/github-oidc/idtoken';
const LIFETIME_SECONDS = 5 * 60;
const REPOSITORY = 'octo-org/octo-repo';

/**
 * Creates the OIDC provider of a job with `permissions: id-token: write`: the values of ACTIONS_ID_TOKEN_REQUEST_URL and
 * ACTIONS_ID_TOKEN_REQUEST_TOKEN, and the issuer and subject of its tokens.
 */
export function createGithubOidc(emulatorUrl: string) {
  return {
    requestUrl: `${emulatorUrl}${PATH}?api-version=2.0`,
    requestToken: randomBytes(200).toString('base64url'),
    issuer: 'https://token.actions.githubusercontent.com',
    subject: `repo:${REPOSITORY}:ref:refs/heads/main`,
  };
}

export function isGithubOidcRequest({ target }: HttpRequest): boolean {
  return target.startsWith(PATH);
}

function json(status: number, body: object): HttpResponse {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

const protocol: Protocol = {
  success: (output) => json(200, output ?? {}),
  refused: ({ name, message, status }) => json(status, { typeKey: name, message }),
  failure: new Refusal('InternalServerException', 'Something went wrong.', 500),
  throttled: new Refusal('TooManyRequestsException', 'Rate limit exceeded.', 429),
};

/** Issues a token (GitHub documentation, "OpenID Connect reference"). AWS checks `iss`, `aud`, `sub` and `exp` only. */
function newToken(audience: string, { issuer, subject }: GithubOidc, key: SigningKey, now: number): string {
  const issuedAt = Math.floor(now / 1000);
  const claims = {
    jti: randomUUID(),
    sub: subject,
    aud: audience,
    ref: 'refs/heads/main',
    repository: REPOSITORY,
    repository_owner: 'octo-org',
    run_id: '1658821493',
    run_attempt: '1',
    event_name: 'push',
    iss: issuer,
    nbf: issuedAt - LIFETIME_SECONDS,
    exp: issuedAt + LIFETIME_SECONDS,
    iat: issuedAt,
  };
  return signJwt(claims, key);
}

/** Answers `GET <requestUrl>&audience=…`. The default audience is the URL of the repository owner. */
export function answerGithubOidc({ method, target, headers }: HttpRequest, oidc: GithubOidc, service: Service) {
  const act = () => {
    const [scheme = '', token] = headers.get('authorization')?.split(' ') ?? [];
    if (scheme.toLowerCase() !== 'bearer' || token !== oidc.requestToken) {
      throw new Refusal('UnauthorizedRequestException', 'The token is not valid.', 401);
    }
    const query = new URL(target, oidc.requestUrl).searchParams;
    if (method !== 'GET' || query.get('api-version') !== '2.0') {
      throw new Refusal('BadRequestException', 'The request is not valid.', 400);
    }
    const audience = query.get('audience') ?? 'https://github.com/octo-org';
    return { count: 1, value: newToken(audience, oidc, service.githubKey, service.now()) };
  };
  return exchange({ operation: 'github-oidc', signed: false }, act, protocol, service);
}
