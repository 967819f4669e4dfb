import { answerDiscovery } from './discovery.ts';
import type { Exchange, Outcome } from './exchange.ts';
import type { Fault } from './faults.ts';
import { answerGithubOidc, createGithubOidc, type GithubOidc, isGithubOidcRequest } from './github/oidc.ts';
import { type HttpAnswer, type HttpRequest, startHttpServer } from './http-server.ts';
import { answerTokenRequest, isTokenRequest } from './oauth/token-endpoint.ts';
import type { PoolRequest } from './pool-settings.ts';
import { createPrincipal, type IamCredentials, type Principal, type PrincipalRequest } from './principals.ts';
import { Service } from './service.ts';
import { createKeySource } from './signing-keys.ts';
import { answerStsCall, isStsRequest } from './sts/assume-role.ts';
import { Role, type RoleRequest } from './sts/roles.ts';
import { UserPool } from './user-pool.ts';
import { answerApiCall } from './wire.ts';

/** A call of the API, the token endpoint, STS or GitHub's OIDC endpoint that the emulator saw. What verifiers of tokens read is not kept. */
export type SeenRequest = Outcome & {
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON or a form, else as text; of GET, the parameters of the query. */
  readonly body: unknown;
  /** Counts the TCP connections from 1: requests with the same number shared a kept-alive connection. */
  readonly connection: number;
};

/** A strict emulator of Cognito's wire: where a real pool refuses, it refuses, in the same words. */
export type Emulator = {
  readonly url: string;
  /** Of a principal who may do everything in the pools' account. */
  readonly credentials: IamCredentials;
  /** Every call so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** What the real service would let pass and this project's rules forbid. Empty after a good run. */
  readonly violations: readonly string[];
  addPrincipal(request?: PrincipalRequest): Principal;
  createPool(request?: PoolRequest): UserPool;
  /** Makes a role that a job may assume by GitHub's OIDC token, at the emulator's own URL. */
  addRole(request: RoleRequest): Role;
  /** What a job needs to get an OIDC token of GitHub. */
  readonly oidc: GithubOidc;
  injectFault(fault: Fault): void;
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
const route = (request: HttpRequest, oidc: GithubOidc, service: Service): Exchange => {
  if (isTokenRequest(request)) {
    return answerTokenRequest(request, service);
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
 * @param options `now`: the clock, in milliseconds since 1970.
 */
export const startEmulator = async (options: { readonly now?: () => number } = {}): Promise<Emulator> => {
  const service = new Service(options.now ?? Date.now, await createKeySource());
  const requests: SeenRequest[] = [];

  const respond = (request: HttpRequest): HttpAnswer => {
    const { headers, connection } = request;
    if (request.target.includes('/.well-known/')) {
      return answerDiscovery(request, service.pools, server.url);
    }
    const { answer, outcome } = route(request, oidc, service);
    requests.push({ ...outcome, headers: Object.fromEntries(headers), body: parsed(request), connection });
    return answer;
  };
  const server = await startHttpServer(respond, service.now);
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
    requests,
    violations: service.violations,
    addPrincipal,
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
    forgetOperation: (operation) => {
      service.unknownOperations.add(operation);
    },
    close: () => server.close(),
  };
};
