import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { newTlsIdentity } from './certificate.ts';
import { clientMetadataOf } from './client-metadata.ts';
import { answerDiscovery } from './discovery.ts';
import type { Course, Exchange, Outcome } from './exchange.ts';
import type { Delay, Fault } from './faults.ts';
import { answerGithubOidc, createGithubOidc, type GithubOidc, isGithubOidcRequest } from './github/oidc.ts';
import { type HttpAnswer, type HttpRequest, startHttpServer } from './http-server.ts';
import { answerDomainPage, isDomainPageRequest } from './oauth/domain-pages.ts';
import { answerTokenRequest, isTokenRequest } from './oauth/token-endpoint.ts';
import type { Operation } from './operation.ts';
import type { PoolRequest } from './pool-settings.ts';
import { createPrincipal, type IamCredentials, type Principal, type PrincipalRequest } from './principals.ts';
import type { Quota, QuotaUse } from './quotas/quotas.ts';
import { RequestWaiters } from './request-waiters.ts';
import { type Secret, SeenSecrets } from './secrets.ts';
import { Service } from './service.ts';
import { createKeySource } from './signing-keys.ts';
import { answerStsCall, isStsRequest } from './sts/assume-role.ts';
import { Role, type RoleRequest } from './sts/roles.ts';
import { UserPool } from './user-pool.ts';
import { answerApiCall } from './wire.ts';

/** A call of the API, the token endpoint, the login page, STS or GitHub's OIDC endpoint that the emulator saw. What verifiers of tokens read is not kept. */
export type SeenRequest = Outcome & {
  /** When it came: milliseconds since 1970, by the emulator's clock. */
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON or a form, else as text; of GET, the parameters of the query. */
  readonly body: unknown;
  /** Where the call has some: `ClientMetadata`, or the token endpoint's `aws_client_metadata`. */
  readonly clientMetadata?: Readonly<Record<string, string>>;
  /** Counts the TCP connections from 1: requests with the same number shared a kept-alive connection. */
  readonly connection: number;
};

/** A strict emulator of Cognito's wire: where a real pool refuses, it refuses, in the same words. */
export type Emulator = {
  readonly url: string;
  /** Of a principal who may do everything in the pools' account. */
  readonly credentials: IamCredentials;
  /** With TLS, the certificate that a client has to trust, in PEM, as NODE_EXTRA_CA_CERTS wants it in a file. */
  readonly certificate?: string;
  /** Every call so far, in the order in which they came. */
  readonly requests: readonly SeenRequest[];
  /** What the real service would let pass and this project's rules forbid. Empty after a good run. */
  readonly violations: readonly string[];
  /** Every secret that went over the wire so far. */
  readonly secrets: readonly Secret[];
  /** Settles when the next request of an operation, or of any for `*`, has come: before anybody gets an answer to it. */
  nextRequest(operation: string): Promise<SeenRequest>;
  addPrincipal(request?: PrincipalRequest): Principal;
  /** Ends somebody's keys, also those of an assumed role. Like `deny`, it counts from the next request on. */
  expire(principal: Pick<IamCredentials, 'accessKeyId'>): void;
  /** Takes operations of the API from somebody. */
  deny(principal: Pick<IamCredentials, 'accessKeyId'>, operations: readonly string[]): void;
  createPool(request?: PoolRequest): UserPool;
  /** Makes a role that a job may assume by GitHub's OIDC token, at the emulator's own URL. */
  addRole(request: RoleRequest): Role;
  /** What a job needs to get an OIDC token of GitHub. */
  readonly oidc: GithubOidc;
  injectFault(fault: Fault): void;
  /** Forgets the faults that no request has met yet. */
  clearFaults(): void;
  /** Has Cognito's request rates hold from now on, with `scale` times their defaults. Until then there are none. */
  setQuotas(quotas: { readonly scale: number }): void;
  /** What a quota let through and refused since the quotas were set. */
  quotaUse(quota: Quota): QuotaUse;
  /** Has the emulator refuse an operation as one that it does not know, as an older endpoint would. */
  forgetOperation(operation: string): void;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
};

const parsed = ({ method, target, headers, body }: HttpRequest): unknown => {
  if (method === 'GET') {
    return Object.fromEntries(new URLSearchParams(target.split('?')[1]));
  }
  if (headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(body.toString()));
  }
  try {
    return JSON.parse(body.toString());
  } catch {
    return body.toString();
  }
};

