import { newTlsIdentity } from './certificate.ts';
import { answerDiscovery } from './discovery.ts';
import { Delays, type Outcome } from './exchange.ts';
import type { Fault } from './faults.ts';
import { createGithubOidc } from './github/oidc.ts';
import {
  answerPreflight,
  type HttpAnswer,
  type HttpRequest,
  isPreflight,
  readableAcrossOrigins,
  startHttpServer,
} from './http-server.ts';
import {
  DEFAULT_MAPPING,
  DEFAULT_ROLE_ARN,
  IdentityPool,
  type IdentityPoolRequest,
  type IdentityRole,
  type IdentityRoleRequest,
} from './identity/identity-pool.ts';
import { clientMetadataOf, parseBody } from './json.ts';
import { createKeySource } from './jwt.ts';
import type { PoolRequest } from './pool-settings.ts';
import { createPrincipal, type IamCredentials, type Principal, type PrincipalRequest } from './principals.ts';
import type { Quota } from './quotas.ts';
import { createRouter } from './router.ts';
import { type Secret, SeenSecrets } from './secrets.ts';
import { RequestWaiters, Service } from './service.ts';
import { type SignedRequest, verifySignature } from './signature.ts';
import { Role, type RoleRequest } from './sts/roles.ts';
import { UserPool } from './user-pool.ts';

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

  const waiters = new RequestWaiters<SeenRequest>();
  const delays = new Delays();

  const respond = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { headers, connection } = request;
    if (isPreflight(request)) {
      return answerPreflight(request);
    }
    if (request.target.includes('/.well-known/')) {
      return answerDiscovery(request, service.pools, server.url);
    }
    const course = route(request);
    const body = parseBody(request);
    const clientMetadata = clientMetadataOf(body);
    const kept = {
      at: service.now(),
      headers: Object.fromEntries(headers),
      body,
      ...(clientMetadata && { clientMetadata }),
      connection,
    };
    const seen = { ...course.outcome, ...kept };
    const index = requests.push(seen) - 1;
    const markAbandoned = () => {
      requests[index] = { ...seen, abandoned: true };
    };
    request.abandoned.addEventListener('abort', markAbandoned);
    await waiters.notify(seen);
    const { answer, outcome } = await delays.settle(course);
    request.abandoned.removeEventListener('abort', markAbandoned);
    requests[index] = { ...requests[index], ...outcome, ...kept };
    return readableAcrossOrigins(request, answer);
  };
  const tls = options.tls === true ? newTlsIdentity() : undefined;
  const secrets = new SeenSecrets();
  let dateHeader: string | undefined;
  const server = await startHttpServer(
    secrets.tap(respond),
    () => dateHeader ?? new Date(service.now()).toUTCString(),
    tls,
  );
  const oidc = createGithubOidc(server.url);
  const route = createRouter(service, oidc, new URL(server.url).protocol);

  const addPrincipal = (request?: PrincipalRequest): Principal => {
    const principal = createPrincipal(request);
    service.principals.set(principal.accessKeyId, principal);
    return principal;
  };
  const { accessKeyId, secretAccessKey } = addPrincipal();
  const addIdentityRole = (request: IdentityRoleRequest): IdentityRole => {
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
    get secrets(): readonly Secret[] {
      return secrets.all;
    },
    /** Resolves when the next request of an operation (`*` for any) has arrived, before it is answered. */
    nextRequest: (operation: string) => waiters.next(operation),
    addPrincipal,
    /** Returns the holder of an access key ID, also of credentials that STS or an identity pool gave. */
    principalOf: (id: string) => service.principals.get(id),
    /**
     * Expires the keys of a principal, also those of an assumed role. Like `deny`, it takes effect on the next request.
     */
    expire: (principal: Pick<IamCredentials, 'accessKeyId'>) =>
      service.principals.change(principal, () => ({ expired: true })),
    deny: (principal: Pick<IamCredentials, 'accessKeyId'>, operations: readonly string[]) =>
      service.principals.change(principal, ({ denied }) => ({ denied: [...denied, ...operations] })),
    createPool: (request: PoolRequest = {}) => {
      const pool = new UserPool(request, service.newPoolKeys(), service.now);
      service.pools.set(pool.id, pool);
      return pool;
    },
    /** Deletes a pool. Its ID and its app clients are unknown from the next request on. */
    deletePool: ({ id }: UserPool) => {
      service.pools.delete(id);
    },
    /** Creates a role that a job can assume with GitHub's OIDC token. STS has the emulator's URL, too. */
    addRole: (request: RoleRequest) => {
      const role = new Role(request);
      service.roles.set(role.arn, role);
      return role;
    },
    /** Creates an identity pool, in the account of the user pools. */
    createIdentityPool: ({
      region = 'eu-west-1',
      providers = [],
      authenticatedRole = addIdentityRole({ arn: DEFAULT_ROLE_ARN }).arn,
      roleMapping = DEFAULT_MAPPING,
    }: IdentityPoolRequest = {}) => {
      const identityPool = new IdentityPool({ region, providers, authenticatedRole, roleMapping });
      service.identityPools.set(identityPool.id, identityPool);
      return identityPool;
    },
    /** Creates a role that identity pools can assume for their users. */
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
    forgetOperation: (operation: string) => {
      service.unknownOperations.add(operation);
    },
    /** Sends this Date header from now on instead of the emulator's time. Empty for none. */
    setDateHeader: (value: string) => {
      dateHeader = value;
    },
    /** Closes every connection and frees the port. */
    close: () => {
      delays.cancel();
      return server.close();
    },
  };
}
