import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { newTlsIdentity } from './certificate.ts';
import { answerDiscovery } from './discovery.ts';
import { type Outcome, waitFor } from './exchange.ts';
import type { Fault } from './faults.ts';
import { createGithubOidc } from './github/oidc.ts';
import { formOf, type HttpAnswer, type HttpRequest, startHttpServer } from './http-server.ts';
import {
  DEFAULT_ROLE_ARN,
  IdentityPool,
  type IdentityPoolRequest,
  type IdentityRole,
} from './identity/identity-pool.ts';
import { isJsonObject, parseJson } from './json.ts';
import { createKeySource } from './jwt.ts';
import type { PoolRequest } from './pool-settings.ts';
import type { Principal, PrincipalRequest } from './principals.ts';
import type { Quota } from './quotas.ts';
import { createRouter } from './router.ts';
import { SeenSecrets } from './secrets.ts';
import { Service } from './service.ts';
import { type SignedRequest, verifySignature } from './signature.ts';
import { Role, type RoleRequest } from './sts/roles.ts';

/**
 * A recorded request to the API, the token endpoint, the login page, STS or GitHub's OIDC endpoint. Requests for
 * discovery documents and key sets, and preflight requests of browsers, are not recorded.
 */
export interface SeenRequest extends Outcome {
  /** Time of arrival in milliseconds since 1970, by the emulator's clock. */
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON or form, else text. The query parameters of a GET request. */
  readonly body: unknown;
  /** `ClientMetadata`, or `aws_client_metadata` of the token endpoint. Absent if the request has none. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
  /** Number of the TCP connection, from 1. Requests with the same number shared a kept-alive connection. */
  readonly connection: number;
}

/** The answer of AWS's APIs to cross-origin requests (CORS), which they accept from every web page. */
const EVERY_ORIGIN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

/** Answers the question of a browser that precedes a call: https://fetch.spec.whatwg.org/#cors-preflight-fetch */
function answerPreflight({ headers }: HttpRequest): HttpAnswer {
  return {
    status: 200,
    headers: {
      ...EVERY_ORIGIN,
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': headers.get('access-control-request-headers') ?? '',
      'Access-Control-Max-Age': '172800',
    },
    body: '',
  };
}

/** Returns parsed JSON or a parsed form, else the text. Returns the query parameters of a GET request. */
function parseBody(request: HttpRequest): unknown {
  const { method, target, body } = request;
  const form = method === 'GET' ? new URLSearchParams(target.split('?')[1]) : formOf(request);
  return form ? Object.fromEntries(form) : (parseJson(body.toString()) ?? body.toString());
}

function clientMetadataOf(body: unknown): Readonly<Record<string, string>> | undefined {
  const { ClientMetadata: member, aws_client_metadata: field } = isJsonObject(body) ? body : {};
  const given = typeof field === 'string' ? parseJson(field) : member;
  return isJsonObject(given)
    ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
    : undefined;
}

/** A strict emulator of Cognito's API. It refuses what a real user pool refuses, in the same words. */
export type Emulator = Awaited<ReturnType<typeof startEmulator>>;

/**
 * Starts the emulator on a free port of the loopback interface. One endpoint serves every region; a signed request
 * names its region in the signature.
 *
 * @param options `now`: the clock, in milliseconds since 1970. `tls`: serves HTTPS with a self-signed certificate.
 */