/** One URL stands for every service: which one a request is for shows in its path and content type. */
const route = (request: HttpRequest, oidc: GithubOidc, service: Service, url: string): Course => {
  if (isTokenRequest(request)) {
    return answerTokenRequest(request, service);
  }
  if (isDomainPageRequest(request)) {
    return answerDomainPage(request, service, new URL(url).protocol);
  }
  if (isGithubOidcRequest(request)) {
    return answerGithubOidc(request, oidc, service);
  }
  return isStsRequest(request) ? answerStsCall(request, oidc, service) : answerApiCall(request, service);
};

/**
 * Starts the emulator on a free port of the loopback interface. One endpoint stands for every region: a signed call is
 * for the region that its signature names.
 *
 * @param options `now`: the clock, in milliseconds since 1970. `tls`: whether it speaks HTTPS, with a certificate of its own.
 * `moreOperations`: of the API, by name, beside those that the action calls.
 */
export const startEmulator = async (
  options: {
    readonly now?: () => number;
    readonly tls?: boolean;
    readonly moreOperations?: ReadonlyMap<string, Operation>;
  } = {},
): Promise<Emulator> => {
  const service = new Service(options.now ?? Date.now, await createKeySource(), options.moreOperations);
  const requests: SeenRequest[] = [];

  const waiters = new RequestWaiters<SeenRequest>();
  const closing = new AbortController();
  const closed = once(closing.signal, 'abort');
  const waitFor = async (delay: Delay): Promise<void> => {
    if ('until' in delay) {
      await Promise.race([Promise.allSettled([delay.until]), closed]);
      closing.signal.throwIfAborted();
    } else {
      await pause(delay.milliseconds, undefined, { signal: closing.signal, ref: false });
    }
  };

  const passTime = async (course: Course): Promise<Exchange> => {
    if (course.kind === 'late') {
      await waitFor(course.actedOnAfter);
      return course.act();
    }
    if (course.answeredAfter !== undefined) {
      await waitFor(course.answeredAfter);
    }
    return course;
  };

  const respond = async (request: HttpRequest): Promise<HttpAnswer> => {
    const { headers, connection } = request;
    if (request.target.includes('/.well-known/')) {
      return answerDiscovery(request, service.pools, server.url);
    }
    const course = route(request, oidc, service, server.url);
    const body = parsed(request);
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
    await waiters.tell(seen);
    const { answer, outcome } = await passTime(course);
    request.abandoned.removeEventListener('abort', markAbandoned);
    requests[index] = { ...requests[index], ...outcome, ...kept };
    return answer;
  };
  const tls = options.tls === true ? newTlsIdentity() : undefined;
  const secrets = new SeenSecrets();
  const server = await startHttpServer(secrets.tap(respond), service.now, tls);
  const oidc = createGithubOidc(server.url);

  const addPrincipal = (request?: PrincipalRequest): Principal => {
    const principal = createPrincipal(request);
    service.principals.set(principal.accessKeyId, principal);
    return principal;
  };
  const { accessKeyId, secretAccessKey } = addPrincipal();

  return {
    url: server.url,
    credentials: { accessKeyId, secretAccessKey },
    ...(tls && { certificate: tls.cert }),
    requests,
    violations: service.violations,
    get secrets() {
      return secrets.all;
    },
    nextRequest: (operation) => waiters.next(operation),
    addPrincipal,
    expire: (principal) => service.principals.change(principal, () => ({ expired: true })),
    deny: (principal, operations) =>
      service.principals.change(principal, ({ denied }) => ({ denied: [...denied, ...operations] })),
    createPool: (request = {}) => {
      const pool = new UserPool(request, service.newPoolKeys(), service.now);
      service.pools.set(pool.id, pool);
      return pool;
    },
    addRole: (request) => {
      const role = new Role(request);
      service.roles.set(role.arn, role);
      return role;
    },
    oidc,
    injectFault: (fault) => service.faults.inject(fault),
    clearFaults: () => service.faults.clear(),
    setQuotas: ({ scale }) => service.quotas.set(scale),
    quotaUse: (quota) => service.quotas.use(quota),
    forgetOperation: (operation) => {
      service.unknownOperations.add(operation);
    },
    close: () => {
      closing.abort();
      return server.close();
    },
  };
};
