import type { ScheduledExchange } from './exchange.ts';
import { answerGithubOidc, type GithubOidc, isGithubOidcRequest } from './github/oidc.ts';
import type { HttpRequest } from './http-server.ts';
import { identityOperations } from './identity/operations.ts';
import { poolPartOperations } from './management/pool-parts.ts';
import { userPoolOperations } from './management/user-pools.ts';
import { answerDomainPage, isDomainPageRequest } from './oauth/domain-pages.ts';
import { answerTokenRequest, isTokenRequest } from './oauth/token-endpoint.ts';
import { operations } from './operations/table.ts';
import type { Service } from './service.ts';
import { answerStsCall, isStsRequest } from './sts/assume-role.ts';
import { type Apis, answerApiCall } from './wire.ts';

/**
 * Returns the function that has a request answered. All services share one URL; the path and the content type tell
 * which service a request is for.
 *
 * @param scheme `http:` or `https:`
 */
export function createRouter(
  service: Service,
  oidc: GithubOidc,
  scheme: string,
): (request: HttpRequest) => ScheduledExchange {
  const management = Object.entries({ ...userPoolOperations(), ...poolPartOperations });
  const apis: Apis = new Map([
    ['AWSCognitoIdentityProviderService', new Map([...operations, ...management])],
    ['AWSCognitoIdentityService', identityOperations],
  ]);
  return (request) => {
    if (isTokenRequest(request)) {
      return answerTokenRequest(request, service);
    }
    if (isDomainPageRequest(request)) {
      return answerDomainPage(request, service, scheme);
    }
    if (isGithubOidcRequest(request)) {
      return answerGithubOidc(request, oidc, service);
    }
    return isStsRequest(request) ? answerStsCall(request, oidc, service) : answerApiCall(request, apis, service);
  };
}
