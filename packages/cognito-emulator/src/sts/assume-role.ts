import { exchange, type Protocol } from '../exchange.ts';
import type { GithubOidc } from '../github/oidc.ts';
import { escapeMarkup, formOf, type HttpRequest } from '../http-server.ts';
import { type Kind, optional, readMembers, text, wholeNumber } from '../members.ts';
import { Refusal } from '../refusals.ts';
import type { Service } from '../service.ts';
import { assertNoCredentials } from '../signature.ts';
import { verifyWebIdentity } from './roles.ts';

/** Renders the content of an element: the members of an object as child elements, in order, or text. */
function render(content: unknown): string {
  return typeof content === 'object' && content !== null
    ? Object.entries(content)
        .map(([name, child]: [string, unknown]) => `<${name}>${render(child)}</${name}>`)
        .join('')
    : escapeMarkup(String(content));
}

function answer(status: number, requestId: string, root: string, content: object) {
  return {
    status,
    headers: { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId },
    body: `<${root} xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${render(content)}</${root}>`,
  };
}

/** The default of IAM. */
const MAX_SESSION_SECONDS = 60 * 60;

const protocol: Protocol = {
  success: (output, requestId) =>
    answer(200, requestId, 'AssumeRoleWithWebIdentityResponse', {
      AssumeRoleWithWebIdentityResult: output ?? '',
      ResponseMetadata: { RequestId: requestId },
    }),
  refused: ({ name, message, status }, requestId) =>
    answer(status, requestId, 'ErrorResponse', {
      Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: name, Message: message },
      RequestId: requestId,
    }),
  failure: new Refusal('InternalFailure', 'Something went wrong.', 500),
  throttled: new Refusal('Throttling', 'Rate exceeded'),
};

/** An integer within bounds, which the query protocol sends as text. */
const seconds: Kind<number> = {
  read: (value, path, problems) => wholeNumber(900, 43_200).read(Number(value), path, problems),
};

/** The constraints come from the service model of STS. */
const shape = {
  roleArn: text({ minLength: 20, maxLength: 2048 }),
  roleSessionName: text({ minLength: 2, maxLength: 64, pattern: String.raw`[\w+=,.@-]*` }),
  webIdentityToken: text({ minLength: 4, maxLength: 20_000, isSensitive: true }),
  durationSeconds: optional(seconds, MAX_SESSION_SECONDS),
};

function assumeRole(form: URLSearchParams, oidc: GithubOidc, service: Service): object {
  const input = readMembers(shape, Object.fromEntries(form), 'ValidationError');
  const { roleArn, roleSessionName: sessionName, webIdentityToken: token, durationSeconds } = input;
  const { role, subject, audience } = verifyWebIdentity(token, service.roles.get(roleArn), oidc, service);
  if (durationSeconds > MAX_SESSION_SECONDS) {
    throw new Refusal(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  const expiresAt = service.now() + durationSeconds * 1000;
  const arn = `${role.arn.replace(':iam:', ':sts:').replace(/:role\/.*/, '')}:assumed-role/${role.name}/${sessionName}`;
  const { account, denied } = role;
  const principal = service.principals.create({ sessionToken: true, account, denied, arn, expiresAt });
  role.sessions.push({ name: sessionName, principal, subject, durationSeconds });
  return {
    Audience: audience,
    AssumedRoleUser: { AssumedRoleId: `AROAEXAMPLEROLEID0000:${sessionName}`, Arn: arn },
    Provider: `arn:aws:iam::${account}:oidc-provider/${new URL(oidc.issuer).host}`,
    Credentials: {
      AccessKeyId: principal.accessKeyId,
      SecretAccessKey: principal.secretAccessKey,
      SessionToken: principal.sessionToken,
      Expiration: new Date(expiresAt).toISOString(),
    },
    SubjectFromWebIdentityToken: subject,
  };
}

/** The query protocol: a form with an Action, at the same URL as the API. */
export function isStsRequest(request: HttpRequest): boolean {
  return request.method === 'POST' && formOf(request) !== undefined;
}

/** Answers a call of STS. The emulator supports AssumeRoleWithWebIdentity only. */
export function answerStsCall({ headers, body }: HttpRequest, oidc: GithubOidc, service: Service) {
  const form = new URLSearchParams(body.toString());
  const operation = form.get('Action') ?? '';
  const act = (): object => {
    if (operation !== 'AssumeRoleWithWebIdentity' || form.get('Version') !== '2011-06-15') {
      throw new Refusal('InvalidAction', `Could not find operation ${operation} for version ${form.get('Version')}`);
    }
    assertNoCredentials(operation, headers, service);
    return assumeRole(form, oidc, service);
  };
  return exchange({ operation, signed: headers.has('authorization') }, act, protocol, service);
}