export async function startEmulator(options: { readonly now?: () => number; readonly tls?: boolean } = {}) {
  const service = new Service(options.now ?? Date.now, await createKeySource());
  const requests: SeenRequest[] = [];
  /** Emits every request by its operation and as `*`. */
  const arrivals = new EventEmitter().setMaxListeners(0);
  const closing = new AbortController();

  const respond = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { method, target, headers, connection } = request;
    if (method === 'OPTIONS' && target === '/' && headers.has('access-control-request-method')) {
      return answerPreflight(request);
    }
    if (target.includes('/.well-known/')) {
      return answerDiscovery(request, service.pools, server.url);
    }
    const { outcome: early, delay, finish } = route(request);
    const body = parseBody(request);
    const clientMetadata = clientMetadataOf(body);
    const kept = {
      at: service.now(),
      headers: Object.fromEntries(headers),
      body,
      ...(clientMetadata && { clientMetadata }),
      connection,
    };
    const seen = { ...early, ...kept };
    const index = requests.push(seen) - 1;
    const markAbandoned = () => {
      requests[index] = { ...seen, abandoned: true };
    };
    request.abandoned.addEventListener('abort', markAbandoned);
    const isAwaited = [early.operation, '*'].map((name) => arrivals.emit(name, seen)).includes(true);
    if (isAwaited) {
      // Lets the immediate callbacks of `nextRequest` run, such as sending a signal.
      await nextTurn();
    }
    if (delay !== undefined) {
      await waitFor(delay, closing.signal);
    }
    const { answer, outcome } = finish();
    request.abandoned.removeEventListener('abort', markAbandoned);
    requests[index] = { ...requests[index], ...outcome, ...kept };
    // The page of another origin may read the answer of the API.
    return typeof answer === 'string' || target !== '/' || !headers.has('origin')
      ? answer
      : { ...answer, headers: { ...answer.headers, ...EVERY_ORIGIN } };
  };
  const tls = options.tls === true ? newTlsIdentity() : undefined;
  const secrets = new SeenSecrets();
  let dateHeader: string | undefined;
  const date = () => dateHeader ?? new Date(service.now()).toUTCString();
  const server = await startHttpServer(secrets.tap(respond), date, tls);
  const oidc = createGithubOidc(server.url);
  const route = createRouter(service, oidc, new URL(server.url).protocol);

  const { accessKeyId, secretAccessKey } = service.principals.create();
  const addIdentityRole = (request: Pick<IdentityRole, 'arn'> & Partial<IdentityRole>): IdentityRole => {
    const role: IdentityRole = { trusts: 'any', amr: 'authenticated', ...request };
    service.identityRoles.set(role.arn, role);
    return role;
  };

  return {
    url: server.url,
    /** The credentials of a principal with all permissions in the account of the pools. */
    credentials: { accessKeyId, secretAccessKey },
    /** The certificate in PEM, with TLS only. Node.js clients trust it by a file that NODE_EXTRA_CA_CERTS names. */
    ...(tls && { certificate: tls.cert }),
    /** Every request so far, in order of arrival. */
    requests,
    /** Requests that the real service accepts and the rules of this project forbid. Empty after a good run. */
    violations: service.violations,
    get secrets() {
      return secrets.all;
    },
    /** Resolves when the next request of an operation (`*` for any) has arrived, before it is answered. */
    nextRequest: async (operation: string): Promise<SeenRequest> => {
      const [request] = await once(arrivals, operation);
      return request;
    },
    addPrincipal: (request?: PrincipalRequest) => service.principals.create(request),
    /** Returns the holder of an access key ID, also of credentials that STS or an identity pool gave. */
    principalOf: (id: string) => service.principals.get(id),
    /**
     * Expires the keys of a principal, also those of an assumed role. Like `deny`, it takes effect on the next request.
     */
    expire: (principal: Pick<Principal, 'accessKeyId'>) =>
      service.principals.change(principal, () => ({ expired: true })),
    deny: (principal: Pick<Principal, 'accessKeyId'>, operations: readonly string[]) =>
      service.principals.change(principal, ({ denied }) => ({ denied: [...denied, ...operations] })),
    createPool: (request: PoolRequest = {}) => service.createPool(request),
    /** Creates a role that a job can assume with GitHub's OIDC token. STS has the emulator's URL, too. */
    addRole: (request: RoleRequest) => {
      const role = new Role(request);
      service.roles.set(role.arn, role);
      return role;
    },
    /** Creates an identity pool, in the account of the user pools. */
    createIdentityPool: (request: IdentityPoolRequest = {}) => {
      const { authenticatedRole = addIdentityRole({ arn: DEFAULT_ROLE_ARN }).arn } = request;
      const identityPool = new IdentityPool({ ...request, authenticatedRole });
      service.identityPools.set(identityPool.id, identityPool);
      return identityPool;
    },
    /** Creates a role that identity pools can assume for their users. Trusts signed-in users of any by default. */
    addIdentityRole,
    /**
     * Verifies the signature of a request to another service, for APIs behind IAM authorization.
     *
     * @param serviceName for example `execute-api`
     * @throws Refusal with the exception of AWS for an invalid signature.
     */
    verifySignature: (request: SignedRequest, serviceName: string) =>
      verifySignature(request, service.principals, service.now(), serviceName),
    /** The OIDC provider of a GitHub job. */
    oidc,
    injectFault: (fault: Fault) => service.faults.inject(fault),
    /** Removes the faults that no request has met yet. */
    clearFaults: () => service.faults.clear(),
    /** Enforces Cognito's request rates from now on, at `scale` times their defaults. There are no limits before. */
    setQuotas: ({ scale }: { readonly scale: number }) => service.quotas.set(scale),
    /** Returns the requests that a quota has admitted and refused since `setQuotas`. */
    quotaUse: (quota: Quota) => service.quotas.use(quota),
    /** Makes an operation unknown, as it is to an older endpoint. */
    forgetOperation: (operation: string) => service.unknownOperations.add(operation),
    /** Sends this Date header from now on instead of the emulator's time. Empty for none. */
    setDateHeader: (value: string) => {
      dateHeader = value;
    },
    /** Closes every connection and frees the port. */
    close: () => {
      closing.abort();
      return server.close();
    },
  };
}
