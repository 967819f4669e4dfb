import { answerDiscovery } from './discovery.ts';
import type { Fault } from './faults.ts';
import { type HttpAnswer, type HttpRequest, startHttpServer } from './http-server.ts';
import type { PoolRequest } from './pool-settings.ts';
import { createPrincipal, type IamCredentials, type Principal, type PrincipalRequest } from './principals.ts';
import { Service } from './service.ts';
import { createKeySource } from './signing-keys.ts';
import { UserPool } from './user-pool.ts';
import { type ApiOutcome, answerApiCall } from './wire.ts';

/** A call of the API that the emulator saw. What verifiers of tokens read is not kept. */
export type SeenRequest = ApiOutcome & {
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed where it is JSON, else as text. */
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
  injectFault(fault: Fault): void;
  /** Ends every connection and frees the port. */
  close(): Promise<void>;
};

const parsed = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString());
  } catch {
    return body.toString();
  }
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
    const { headers, body, connection } = request;
    if (request.target.includes('/.well-known/')) {
      return answerDiscovery(request, service.pools, server.url);
    }
    const { answer, outcome } = answerApiCall(request, service);
    requests.push({ ...outcome, headers: Object.fromEntries(headers), body: parsed(body), connection });
    return answer;
  };
  const server = await startHttpServer(respond, service.now);

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
    injectFault: (fault) => service.faults.inject(fault),
    close: () => server.close(),
  };
};
