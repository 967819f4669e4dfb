import { exchange, type Protocol } from './exchange.ts';
import type { HttpAnswer, HttpRequest } from './http-server.ts';
import { parseJson } from './json.ts';
import { readJwt } from './jwt.ts';
import type { Operation, OperationRequest } from './operation.ts';
import type { RatedCall } from './quotas.ts';
import { assert, Refusal } from './refusals.ts';
import type { Service } from './service.ts';
import { credentialOf } from './signature.ts';

/** Returns the string members of the body, AuthParameters and ChallengeResponses. Omits malformed ones. */
function readTexts(value: unknown): ReadonlyMap<string, string> {
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(
    entries.flatMap(([name, member]): [string, string][] => {
      if (typeof member === 'string') {
        return [[name, member]];
      }
      return name === 'AuthParameters' || name === 'ChallengeResponses' ? [...readTexts(member)] : [];
    }),
  );
}

/**
 * Returns the quota-relevant properties of an API call, or `undefined` if it identifies no existing pool, so that the
 * operation refuses it anyway. Operations identify the pool and the user in different ways.
 */
function ratedCallOf({ operation, headers, body }: OperationRequest, service: Service): RatedCall | undefined {
  const texts = readTexts(parseJson(body.toString()));
  const identityId = texts.get('IdentityPoolId') ?? texts.get('IdentityId');
  const identityRegion =
    operation === 'DeleteIdentities' ? credentialOf(headers).region : identityId?.replace(/:.*/, '');
  if (identityRegion !== undefined) {
    return { operation, region: identityRegion };
  }
  const { claims } = readJwt(texts.get('AccessToken') ?? '');
  const session = service.sessions.find(texts.get('Session') ?? '');
  const pool =
    service.pools.get(texts.get('UserPoolId') ?? '') ??
    service.findClient(texts.get('ClientId') ?? '')?.pool ??
    session?.origin.pool ??
    [...service.pools.values()].find(({ issuer }) => issuer === claims['iss']);
  if (pool === undefined) {
    return undefined;
  }
  const sub = typeof claims['sub'] === 'string' ? claims['sub'] : undefined;
  const refreshToken = texts.get('RefreshToken') ?? texts.get('REFRESH_TOKEN') ?? texts.get('Token') ?? '';
  const signedIn = pool.signIns.get(refreshToken)?.user.username;
  const named = texts.get('Username') ?? texts.get('USERNAME');
  const name = named ?? sub ?? session?.challenge.claimant.name ?? signedIn;
  const challengeName = texts.get('ChallengeName');
  return {
    operation,
    region: pool.settings.region,
    ...(challengeName !== undefined && { challengeName }),
    ...(name !== undefined && { user: `${pool.id} ${pool.findByAdminName(name)?.sub ?? name}` }),
  };
}

/** The APIs of an endpoint, by their names in X-Amz-Target, and their operations by name. */
type Apis = ReadonlyMap<string, ReadonlyMap<string, Operation>>;

const CONTENT_TYPE = 'application/x-amz-json-1.1';

const NOT_UNDERSTOOD: HttpAnswer = {
  status: 400,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({
    code: 'BadRequest',
    message: 'The server did not understand the operation that was requested.',
    type: 'client',
  }),
};

const protocol: Protocol = {
  success: (output, requestId) => ({
    status: 200,
    headers: { 'Content-Type': CONTENT_TYPE, 'x-amzn-RequestId': requestId },
    body: output === undefined ? '' : JSON.stringify(output),
  }),
  refused: ({ name, message, status }, requestId) => ({
    status,
    headers: { 'Content-Type': CONTENT_TYPE, 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': `${name}:` },
    body: JSON.stringify({ __type: name, message }),
  }),
  failure: new Refusal('InternalErrorException', 'Something went wrong.', 500),
  throttled: new Refusal('TooManyRequestsException', 'Rate exceeded'),
};

/** Answers a call in the protocol of the APIs, AWS JSON 1.1, as in the service models. */
export function answerApiCall({ method, target: url, headers, body }: HttpRequest, apis: Apis, service: Service) {
  const [target = '', name] = headers.get('x-amz-target')?.split('.') ?? [];
  const api = apis.get(target);
  const operation = name ?? `${method} ${url}`;
  const received = { operation, signed: headers.has('authorization') };
  if (api === undefined || method !== 'POST' || url !== '/' || headers.get('content-type') !== CONTENT_TYPE) {
    const outcome = { ...received, status: 400, error: 'BadRequest' };
    return { outcome, finish: () => ({ answer: NOT_UNDERSTOOD, outcome }) };
  }
  const principal = service.principals.get(credentialOf(headers).accessKeyId);
  const request = { operation, headers, body };
  const act = () => {
    const run = api.get(operation);
    if (run === undefined || service.unknownOperations.has(operation)) {
      throw new Refusal('UnknownOperationException', `The service has no operation ${operation}.`);
    }
    const call = ratedCallOf(request, service);
    assert(call === undefined || service.quotas.admits(call, service.now()), () => protocol.throttled);
    return run(request, service);
  };
  return exchange({ ...received, ...(principal && { principal }) }, act, protocol, service);
}
